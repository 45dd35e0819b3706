import type { Actor } from './schema.ts'

/** A person takes out what is their own by a paired device. Through Slack it would pass through what Slack keeps. */
export function mayTakeOut(actor: Pick<Actor, 'via'>): boolean {
  return actor.via === 'device'
}

/** Everybody may see what would go with them, and erase what is theirs. No role is needed and no reason is asked. */
export function mayErase(): boolean {
  return true
}
