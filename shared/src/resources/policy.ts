import type { Actor } from '../members/schema.ts'

/** Every member of the circle reads its kit and looks after it. */
export function mayUseResources(actor: Actor, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}
