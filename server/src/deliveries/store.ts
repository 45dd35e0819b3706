import { nextNoticeAt } from '@tend/shared/concerns/due'
import type { Notify } from '@tend/shared/concerns/schema'
import * as decide from '@tend/shared/deliveries/decide'
import { digestKey, type PlannedDelivery } from '@tend/shared/deliveries/plan'
import { addDays } from '@tend/shared/zone'
import { type Selectable, sql } from 'kysely'
import { fromKysely } from 'pg-boss'
import type { Tables } from '../database.ts'
import type { Work } from '../handle.ts'
import type { QueueName } from '../jobs.ts'
import type { Kernel } from '../kernel.ts'

export type DeliveryRow = Selectable<Tables['delivery']>
export type Loaded = { row: DeliveryRow; delivery: decide.Delivery; kind: DeliveryRow['kind']; circleId: string }
/** What a job holds: ids only. */
export type Job = { workspaceId: string; deliveryId: string }
/** The queue of everything that goes out. */
export const queue: QueueName = 'deliveries'

/** Keeps what must go out, with its job, in the transaction that made it due. Planned again, it is there already. */
export async function insertDeliveries(work: Work, planned: readonly PlannedDelivery[]): Promise<void> {
  for (const one of planned) {
    if (one.kind === 'digest') await insertDigest(work, one)
    else if (one.kind === 'concern_notice') await insertNotice(work, { ...one, subject: one.concernId, occasion: one.occasion ?? '' })
    else if (one.kind === 'notice') await insertNotice(work, one)
    else if (one.kind === 'notices_forgotten') await forgetNotices(work, one.concernId)
    else await sendNoticesAgain(work, one.concernId)
  }
}

async function insertDigest(work: Work, { circleId, week, day }: Extract<PlannedDelivery, { kind: 'digest' }>): Promise<void> {
  const give_up_at = new Date(work.now.getTime() + decide.digestTriedMs)
  await insert(work, {
    id: work.id(),
    kind: 'digest',
    circle_id: circleId,
    unique_key: digestKey(circleId, week),
    week,
    day,
    give_up_at,
  })
}

type Notice = Omit<Extract<PlannedDelivery, { kind: 'notice' }>, 'kind' | 'notify'> & { kind: 'notice' | 'concern_notice'; notify?: Notify }

async function insertNotice(work: Work, { kind, circleId, subject, recipient, occasion, notify }: Notice): Promise<void> {
  const id = work.randomId()
  const { record_key, recipient_sealed } = work.keys.seal('delivery', id, { recipient })
  const tag = work.keys.tag('delivery', `${subject} ${recipient}`).toString('hex')
  const unique_key = ['notice', subject, ...(occasion === '' ? [] : [occasion]), tag].join(':')
  const what = { kind, circle_id: circleId, concern_id: subject, unique_key, record_key, recipient_sealed }
  const startAfter = notify === 'at_fixed_hours' ? await secondsToNoticeHour(work, circleId) : 0
  const jobId = await insert(work, { id, ...what, give_up_at: noticeEnd(work) }, startAfter)
  if (jobId) await forgetHour(work, jobId)
}

/** pg-boss notes when a job was made, and one that waits for the circle's hours would keep it until then: of a concern only the day stands anywhere. */
async function forgetHour({ trx }: Work, jobId: string): Promise<void> {
  await sql`update pgboss.job set created_on = date_trunc('day', created_on), keep_until = date_trunc('day', keep_until),
    start_after = date_trunc(case when start_after > now() + interval '1 minute' then 'minute' else 'day' end, start_after)
    where name = ${queue} and id = ${jobId}`.execute(trx)
}

/** How long until the circle's notices go out together. */
async function secondsToNoticeHour({ trx, workspaceId, now }: Work, circleId: string): Promise<number> {
  const circle = await trx
    .selectFrom('circle')
    .select('time_zone')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', circleId)
    .executeTakeFirstOrThrow()
  return Math.ceil((nextNoticeAt(circle.time_zone, now).getTime() - now.getTime()) / 1000)
}

/** A whole day, so that it tells no hour. */
function noticeEnd({ today }: Work): Date {
  return new Date(`${addDays(today, decide.noticeTriedDays + 1)}T00:00:00Z`)
}

type Planned = Pick<DeliveryRow, 'id' | 'kind' | 'circle_id' | 'unique_key' | 'give_up_at'> &
  Partial<Pick<DeliveryRow, 'week' | 'day' | 'concern_id' | 'record_key' | 'recipient_sealed'>>

