import type { AskedEveryDays, SupportKind } from '@tend/shared/supports/schema'
import type { Support } from '@tend/shared/supports/state'
import type { Kysely } from 'kysely'
import type { DayColumn } from './001_ground.ts'
import { protect, run } from './protect.ts'

/**
 * Support that people ask for and offer. No column joins a person to it in clear: who asked or offered, who took it up and who was told are
 * keyed tags, each place with a key of its own, with their ids sealed beside them. Ids are random and times are days.
 */
export type SupportTables = {
  support: {
    workspace_id: string
    id: string
    circle_id: string
    repair_id: string | null
    record_key: Buffer
    words_sealed: Buffer
    by_tag: Buffer
    by_sealed: Buffer
    with_tag: Buffer | null
    with_sealed: Buffer | null
    way: Support['way']
    kind: SupportKind
    told_circle: boolean
    state: Support['state']
    every_days: AskedEveryDays | null
    ask_on: DayColumn | null
    asked: boolean
    started_on: DayColumn
    ended_on: DayColumn | null
  }
  support_told: { workspace_id: string; support_id: string; tag: Buffer; person_sealed: Buffer }
}

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
