import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `create table agreement (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    words_sealed bytea not null, earlier_sealed bytea not null, reason_sealed bytea,
    state text not null check (state in ('current', 'revised', 'dropped')), agreed_on date not null, worded_on date not null,
    look_again_on date, dropped_on date, primary key (workspace_id, id), foreign key (workspace_id, circle_id) references circle,
    check ((state = 'dropped') = (dropped_on is not null)), check ((state = 'dropped') = (reason_sealed is not null)))`,
  `create index agreement_circle on agreement (workspace_id, circle_id, agreed_on, id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  await protect(db, 'agreement')
}
