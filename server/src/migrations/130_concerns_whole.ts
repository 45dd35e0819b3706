import type { Kysely } from 'kysely'
import type { DayColumn } from './001_ground.ts'
import { run } from './protect.ts'

/** What a concern has beside what 010 gave it. */
export type ConcernColumns = {
  /** Replies and words for the circle, sealed together: how many there are, by whom and when, stands in no column. */
  exchange_sealed: Buffer | null
  /** The day the clock looked whether anybody had opened it, once. */
  looked_after_on: DayColumn | null
}
export type ConcernPersonColumns = {
  /** The day it was given to them: the day it was raised, or a later one when its raiser widened it. Null for who was left out. */
  given_on: DayColumn | null
}

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
