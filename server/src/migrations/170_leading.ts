import type { Kysely } from 'kysely'
import { run } from './protect.ts'

const statements = [
  `alter table circle add column led boolean not null default false`,
  // Row security holds for the owner too, and a migration is nobody's: it is lifted for this one statement, inside the transaction.
  `alter table circle no force row level security`,
  `alter table appointment no force row level security`,
  `update circle set led = true from appointment
    where appointment.workspace_id = circle.workspace_id and appointment.circle_id = circle.id and appointment.role = 'facilitator'`,
  `alter table circle force row level security`,
  `alter table appointment force row level security`,
  // The clock forgets idempotency keys by their day.
  `create index idempotency_day on idempotency (day)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
}
