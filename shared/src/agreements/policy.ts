import type { Actor } from '../members/schema.ts'

/** Whoever belongs to the circle reads what it agreed on, and may agree, revise and drop: who did is kept nowhere on a screen. */
export function mayUseAgreements(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}
