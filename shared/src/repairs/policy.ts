import type { Actor } from '../members/schema.ts'
import type { Need } from './part-state.ts'
import type { Acknowledgement, RepairItem } from './state.ts'

/** Every member of the circle may open, see and tend its repairs. */
export function mayUseRepairs(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Only its drafter sees an acknowledgement that is not shared. */
export function maySeeAcknowledgement(acknowledgement: Acknowledgement): boolean {
  return acknowledgement.mine || acknowledgement.state === 'shared' || acknowledgement.state === 'made'
}

/** Only its drafter shares an acknowledgement. */
export function mayShareAcknowledgement(actor: Actor, repair: RepairItem, acknowledgement: Acknowledgement): boolean {
  return mayUseRepairs(actor, { id: repair.circleId }) && acknowledgement.mine
}

/** Others join what the circle says. What one person says stays theirs alone. */
export function mayJoinAcknowledgement(actor: Actor, repair: RepairItem, acknowledgement: Acknowledgement): boolean {
  return mayUseRepairs(actor, { id: repair.circleId }) && acknowledgement.by === 'circle' && maySeeAcknowledgement(acknowledgement)
}

/** Its drafter says that an acknowledgement was made. For one of the circle's, any member may. */
export function mayMakeAcknowledgement(actor: Actor, repair: RepairItem, acknowledgement: Acknowledgement): boolean {
  return (
    mayUseRepairs(actor, { id: repair.circleId }) &&
    (acknowledgement.mine || (acknowledgement.by === 'circle' && maySeeAcknowledgement(acknowledgement)))
  )
}

/**
 * A reader sees a need of their own, a need that its person cleared, and the circle's. Any other need is not there, for a steward or a
 * facilitator either.
 */
export function maySeeNeed(need: Need): boolean {
  return need.of === 'circle' || need.mine || need.clearedOn !== null
}

/** The person whose need it is says how it is with it, and lets go of it. For a need of the circle any member may. */
export function maySayNeed(actor: Actor, repair: RepairItem, need: Need): boolean {
  return mayUseRepairs(actor, { id: repair.circleId }) && (need.of === 'circle' || need.mine)
}

/** Only the person whose need it is clears it for the circle, and takes that back. */
export function mayClearNeed(actor: Actor, repair: RepairItem, need: Need): boolean {
  return mayUseRepairs(actor, { id: repair.circleId }) && need.of === 'part' && need.mine
}
