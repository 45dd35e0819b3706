import type { Actor } from '../members/schema.ts'

/** A digest is for everybody in its circle. */
export function maySeeDigest(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}
