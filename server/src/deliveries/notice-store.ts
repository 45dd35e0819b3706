import * as decide from '@tend/shared/deliveries/decide'
import { addDays, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import type { Work } from '../work.ts'
import { type DeliveryRow, saveStep, secondsToNoticeHour, toDelivery } from './store.ts'

/** How long (s) a notice waits while another is on its way to the same person: longer than any post takes. */
const spokenForSeconds = (decide.claimMs + decide.reportMs) / 1000

/** Holds back a notice from a person who rests: it waits until the circle's next hour for notices, and looks again then. */
export async function holdNotice(work: Work, row: DeliveryRow, recipient: string, restEnds: Date): Promise<void> {
  const giveUpAt = new Date(`${addDays(utcDay(restEnds), decide.noticeTriedDays + 1)}T00:00:00Z`)
  const jobIn = await secondsToNoticeHour(work, row.circle_id)
  await saveStep(work, row, decide.hold(toDelivery(row), { jobIn, giveUpAt }))
  await work.trx
    .updateTable('delivery')
    .set({ held_tag: work.keys.tag('held', recipient) })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', row.id)
    .execute()
}

/**
 * Whether another notice is on its way to the same person right now. It says the same few words, so this one waits for its outcome. Two
 * that are claimed at once wait for each other.
 */
export async function waitsForAnother(work: Work, row: DeliveryRow): Promise<boolean> {
  if (!row.held_tag) return false
  await sql`select pg_advisory_xact_lock(hashtextextended(${row.held_tag.toString('hex')}, 0))`.execute(work.trx)
  const speaks = await sameAs(work, row).where('state', '=', 'claimed').executeTakeFirst()
  if (speaks) await saveStep(work, row, { delivery: toDelivery(row), jobIn: spokenForSeconds })
  return speaks !== undefined
}

/**
 * Saves the outcome of a post. Notices that wait for the same person end the same way: they count as told when it arrived, and their
 * senders see it when it did not. Notices of concerns each keep their own outcome, except those that a rest held back.
 */
export async function saveOutcome(work: Work, row: DeliveryRow, step: decide.Step): Promise<void> {
  await saveStep(work, row, step)
  if (!row.held_tag || row.state !== 'claimed' || !decide.isOver(step.delivery)) return
  for (const other of await sameAs(work, row).where('state', '=', 'waiting').forUpdate().execute())
    await saveStep(work, other, decide.endAs(toDelivery(other), step.delivery))
}

function sameAs({ trx, workspaceId }: Work, { id, held_tag }: DeliveryRow) {
  const others = trx.selectFrom('delivery').selectAll().where('workspace_id', '=', workspaceId).where('id', '<>', id)
  return others.where('held_tag', '=', held_tag)
}
