/** What a decision returns: a value, or an expected refusal that can be shown to a person. A bug is thrown instead. */
export type Result<T, R = Refusal> = { ok: true; value: T } | { ok: false; refusal: R }

/**
 * An expected refusal. `code` is for programs and tests, `message` is one plain English sentence, and `path` is the field (empty: the whole
 * input).
 */
export type Refusal = { code: RefusalCode; message: string; path: string }

/** The closed list of expected refusals. The server maps each of them to a status in one place. */
export type RefusalCode =
  | 'invalid'
  | 'not_found'
  | 'not_ready'
  | 'not_now'
  | 'nobody_left'
  | 'audience_changed'
  | 'not_a_steward'
  | 'already_done'
  | 'expired'
  | 'withdrawn'
  | 'taken'
  | 'not_through_slack'

/**
 * What every decision may know beside its state and input: who acts, the time, and a source of ids. A decision reads none of them from
 * outside.
 */
export type Given<Actor> = { actor: Actor; now: Date; id: () => string }

/** An accepted decision: the new state and what happened (ids and kinds, never a person's words). */
export type Decided<State, Event> = { state: State; events: Event[] }

/** An accepted value. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value }
}

/** Makes an expected refusal. Its `message` never repeats what a person wrote. */
export function refuse(code: RefusalCode, message: string, path = ''): Result<never> {
  return { ok: false, refusal: { code, message, path } }
}
