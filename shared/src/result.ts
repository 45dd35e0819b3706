/** What a decision gives back: a value, or a refusal that is expected and can be shown to a person. Bugs are thrown instead. */
export type Result<T, R = Refusal> = { ok: true; value: T } | { ok: false; refusal: R }

/** An expected no: `code` is for programs and tests, `message` one plain English sentence, `path` the field it is about (empty: the whole). */
export type Refusal = { code: RefusalCode; message: string; path: string }

/** The closed list of expected refusals; the server maps each to a status in one place. */
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

/** What every decision may know beside its state and input: who acts, the time, and a source of ids. Never read from the outside. */
export type Given<Actor> = { actor: Actor; now: Date; id: () => string }

/** An accepted decision: the new state and what happened (ids and kinds, never a person's words). */
export type Decided<State, Event> = { state: State; events: Event[] }

/** An accepted value. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value }
}

/** An expected no; `message` never repeats what a person wrote. */
export function refuse(code: RefusalCode, message: string, path = ''): Result<never> {
  return { ok: false, refusal: { code, message, path } }
}
