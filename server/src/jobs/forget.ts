import { addDays, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import type { Kernel } from '../kernel.ts'
import { eachWorkspace } from './each-workspace.ts'

/** How many days events are kept, and deliveries after their last try. */
const KEPT_DAYS = 30
/**
 * Events of the back burner are kept for a year, as a circle may read them. They do not say who acted, and a year is as far back as anyone
 * needs.
 */
const BACK_BURNER_DAYS = 366
/** A pairing code works for ten minutes, an invitation for seven days. A day after that their letters may come again. */
const CODE_DAYS = 1

const before = (kernel: Kernel, days: number) => new Date(`${addDays(utcDay(kernel.clock()), -days)}T00:00:00Z`)

/**
 * Forgets events older than 30 days, those of the back burner after a year, in every workspace. Doing it again does nothing. Answers how
 * many went.
 */
export async function forgetEvents(kernel: Kernel): Promise<number> {
  const { numDeletedRows } = await kernel.dispatch
    .deleteFrom('event')
    .where('at', '<', before(kernel, KEPT_DAYS))
    .where((is) => is.or([is('kind', 'not like', 'backburner.%'), is('at', '<', before(kernel, BACK_BURNER_DAYS))]))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/**
 * Forgets deliveries 30 days after their last try, delivered or not, with the recipients that are sealed in them. Answers how many went.
 */
export async function forgetDeliveries(kernel: Kernel): Promise<number> {
  const oldest = before(kernel, KEPT_DAYS)
  const rows = await kernel.dispatch.selectFrom('delivery').select('workspace_id').distinct().where('give_up_at', '<', oldest).execute()
  return eachWorkspace(kernel, rows, 'tick.deliveries_forgotten', ({ trx, workspaceId }) =>
    trx
      .deleteFrom('delivery')
      .where('workspace_id', '=', workspaceId)
      .where('give_up_at', '<', oldest)
      .where('state', 'not in', ['waiting', 'claimed'])
      .executeTakeFirst()
      .then(count),
  )
}

/** Forgets pairing codes and invitations that are over, with their rows in the directory. Answers how many went. */
export async function forgetCodes(kernel: Kernel): Promise<number> {
  let gone = 0
  for (const table of ['pairing_code', 'invitation'] as const) gone += await forgetDoors(kernel, table)
  return gone
}

async function forgetDoors(kernel: Kernel, table: 'pairing_code' | 'invitation'): Promise<number> {
  const oldest = before(kernel, CODE_DAYS)
  const { rows } = await sql<{ workspace_id: string }>`
    select distinct workspace_id from ${sql.table(table)} where expires_at < ${oldest}`.execute(kernel.dispatch)
  return eachWorkspace(kernel, rows, 'tick.codes', async ({ trx, workspaceId }) => {
    await sql`delete from directory where workspace_id = ${workspaceId} and kind = ${table} and subject in
      (select id from ${sql.table(table)} where workspace_id = ${workspaceId} and expires_at < ${oldest})`.execute(trx)
    return count(await trx.deleteFrom(table).where('workspace_id', '=', workspaceId).where('expires_at', '<', oldest).executeTakeFirst())
  })
}

const count = ({ numDeletedRows }: { numDeletedRows: bigint }) => Number(numDeletedRows)
