import type { Actor } from '../members/schema.ts'
import type { BackBurnerItem } from './state.ts'

/** Whoever belongs to the circle may park, echo, tend, postpone, pick up, set down and hide. */
export function mayUseBackBurner(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Everybody in the circle sees an item; a hidden one only those who may restore it. */
export function maySeeItem(actor: Actor, item: BackBurnerItem): boolean {
  return item.state === 'hidden' ? mayRestoreItem(actor, item) : mayUseBackBurner(actor, { id: item.circleId })
}

/** Restoring is for a steward of the circle who neither parked nor hid the item. */
export function mayRestoreItem(actor: Actor, item: BackBurnerItem): boolean {
  return item.state === 'hidden' && !item.parkedByMe && !item.hiddenByMe && (actor.roles.get(item.circleId)?.has('steward') ?? false)
}

/** The link is its parker's: nobody else lets the circle open it. */
export function mayShareLink(actor: Actor, item: BackBurnerItem): boolean {
  return item.parkedByMe && maySeeItem(actor, item)
}

/** Facilitators say whether their circle reads what happened to each item. */
export function mayShowHistory(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.get(circle.id)?.has('facilitator') ?? false
}

/** What the circle may take up: what simmers or asks, and what it took up already but nothing has grown from. */
export function mayBePickedUp(item: { state: BackBurnerItem['state']; repairId: string | null }): boolean {
  return item.state === 'simmering' || item.state === 'flagged' || (item.state === 'picked_up' && item.repairId === null)
}
