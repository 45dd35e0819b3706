import type { Actor } from './schema.ts'

/** One takes out what is one's own by a paired device: through Slack it would pass through what Slack keeps. */
export function mayTakeOut(actor: Pick<Actor, 'via'>): boolean {
  return actor.via === 'device'
}

/** Everybody may see what would go with them, and erase what is theirs; no role and no reason is asked for. */
export function mayErase(): boolean {
  return true
}
