import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `create table concern (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    raiser_tag bytea not null, raiser_sealed bytea not null, words_sealed bytea not null, answers_sealed bytea not null,
    tier text not null check (tier in ('only_me', 'stewards', 'care_team')), status text not null check (status in ('kept', 'given', 'withdrawn')),
    raised_on date not null, kept_until date, primary key (workspace_id, id), foreign key (workspace_id, circle_id) references circle,
    check ((status = 'kept') = (tier = 'only_me')), check (kept_until is not null or tier = 'only_me'))`,
  `create index concern_raiser on concern (workspace_id, raiser_tag)`,
  `create index concern_end on concern (kept_until) where kept_until is not null`,
  `create table concern_person (workspace_id uuid not null, concern_id uuid not null, tag bytea not null, person_sealed bytea not null,
    place text not null check (place in ('waiting', 'opened', 'heard', 'stepped_back', 'left_out')), opened_on date,
    primary key (workspace_id, concern_id, tag), foreign key (workspace_id, concern_id) references concern on delete cascade,
    check (opened_on is null or place not in ('waiting', 'left_out')))`,
  `create index concern_person_tag on concern_person (workspace_id, tag)`,
  `create table concern_draft (workspace_id uuid not null references workspace, id uuid not null, record_key bytea not null, owner_tag bytea not null,
    key_tag bytea not null, draft_sealed bytea not null, saved_on date not null, primary key (workspace_id, id), unique (workspace_id, owner_tag, key_tag))`,
  `create index concern_draft_day on concern_draft (saved_on)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  // Dispatch learns which workspaces have something past its day, and nothing of what it is.
  await protect(db, 'concern', { select: ['workspace_id', 'kept_until'] })
  await protect(db, 'concern_person')
  await protect(db, 'concern_draft', { select: ['workspace_id', 'saved_on'] })
}
