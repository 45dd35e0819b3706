import type { Tables } from './tables.ts'

/** When rows of a table are deleted, other than with their workspace. */
type End =
  /** A chore in jobs/tick.ts deletes them on a day of their own, or so many days after the last thing that happened to them. */
  | { by: 'tick.expiry' | 'tick.supports' | 'tick.rests' | 'tick.events' | 'tick.deliveries_forgotten' | 'tick.codes' | 'tick.answers' }
  /** They go with the row they are part of, by the foreign key. */
  | { with: keyof Tables }
  /** They go when the person they belong to erases what is theirs. */
  | { by: 'their person' }
  /** They belong to the circle and last as long as it does. */
  | { by: 'their circle' }
  /** They belong to the installation. */
  | { by: 'the operator' }

const circles: End = { by: 'their circle' }
const persons: End = { by: 'their person' }

/** What becomes of each table's rows, one line each, so that a new table cannot be forgotten. Tests compare it with the catalogue. */
export const ends: Readonly<Record<keyof Tables, End>> = {
  installation: { by: 'the operator' },
  directory: persons,
  workspace: { by: 'the operator' },
  member: persons,
  circle: circles,
  circle_member: persons,
  appointment: persons,
  device: persons,
  pairing_code: { by: 'tick.codes' },
  invitation: { by: 'tick.codes' },
  event: { by: 'tick.events' },
  idempotency: { by: 'tick.answers' },
  concern: { by: 'tick.expiry' },
  concern_person: { with: 'concern' },
  concern_draft: { by: 'tick.expiry' },
  backburner_item: circles,
  backburner_echo: { with: 'backburner_item' },
  backburner_history: circles,
  repair_item: circles,
  repair_part: persons,
  repair_need: { with: 'repair_part' },
  practice_shift: circles,
  acknowledgement: circles,
  acknowledgement_join: { with: 'acknowledgement' },
  delivery: { by: 'tick.deliveries_forgotten' },
  support: { by: 'tick.supports' },
  support_told: { with: 'support' },
  rest: { by: 'tick.rests' },
  rest_told: { with: 'rest' },
  rest_duty: { with: 'rest' },
  agreement: circles,
  resource: circles,
  round: circles,
  round_answer: { with: 'round' },
  look_back: circles,
  reflection: persons,
  circle_prompt: circles,
  circle_prompt_off: circles,
  digest_holiday: circles,
}
