import { fromKysely } from 'pg-boss'
import type { TakeOut } from '../members/takeout.ts'
import type { Work } from '../work.ts'
import { queue } from './store.ts'

/** Notices on their way to the person no longer arrive. The recipient of a notice is sealed, so each notice is opened to find them. */
async function erase(work: Work): Promise<void> {
  const { trx, workspaceId, keys, actor } = work
  const rows = await trx
    .selectFrom('delivery')
    .select(['id', 'job_id', 'record_key', 'recipient_sealed'])
    .where('workspace_id', '=', workspaceId)
    .where('recipient_sealed', 'is not', null)
    .forUpdate()
    .execute()
  const mine = rows.filter(({ id, record_key, recipient_sealed }) => {
    if (!record_key || !recipient_sealed) return false
    return keys.openOne('delivery', id, record_key, 'recipient', recipient_sealed) === actor.memberId
  })
  if (mine.length === 0) return
  const ids = mine.map(({ id }) => id)
  await trx.deleteFrom('delivery').where('workspace_id', '=', workspaceId).where('id', 'in', ids).execute()
  const jobs = mine.flatMap(({ job_id }) => job_id ?? [])
  if (jobs.length > 0) await work.jobs?.deleteJob(queue, jobs, { db: fromKysely(trx) })
}

/** A notice says only that something is there, never what, so there is nothing to take out. */
export const noticeTakeOut: TakeOut = { tables: ['delivery'], takeOut: async () => ({}), erase }
