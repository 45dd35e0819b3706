import type { Actor } from '../members/schema.ts'
import type { Need } from './part-state.ts'
import type { Acknowledgement, RepairItem } from './state.ts'

/** Whoever belongs to the circle may open, see and tend its repairs. */
export function mayUseRepairs(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** An acknowledgement that is not shared is its drafter's alone. */
export function maySeeAcknowledgement(acknowledgement: Acknowledgement): boolean {
  return acknowledgement.mine || acknowledgement.state === 'shared' || acknowledgement.state === 'made'
}

/** Sharing is the drafter's choice alone. */
export function mayShareAcknowledgement(actor: Actor, repair: RepairItem, acknowledgement: Acknowledgement): boolean {
  return mayUseRepairs(actor, { id: repair.circleId }) && acknowledgement.mine
}

/** Others join what the circle says; what one person says is theirs. */
export function mayJoinAcknowledgement(actor: Actor, repair: RepairItem, acknowledgement: Acknowledgement): boolean {
  return mayUseRepairs(actor, { id: repair.circleId }) && acknowledgement.by === 'circle' && maySeeAcknowledgement(acknowledgement)
}

/** That it was made is said by its drafter, or for the circle by anybody in it. */
export function mayMakeAcknowledgement(actor: Actor, repair: RepairItem, acknowledgement: Acknowledgement): boolean {
  return (
    mayUseRepairs(actor, { id: repair.circleId }) &&
    (acknowledgement.mine || (acknowledgement.by === 'circle' && maySeeAcknowledgement(acknowledgement)))
  )
}

/** A need of one's own, one that its person cleared, or the circle's. Any other is not there, for a steward or a facilitator either. */
export function maySeeNeed(need: Need): boolean {
  return need.of === 'circle' || need.mine || need.clearedOn !== null
}

/** How it is with a need, and letting go of it, is said by the person whose it is; with a need of the circle by anybody in it. */
export function maySayNeed(actor: Actor, repair: RepairItem, need: Need): boolean {
  return mayUseRepairs(actor, { id: repair.circleId }) && (need.of === 'circle' || need.mine)
}

/** Clearing a need for the circle, and taking that back, is for the person whose it is alone. */
export function mayClearNeed(actor: Actor, repair: RepairItem, need: Need): boolean {
  return mayUseRepairs(actor, { id: repair.circleId }) && need.of === 'part' && need.mine
}
