import { holds } from '../members/policy.ts'
import type { Actor } from '../members/schema.ts'

/** Every member of the circle reads its prompts, as their devices show them. */
export function maySeePrompts(actor: Actor, circle: { id: string }): boolean {
  return holds(actor, circle.id, 'member')
}

/** Facilitators write a circle's own prompts, and switch prompts off and on. */
export function mayWritePrompts(actor: Actor, circle: { id: string }): boolean {
  return holds(actor, circle.id, 'facilitator')
}
