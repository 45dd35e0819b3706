import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

const statements = [
  `create table resource (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    name_sealed bytea not null, contact_sealed bytea not null, cost_sealed bytea not null, languages_sealed bytea not null, access_sealed bytea not null,
    place text not null check (place in ('inside', 'outside')), needs text[] not null, state text not null check (state in ('current', 'retired')),
    added_on date not null, checked_on date not null, retired_on date, primary key (workspace_id, id),
    foreign key (workspace_id, circle_id) references circle, check ((state = 'retired') = (retired_on is not null)))`,
  `create index resource_circle on resource (workspace_id, circle_id, added_on, id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  await protect(db, 'resource')
}
