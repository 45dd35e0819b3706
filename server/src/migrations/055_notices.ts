import type { Kysely } from 'kysely'
import { run } from './protect.ts'

const statements = [
  `alter table delivery drop constraint delivery_kind_check`,
  `alter table delivery add constraint delivery_kind_check check (kind in ('digest', 'concern_notice', 'notice'))`,
  `alter table delivery drop constraint delivery_check1`,
  `alter table delivery add constraint delivery_subject_check check ((kind = 'digest') = (subject_id is null))`,
  `alter table delivery add column held_tag bytea`,
  `create index delivery_held on delivery (workspace_id, held_tag) where held_tag is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
}