/** The job of what is new; nothing for what was planned before. */
async function insert(work: Work, row: Planned, startAfter = 0): Promise<string | null> {
  const job_id = work.jobs ? work.randomId() : null
  const fresh = await work.trx
    .insertInto('delivery')
    .values({ ...row, workspace_id: work.workspaceId, state: 'waiting', attempt: 0, refusals: 0, job_id })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'unique_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!fresh || !job_id) return null
  await send(work, row.id, job_id, startAfter)
  return job_id
}

async function send({ jobs, trx, workspaceId }: Work, deliveryId: string, jobId: string, startAfter: number): Promise<void> {
  const data: Job = { workspaceId, deliveryId }
  await jobs?.send(queue, data, { id: jobId, group: { id: workspaceId }, startAfter, db: fromKysely(trx) })
}

async function forgetNotices(work: Work, concernId: string): Promise<void> {
  const gone = await work.trx
    .deleteFrom('delivery')
    .where('workspace_id', '=', work.workspaceId)
    .where('concern_id', '=', concernId)
    .returning('job_id')
    .execute()
  const ids = gone.flatMap(({ job_id }) => job_id ?? [])
  if (ids.length > 0) await work.jobs?.deleteJob(queue, ids, { db: fromKysely(work.trx) })
}

async function sendNoticesAgain(work: Work, concernId: string): Promise<void> {
  const rows = await work.trx
    .selectFrom('delivery')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('concern_id', '=', concernId)
    .where('state', 'in', ['uncertain', 'given_up'])
    .forUpdate()
    .execute()
  for (const row of rows) {
    const again = decide.postAgain(toDelivery(row), noticeEnd(work))
    if (again.ok) await saveStep(work, row, again.value)
  }
}

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

/** Notes or forgets that it waits for somebody's rest. */
export async function markHeld({ trx, workspaceId }: Work, id: string, held_tag: Buffer | null): Promise<void> {
  await trx.updateTable('delivery').set({ held_tag }).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** One delivery, locked until the transaction ends. */
export async function loadDelivery(work: Work, id: string): Promise<Loaded | undefined> {
  const row = await work.trx
    .selectFrom('delivery')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && { row, delivery: toDelivery(row), kind: row.kind, circleId: row.circle_id }
}

/** A circle's digests whose arrival nobody can vouch for. Notices are not among them. */
export async function loadTroubled(work: Work, circleId: string): Promise<DeliveryRow[]> {
  return work.trx
    .selectFrom('delivery')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('circle_id', '=', circleId)
    .where('kind', '=', 'digest')
    .where('state', 'in', ['uncertain', 'given_up'])
    .orderBy('day', 'desc')
    .limit(20)
    .execute()
}

/** Saves a step; its job is replaced by the next one, or by none. */
export async function saveStep(work: Work, row: DeliveryRow, { delivery, jobIn }: decide.Step): Promise<void> {
  const job_id = jobIn === null || !work.jobs ? null : work.randomId()
  await saveDelivery(work, row, delivery, job_id)
  if (row.job_id) await work.jobs?.deleteJob(queue, row.job_id, { db: fromKysely(work.trx) })
  if (job_id && jobIn !== null) await send(work, row.id, job_id, jobIn)
}

/** Saves where a delivery stands. A notice that arrived forgets to whom. */
export async function saveDelivery(work: Work, row: DeliveryRow, delivery: decide.Delivery, job_id = row.job_id): Promise<void> {
  const claimed = delivery.state === 'claimed' ? delivery : undefined
  await work.trx
    .updateTable('delivery')
    .set({
      ...{ state: delivery.state, attempt: delivery.attempt, refusals: delivery.refusals, give_up_at: delivery.giveUpAt, job_id },
      ...{ claimed_at: claimed?.claimedAt ?? null, begun_at: claimed?.begunAt ?? null },
      trouble: delivery.state === 'given_up' ? delivery.trouble : null,
      ...(delivery.state === 'delivered' ? { record_key: null, recipient_sealed: null } : {}),
    })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', row.id)
    .execute()
}

/** The workspace a delivery belongs to. Ids are random enough to be known only to whoever was given one. */
export async function workspaceOf(kernel: Kernel, id: string): Promise<string | undefined> {
  const found = await kernel.dispatch.selectFrom('delivery').select('workspace_id').where('id', '=', id).executeTakeFirst()
  return found?.workspace_id
}

export function toDelivery(row: DeliveryRow): decide.Delivery {
  const counted = { attempt: row.attempt, refusals: row.refusals, giveUpAt: row.give_up_at }
  if (row.state === 'claimed') return { ...counted, state: row.state, claimedAt: row.claimed_at ?? new Date(0), begunAt: row.begun_at }
  if (row.state === 'given_up') return { ...counted, state: row.state, trouble: row.trouble ?? 'refused' }
  return { ...counted, state: row.state }
}
