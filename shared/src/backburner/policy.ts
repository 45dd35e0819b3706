import type { Actor } from '../members/schema.ts'
import type { BackBurnerItem } from './state.ts'

/** Every member of the circle may park, echo, tend, postpone, pick up, set down and hide. */
export function mayUseBackBurner(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Every member of the circle sees an item. A hidden item is seen only by those who may restore it. */
export function maySeeItem(actor: Actor, item: BackBurnerItem): boolean {
  return item.state === 'hidden' ? mayRestoreItem(actor, item) : mayUseBackBurner(actor, { id: item.circleId })
}

/** A hidden item is restored by a steward of the circle who neither parked nor hid it. */
export function mayRestoreItem(actor: Actor, item: BackBurnerItem): boolean {
  return item.state === 'hidden' && !item.parkedByMe && !item.hiddenByMe && (actor.roles.get(item.circleId)?.has('steward') ?? false)
}

/** The link belongs to the member who parked the item: nobody else lets the circle open it. */
export function mayShareLink(actor: Actor, item: BackBurnerItem): boolean {
  return item.parkedByMe && maySeeItem(actor, item)
}

/** Facilitators decide whether their circle reads what happened to each item. */
export function mayShowHistory(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.get(circle.id)?.has('facilitator') ?? false
}

/**
 * Whether the circle may take an item up: it simmers or asks for attention, or the circle took it up already and no repair has grown from
 * it.
 */
export function mayBePickedUp(item: { state: BackBurnerItem['state']; repairId: string | null }): boolean {
  return item.state === 'simmering' || item.state === 'flagged' || (item.state === 'picked_up' && item.repairId === null)
}
