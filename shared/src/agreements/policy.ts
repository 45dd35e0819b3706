import type { Actor } from '../members/schema.ts'

/** Every member of the circle reads what it agreed on, and may agree, revise and drop. No screen shows who did. */
export function mayUseAgreements(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}
