import { holds } from '../members/policy.ts'
import type { Actor } from '../members/schema.ts'

/** Everybody in the circle reads what it says: their devices say it. */
export function maySeePrompts(actor: Actor, circle: { id: string }): boolean {
  return holds(actor, circle.id, 'member')
}

/** Facilitators write a circle's own prompts, and switch prompts off and on. */
export function mayWritePrompts(actor: Actor, circle: { id: string }): boolean {
  return holds(actor, circle.id, 'facilitator')
}
