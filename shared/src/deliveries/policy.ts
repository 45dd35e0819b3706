import type { Actor } from '../members/schema.ts'

/** Facilitators see the digests whose arrival nobody can vouch for, and may post them again. */
export function maySeeDeliveries(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.get(circle.id)?.has('facilitator') ?? false
}

/** Only a digest: a concern's notice is its raiser's alone to send again, and no facilitator learns of it. */
export function mayPostAgain(actor: Actor, delivery: { kind: string; circleId: string }, circleId: string): boolean {
  return delivery.kind === 'digest' && delivery.circleId === circleId && maySeeDeliveries(actor, { id: circleId })
}
