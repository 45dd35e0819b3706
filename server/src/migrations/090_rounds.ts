import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

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
