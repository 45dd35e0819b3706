import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `create table repair_item (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    title_sealed bytea not null, state text not null check (state in ('open', 'tending', 'practising', 'resting', 'set_down')),
    opened_on date not null, from_item_id uuid, primary key (workspace_id, id), foreign key (workspace_id, circle_id) references circle,
    foreign key (workspace_id, from_item_id) references backburner_item)`,
  `create index repair_item_circle on repair_item (workspace_id, circle_id)`,
  `create table acknowledgement (workspace_id uuid not null, id uuid not null, repair_id uuid not null, record_key bytea not null, words_sealed bytea not null,
    author_sealed bytea, by text not null check (by in ('circle', 'member')), how text not null check (how in ('in_a_call', 'in_writing', 'through_a_steward')),
    state text not null check (state in ('drafted', 'kept_until_wanted', 'shared', 'made')), drafted_on date not null, shared_on date, drafter_tag bytea not null,
    primary key (workspace_id, id), foreign key (workspace_id, repair_id) references repair_item on delete cascade,
    check ((by = 'member') = (author_sealed is not null)), check ((state in ('shared', 'made')) = (shared_on is not null)))`,
  `create index acknowledgement_repair on acknowledgement (workspace_id, repair_id)`,
  `create table acknowledgement_join (workspace_id uuid not null, acknowledgement_id uuid not null, tag bytea not null,
    primary key (workspace_id, acknowledgement_id, tag), foreign key (workspace_id, acknowledgement_id) references acknowledgement on delete cascade)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  for (const table of ['repair_item', 'acknowledgement', 'acknowledgement_join']) await protect(db, table)
}
