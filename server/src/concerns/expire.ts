import { expire } from '@tend/shared/concerns/decide'
import { addDays, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import { recordEvents } from '../events.ts'
import { eachWorkspace } from '../jobs/each-workspace.ts'
import type { Kernel } from '../kernel.ts'
import type { Work } from '../work.ts'
import { isFresh } from './draft-store.ts'
import { deleteConcern } from './store.ts'

/**
 * Deletes the concerns whose last day is over and the drafts older than 24 hours, with their keys. Doing it again does nothing; rows that
 * another process holds wait for the next time. Answers how many went.
 */
export async function expireConcerns(kernel: Kernel): Promise<number> {
  const today = utcDay(kernel.clock())
  const concerns = await sql<{ workspace_id: string }>`
    select distinct workspace_id from concern where kept_until < ${today}::date`.execute(kernel.dispatch)
  const drafts = await sql<{ workspace_id: string }>`
    select distinct workspace_id from concern_draft where saved_on < ${today}::date`.execute(kernel.dispatch)
  const gone = await eachWorkspace(kernel, concerns.rows, 'tick.expiry', expirePast)
  return gone + (await eachWorkspace(kernel, drafts.rows, 'tick.expiry', expireDrafts))
}

async function expirePast(work: Work): Promise<number> {
  const past = await work.trx
    .selectFrom('concern')
    .select(['id', 'circle_id as circleId', 'kept_until as keptUntil'])
    .where('workspace_id', '=', work.workspaceId)
    .where('kept_until', '<', work.today)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const row of past) {
    const expired = expire(row, work.today)
    if (!expired.ok) continue
    await deleteConcern(work, row)
    await recordEvents(work, expired.value.events, true)
  }
  return past.length
}

// Only the day stands outside, so yesterday's drafts are opened to learn their hour. Older drafts are not opened: there is no need, and a
// damaged one could not be.
async function expireDrafts(work: Work): Promise<number> {
  const rows = await work.trx
    .selectFrom('concern_draft')
    .select(['id', 'record_key', 'draft_sealed', 'saved_on'])
    .where('workspace_id', '=', work.workspaceId)
    .where('saved_on', '<', work.today)
    .forUpdate()
    .skipLocked()
    .execute()
  const yesterday = addDays(work.today, -1)
  const stale = rows.filter((row) => row.saved_on < yesterday || !isFresh(work, row)).map((row) => row.id)
  if (stale.length > 0)
    await work.trx.deleteFrom('concern_draft').where('workspace_id', '=', work.workspaceId).where('id', 'in', stale).execute()
  return stale.length
}
