import * as decide from '@tend/shared/deliveries/decide'
import { addDays } from '@tend/shared/zone'
import type { Work } from '../handle.ts'
import { type DeliveryRow, saveStep, secondsToNoticeHour, toDelivery } from './store.ts'

/**
 * Leaves somebody who rests in peace: it waits until the circle's next hour for notices, and looks again then. Of several that wait for one
 * person one goes out: they all say the same.
 */
export async function holdNotice(work: Work, row: DeliveryRow, recipient: string, restEnds: Date): Promise<void> {
  const held_tag = work.keys.tag('held', recipient)
  const other = await work.trx
    .selectFrom('delivery')
    .select('id')
    .where('workspace_id', '=', work.workspaceId)
    .where('held_tag', '=', held_tag)
    .where('state', '=', 'waiting')
    .where('id', '<>', row.id)
    .executeTakeFirst()
  const giveUpAt = new Date(`${addDays(restEnds.toISOString().slice(0, 10), decide.noticeTriedDays + 1)}T00:00:00Z`)
  const jobIn = await secondsToNoticeHour(work, row.circle_id)
  await saveStep(work, row, decide.hold(toDelivery(row), { jobIn, giveUpAt, again: other !== undefined }))
  await markHeld(work, row.id, other ? null : held_tag)
}

/** One notice goes out to somebody: those that wait for the same person say the same few words, and count as told. Concerns' notices stay each their own. */
export async function letOneSpeak(work: Work, row: DeliveryRow): Promise<void> {
  const others = await work.trx
    .selectFrom('delivery')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('held_tag', '=', row.held_tag)
    .where('kind', '=', 'notice')
    .where('state', '=', 'waiting')
    .where('id', '<>', row.id)
    .forUpdate()
    .execute()
  for (const other of row.kind === 'notice' ? others : []) await saveStep(work, other, decide.collapse(toDelivery(other)))
  await markHeld(work, row.id, null)
}

/** Notes or forgets whom it waits for. */
async function markHeld({ trx, workspaceId }: Work, id: string, held_tag: Buffer | null): Promise<void> {
  await trx.updateTable('delivery').set({ held_tag }).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}
