import type { LibraryQuestion, RoundState } from '@tend/shared/rounds/schema'
import type { DayColumn } from './ground.ts'

/**
 * Reflection rounds, and what people write for themselves. The people who opened, answered or wrote are keyed tags. A name stands, sealed,
 * only beside an answer whose writer gave it. Ids are random and times are days, so that no order and no hour points at a person.
 */
export type RoundTables = {
  round: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    /** The circle's own question. Null when the question is one of the library. */
    question_sealed: Buffer | null
    library_question: LibraryQuestion | null
    /** What the circle takes with it, with its links, as one text. */
    taken_sealed: Buffer | null
    opener_tag: Buffer
    state: RoundState
    unnamed_shown: boolean | null
    opened_on: DayColumn
    ends_on: DayColumn | null
    gathered_on: DayColumn | null
  }
  round_answer: {
    workspace_id: string
    id: string
    round_id: string
    record_key: Buffer
    tag: Buffer
    words_sealed: Buffer
    from_sealed: Buffer | null
    named: boolean
  }
  /** The day on which a circle said "not this season". */
  look_back: { workspace_id: string; circle_id: string; set_aside_on: DayColumn }
  reflection: {
    workspace_id: string
    id: string
    record_key: Buffer
    owner_tag: Buffer
    owner_sealed: Buffer
    answers_sealed: Buffer
    links_sealed: Buffer
    begun_on: DayColumn
  }
}
