import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `create table support (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, repair_id uuid, record_key bytea not null,
    words_sealed bytea not null, by_tag bytea not null, by_sealed bytea not null, with_tag bytea, with_sealed bytea,
    way text not null check (way in ('asked', 'offered')), kind text not null check (kind in ('rest', 'relief', 'company', 'cover', 'outside')),
    told_circle boolean not null, state text not null check (state in ('asked', 'offered', 'taken_up', 'ended')),
    every_days smallint check (every_days in (7, 14, 28)), ask_on date, asked boolean not null default false, started_on date not null, ended_on date,
    primary key (workspace_id, id), foreign key (workspace_id, circle_id) references circle,
    foreign key (workspace_id, repair_id) references repair_item, check ((with_tag is null) = (with_sealed is null)),
    check ((state = 'taken_up') = (ask_on is not null)), check (state <> 'taken_up' or with_tag is not null),
    check (state not in ('asked', 'offered') or with_tag is null), check ((state = 'ended') = (ended_on is not null)))`,
  `create index support_by on support (workspace_id, by_tag)`,
  `create index support_with on support (workspace_id, with_tag) where with_tag is not null`,
  `create index support_circle on support (workspace_id, circle_id) where told_circle`,
  `create index support_ask on support (ask_on) where state = 'taken_up' and not asked`,
  `create index support_ended on support (ended_on) where state = 'ended'`,
  `create table support_told (workspace_id uuid not null, support_id uuid not null, tag bytea not null, person_sealed bytea not null,
    primary key (workspace_id, support_id, tag), foreign key (workspace_id, support_id) references support on delete cascade)`,
  `create index support_told_tag on support_told (workspace_id, tag)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  // Dispatch learns in which workspaces somebody is to be asked, or something has ended long ago, and nothing of whom or what.
  await protect(db, 'support', { select: ['workspace_id', 'state', 'ask_on', 'asked', 'ended_on'] })
  await protect(db, 'support_told')
}
