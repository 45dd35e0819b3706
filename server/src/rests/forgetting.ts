import { REST_KEPT_DAYS } from '@tend/shared/rests/due'
import { addDays, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import { eachWorkspace } from '../jobs/each-workspace.ts'
import type { Kernel } from '../kernel.ts'

/** Deletes the rests that were over long ago, with their keys. Answers how many went. */
export async function forgetOldRests(kernel: Kernel): Promise<number> {
  const before = addDays(utcDay(kernel.clock()), -REST_KEPT_DAYS)
  const { rows } = await sql<{ workspace_id: string }>`select distinct workspace_id from rest where until_day < ${before}::date`.execute(
    kernel.dispatch,
  )
  return eachWorkspace(kernel, rows, 'tick.rests', async ({ trx, workspaceId }) => {
    const { numDeletedRows } = await trx
      .deleteFrom('rest')
      .where('workspace_id', '=', workspaceId)
      .where('until_day', '<', before)
      .executeTakeFirst()
    return Number(numDeletedRows)
  })
}
