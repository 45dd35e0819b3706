import type { Actor } from '../members/schema.ts'

/** A digest is for everybody in its circle. */
export function maySeeDigest(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Facilitators set the holidays of a circle's digests. */
export function maySetHolidays(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.get(circle.id)?.has('facilitator') ?? false
}
