import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `alter table acknowledgement add column about text not null default 'what_happened' check (about in ('what_happened', 'our_practice'))`,
  `create table repair_part (workspace_id uuid not null, id uuid not null, repair_id uuid not null, record_key bytea not null, tag bytea not null,
    member_sealed bytea not null, name_sealed bytea, wish text not null check (wish in ('silence', 'in_a_call', 'in_writing', 'through_a_steward', 'not_now', 'never')),
    wish_shown boolean not null, state text not null check (state in ('present', 'at_rest')), rest_shared boolean not null default false,
    primary key (workspace_id, id), unique (workspace_id, tag), foreign key (workspace_id, repair_id) references repair_item on delete cascade,
    check (state = 'at_rest' or not rest_shared))`,
  `create index repair_part_repair on repair_part (workspace_id, repair_id)`,
  `create table repair_need (workspace_id uuid not null, id uuid not null, repair_id uuid not null, part_id uuid, record_key bytea not null, words_sealed bytea not null,
    kind text not null check (kind in ('rest', 'relief', 'safety', 'information', 'acknowledgement', 'change', 'space', 'company', 'other', 'not_known_yet')),
    state text not null check (state in ('said', 'being_met', 'met', 'let_go')), cleared_on date, primary key (workspace_id, id),
    foreign key (workspace_id, repair_id) references repair_item on delete cascade, foreign key (workspace_id, part_id) references repair_part on delete cascade,
    check (part_id is not null or cleared_on is not null))`,
  `create index repair_need_repair on repair_need (workspace_id, repair_id)`,
  `create table practice_shift (workspace_id uuid not null, id uuid not null, repair_id uuid not null, record_key bytea not null, words_sealed bytea not null,
    touches_sealed bytea not null, will_see_sealed bytea not null, reason_sealed bytea, carrier_tag bytea, carrier_sealed bytea,
    state text not null check (state in ('proposed', 'practising', 'stays', 'slipped', 'dropped')), look_again_on date, proposed_on date not null,
    primary key (workspace_id, id), foreign key (workspace_id, repair_id) references repair_item on delete cascade,
    check ((carrier_tag is null) = (carrier_sealed is null)), check ((state = 'dropped') = (reason_sealed is not null)))`,
  `create index practice_shift_repair on practice_shift (workspace_id, repair_id)`,
  `create index practice_shift_carrier on practice_shift (workspace_id, carrier_tag) where carrier_tag is not null`,
]

/** No role that crosses workspaces gets a column of these: nothing the clock does can find a part. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  for (const table of ['repair_part', 'repair_need', 'practice_shift']) await protect(db, table)
}
