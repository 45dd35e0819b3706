import type { Resource } from '@tend/shared/resources/state'
import type { Kysely } from 'kysely'
import type { DayColumn } from './001_ground.ts'
import { protect, run } from './protect.ts'

/** A circle's kit. Everything somebody typed is sealed; who typed it stands nowhere. */
export type ResourceTables = {
  resource: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    name_sealed: Buffer
    contact_sealed: Buffer
    cost_sealed: Buffer
    /** The languages, as one text. */
    languages_sealed: Buffer
    access_sealed: Buffer
    place: Resource['place']
    needs: string[]
    state: Resource['state']
    added_on: DayColumn
    checked_on: DayColumn
    retired_on: DayColumn | null
  }
}

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
