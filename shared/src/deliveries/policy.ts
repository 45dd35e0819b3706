import type { Actor } from '../members/schema.ts'

/** Facilitators see the digests that may not have arrived, and may post them again. */
export function maySeeDeliveries(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.get(circle.id)?.has('facilitator') ?? false
}

/** Only a digest may be posted again. The notice of a concern is sent again by its raiser alone, and no facilitator learns of it. */
export function mayPostAgain(actor: Actor, delivery: { kind: string; circleId: string }, circleId: string): boolean {
  return delivery.kind === 'digest' && delivery.circleId === circleId && maySeeDeliveries(actor, { id: circleId })
}
