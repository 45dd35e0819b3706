import { type Decided, ok, type Result, refuse } from '../result.ts'

/** A person who means to erase what is theirs. `until`: when the text they confirm with stops working; undefined: it is not theirs. */
export type Erasing = { memberId: string; workspaceId: string; until: Date | undefined }
export type ErasureEvent = { kind: 'member.erased'; subject: string; circleId: null }

/**
 * Erases a person who has read, within the last quarter of an hour, what goes and what stays. Refuses a text that they did not get, or got
 * too long ago.
 */
export function erase(asked: Erasing, { now }: { now: Date }): Result<Decided<Erasing, ErasureEvent>> {
  if (!asked.until) return refuse('invalid', 'Ask first what would go, and send back what you were given.', 'confirm')
  if (asked.until <= now) return refuse('expired', 'A while has passed. Look once more at what would go; nothing was erased.', 'confirm')
  // Not even the event says who it was.
  return ok({ state: asked, events: [{ kind: 'member.erased', subject: asked.workspaceId, circleId: null }] })
}
