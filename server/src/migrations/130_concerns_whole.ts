import type { Kysely } from 'kysely'
import { run } from './protect.ts'

const statements = [
  `alter table concern add column exchange_sealed bytea, add column looked_after_on date`,
  `alter table concern_person add column given_on date check (given_on is null or place <> 'left_out')`,
  `create index concern_unlooked on concern (raised_on) where status = 'given' and looked_after_on is null`,
  // Dispatch learns in which workspaces something was given some days ago, and nothing of what it is.
  `grant select (raised_on, status, looked_after_on) on concern to tend_dispatch`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
}
