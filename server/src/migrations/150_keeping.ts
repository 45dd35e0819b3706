import type { Kysely } from 'kysely'
import { allowDispatch, run } from './protect.ts'

const statements = [
  `alter table installation add column rotating_to bytea`,
  `alter table workspace add column next_wrapped_key bytea, add column ends_on date`,
  `grant select (next_wrapped_key, ends_on) on workspace to tend_dispatch`,
  `create index event_at on event (at)`,
  `create index delivery_end on delivery (give_up_at)`,
  `create index pairing_code_end on pairing_code (expires_at)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  // Dispatch takes away what is old, and reads nothing of it but that.
  await allowDispatch(db, 'event', { select: ['workspace_id', 'kind', 'at'], delete: true })
  await allowDispatch(db, 'pairing_code', { select: ['workspace_id', 'expires_at'] })
}
