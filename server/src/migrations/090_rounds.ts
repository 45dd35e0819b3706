import type { LibraryQuestion, RoundState } from '@tend/shared/rounds/schema'
import type { Kysely } from 'kysely'
import type { DayColumn } from './001_ground.ts'
import { protect, run } from './protect.ts'

/**
 * Reflection rounds and what people write for themselves. Who opened, answered or wrote is a keyed tag; a name stands, sealed, only beside an
 * answer whose writer gave it. Ids are random and times are days, so that no order or hour points at anybody.
 */
export type RoundTables = {
  round: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    /** The circle's own question; null when it is one of the library. */
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
  /** When a circle said "not this season". */
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

const statements = [
  `create table round (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    question_sealed bytea, library_question text, taken_sealed bytea, opener_tag bytea not null,
    state text not null check (state in ('open', 'gathered', 'done')), unnamed_shown boolean, opened_on date not null, ends_on date, gathered_on date,
    primary key (workspace_id, id), foreign key (workspace_id, circle_id) references circle,
    check ((question_sealed is null) <> (library_question is null)), check ((state = 'done') = (taken_sealed is not null)),
    check ((state = 'open') = (gathered_on is null)), check ((state = 'open') = (unnamed_shown is null)))`,
  `create index round_circle on round (workspace_id, circle_id, opened_on, id)`,
  `create index round_end on round (ends_on) where state = 'open' and ends_on is not null`,
  `create table round_answer (workspace_id uuid not null, id uuid not null, round_id uuid not null, record_key bytea not null, tag bytea not null,
    words_sealed bytea not null, from_sealed bytea, named boolean not null, primary key (workspace_id, id), unique (workspace_id, round_id, tag),
    foreign key (workspace_id, round_id) references round on delete cascade, check (named = (from_sealed is not null)))`,
  `create table look_back (workspace_id uuid not null references workspace, circle_id uuid not null, set_aside_on date not null,
    primary key (workspace_id, circle_id), foreign key (workspace_id, circle_id) references circle)`,
  `create table reflection (workspace_id uuid not null references workspace, id uuid not null, record_key bytea not null, owner_tag bytea not null,
    owner_sealed bytea not null, answers_sealed bytea not null, links_sealed bytea not null, begun_on date not null, primary key (workspace_id, id))`,
  `create index reflection_owner on reflection (workspace_id, owner_tag, begun_on, id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  // Dispatch learns in which workspaces a round ends, and nothing of it.
  await protect(db, 'round', { select: ['workspace_id', 'state', 'ends_on'] })
  for (const table of ['round_answer', 'look_back', 'reflection']) await protect(db, table)
}
