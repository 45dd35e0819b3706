import { nextNoticeAt } from '@tend/shared/concerns/due'
import * as decide from '@tend/shared/deliveries/decide'
import { digestKey, type PlannedDelivery } from '@tend/shared/deliveries/plan'
import type { Delivery } from '@tend/shared/deliveries/state'
import { addDays } from '@tend/shared/zone'
import { type Selectable, sql } from 'kysely'
import { fromKysely } from 'pg-boss'
import type { Tables } from '../data/tables.ts'
import type { QueueName } from '../jobs/queues.ts'
import type { Kernel } from '../kernel.ts'
import type { Work } from '../work.ts'
import { noticeOf } from './uncertain.ts'

export type DeliveryRow = Selectable<Tables['delivery']>
export type LoadedDelivery = { row: DeliveryRow; delivery: Delivery; kind: DeliveryRow['kind']; circleId: string }
/** What a job holds: ids only. */
export type Job = { workspaceId: string; deliveryId: string }
/** The queue of everything that goes out. */
export const queue: QueueName = 'deliveries'

/**
 * Keeps what must go out, with its jobs, in the transaction that made it due. It looks once at each circle's clock, and takes one statement
 * for all rows and one for all jobs. What is planned again is there already.
 */
export async function insertDeliveries(work: Work, planned: readonly PlannedDelivery[]): Promise<void> {
  const fresh: Planned[] = []
  const waits = new Map<string, number>()
  for (const one of planned) {
    if (one.kind === 'notices_forgotten') await forgetNotices(work, one.concernId)
    else if (one.kind === 'notices_again') await sendNoticesAgain(work, one.concernId, one.of)
    else if (one.kind === 'digest') fresh.push(digestRow(work, one))
    else {
      const atHours = one.notify === 'at_fixed_hours'
      if (atHours && !waits.has(one.circleId)) waits.set(one.circleId, await secondsToNoticeHour(work, one.circleId))
      fresh.push(noticeRow(work, one, atHours ? (waits.get(one.circleId) ?? 0) : 0))
    }
  }
  if (fresh.length > 0) await insertAll(work, await withoutReminded(work, fresh))
}

type Planned = {
  row: Pick<DeliveryRow, 'id' | 'kind' | 'circle_id' | 'unique_key' | 'give_up_at'> &
    Partial<Pick<DeliveryRow, 'week' | 'day' | 'subject_id' | 'record_key' | 'recipient_sealed' | 'held_tag'>>
  startAfter: number
  /** The key of the delivery it reminds of. While that one has not gone out, there is nothing to remind of. */
  reminds: string | null
}
type Notice = Extract<PlannedDelivery, { kind: 'notice' | 'concern_notice' }>

function digestRow(work: Work, { circleId, week, day }: Extract<PlannedDelivery, { kind: 'digest' }>): Planned {
  const give_up_at = new Date(work.now.getTime() + decide.digestTriedMs)
  const unique_key = digestKey(circleId, week)
  return { row: { id: work.id(), kind: 'digest', circle_id: circleId, unique_key, week, day, give_up_at }, startAfter: 0, reminds: null }
}

function noticeRow(work: Work, one: Notice, startAfter: number): Planned {
  const { kind, circleId, recipient } = one
  const subject = one.kind === 'notice' ? one.subject : one.concernId
  const occasion = one.occasion ?? ''
  const id = work.randomId()
  const { record_key, recipient_sealed } = work.keys.seal('delivery', id, { recipient })
  const tag = work.keys.tag('delivery', `${subject} ${recipient}`).toString('hex')
  const unique_key = ['notice', subject, ...(occasion === '' ? [] : [occasion]), tag].join(':')
  const reminds = occasion === 'reminder' ? ['notice', subject, tag].join(':') : null
  // By this tag, notices that wait for one person find each other. Notices of concerns do not have it.
  const held_tag = kind === 'notice' ? work.keys.tag('held', recipient) : null
  const about = { kind, circle_id: circleId, subject_id: subject, unique_key, held_tag }
  const row = { id, ...about, record_key, recipient_sealed, give_up_at: noticeEnd(work) }
  return { row, startAfter, reminds }
}

/** Leaves out reminders of what has not gone out yet: after a quiet time one message is enough. */
async function withoutReminded({ trx, workspaceId }: Work, planned: readonly Planned[]): Promise<readonly Planned[]> {
  const keys = planned.flatMap(({ reminds }) => reminds ?? [])
  if (keys.length === 0) return planned
  const under = await trx
    .selectFrom('delivery')
    .select('unique_key')
    .where('workspace_id', '=', workspaceId)
    .where('unique_key', 'in', keys)
    .where('state', 'in', ['waiting', 'claimed'])
    .execute()
  const waiting = new Set(under.map(({ unique_key }) => unique_key))
  return planned.filter(({ reminds }) => reminds === null || !waiting.has(reminds))
}

async function insertAll(work: Work, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return
  const { jobs, trx, workspaceId } = work
  const rows = planned.map(({ row }) => {
    const fixed = { workspace_id: workspaceId, state: 'waiting' as const, attempt: 0, refusals: 0, job_id: jobs ? work.randomId() : null }
    return { week: null, day: null, subject_id: null, record_key: null, recipient_sealed: null, held_tag: null, ...row, ...fixed }
  })
  const inserted = await trx
    .insertInto('delivery')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'unique_key']).doNothing())
    .returning(['id', 'job_id', 'kind'])
    .execute()
  if (!jobs || inserted.length === 0) return
  const startAfter = new Map(planned.map((one) => [one.row.id, one.startAfter]))
  const group = { id: workspaceId }
  const made = inserted.flatMap(({ id, job_id }) =>
    job_id ? [{ id: job_id, data: { workspaceId, deliveryId: id } satisfies Job, group, startAfter: startAfter.get(id) ?? 0 }] : [],
  )
  await jobs.insert(queue, made, { db: fromKysely(trx) })
  const notices = inserted.flatMap(({ kind, job_id }) => (kind !== 'digest' && job_id ? [job_id] : []))
  if (notices.length > 0) await forgetHour(work, notices)
}

/**
 * pg-boss notes when a job was made, and a job that waits for the circle's hours would keep that time until then. Of a notice only the day
 * stands anywhere.
 */
async function forgetHour({ trx }: Work, jobIds: readonly string[]): Promise<void> {
  await sql`update pgboss.job set created_on = date_trunc('day', created_on), keep_until = date_trunc('day', keep_until),
    start_after = date_trunc(case when start_after > now() + interval '1 minute' then 'minute' else 'day' end, start_after)
    where name = ${queue} and id = any(${jobIds}::uuid[])`.execute(trx)
}

/** How many seconds pass until the circle's notices go out together. */
export async function secondsToNoticeHour({ trx, workspaceId, now }: Work, circleId: string): Promise<number> {
  const circle = await trx
    .selectFrom('circle')
    .select('time_zone')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', circleId)
    .executeTakeFirstOrThrow()
  return Math.ceil((nextNoticeAt(circle.time_zone, now).getTime() - now.getTime()) / 1000)
}

/** The end is a whole day, so that it tells no hour. */
function noticeEnd({ today }: Work): Date {
  return new Date(`${addDays(today, decide.noticeTriedDays + 1)}T00:00:00Z`)
}

async function send({ jobs, trx, workspaceId }: Work, deliveryId: string, jobId: string, startAfter: number): Promise<void> {
  const data: Job = { workspaceId, deliveryId }
  await jobs?.send(queue, data, { id: jobId, group: { id: workspaceId }, startAfter, db: fromKysely(trx) })
}

async function forgetNotices(work: Work, concernId: string): Promise<void> {
  const gone = await work.trx
    .deleteFrom('delivery')
    .where('workspace_id', '=', work.workspaceId)
    .where('subject_id', '=', concernId)
    .returning('job_id')
    .execute()
  const ids = gone.flatMap(({ job_id }) => job_id ?? [])
  if (ids.length > 0) await work.jobs?.deleteJob(queue, ids, { db: fromKysely(work.trx) })
}

async function sendNoticesAgain(work: Work, concernId: string, of?: readonly string[]): Promise<void> {
  let unsure = work.trx
    .selectFrom('delivery')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('subject_id', '=', concernId)
    .where('state', 'in', ['uncertain', 'given_up'])
  if (of) unsure = unsure.where(noticeOf, 'in', of)
  for (const row of await unsure.forUpdate().execute()) {
    const again = decide.postAgain(toDelivery(row), noticeEnd(work))
    if (again.ok) await saveStep(work, row, again.value)
  }
}

/** Reads one delivery, locked until the transaction ends. */
export async function loadDelivery(work: Work, id: string): Promise<LoadedDelivery | undefined> {
  const row = await work.trx
    .selectFrom('delivery')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && { row, delivery: toDelivery(row), kind: row.kind, circleId: row.circle_id }
}

/** Reads a circle's digests whose arrival nobody can vouch for. Notices are not among them. */
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

/** Saves a step. The delivery's job is replaced by the next one, or by none. */
export async function saveStep(work: Work, row: DeliveryRow, { delivery, jobIn }: decide.Step): Promise<void> {
  const job_id = jobIn === null || !work.jobs ? null : work.randomId()
  await saveDelivery(work, row, delivery, job_id)
  if (row.job_id) await work.jobs?.deleteJob(queue, row.job_id, { db: fromKysely(work.trx) })
  if (job_id && jobIn !== null) await send(work, row.id, job_id, jobIn)
}

/** Saves where a delivery stands. A notice that arrived forgets its recipient. */
export async function saveDelivery(work: Work, row: DeliveryRow, delivery: Delivery, job_id = row.job_id): Promise<void> {
  const claimed = delivery.state === 'claimed' ? delivery : undefined
  await work.trx
    .updateTable('delivery')
    .set({
      state: delivery.state,
      attempt: delivery.attempt,
      refusals: delivery.refusals,
      give_up_at: delivery.giveUpAt,
      job_id,
      claimed_at: claimed?.claimedAt ?? null,
      begun_at: claimed?.begunAt ?? null,
      trouble: delivery.state === 'given_up' ? delivery.trouble : null,
      ...(delivery.state === 'delivered' ? { record_key: null, recipient_sealed: null, held_tag: null } : {}),
    })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', row.id)
    .execute()
}

/** Finds the workspace that a delivery belongs to. Ids are random enough to be known only to a caller that was given one. */
export async function workspaceOf(kernel: Kernel, id: string): Promise<string | undefined> {
  const found = await kernel.dispatch.selectFrom('delivery').select('workspace_id').where('id', '=', id).executeTakeFirst()
  return found?.workspace_id
}

export function toDelivery(row: DeliveryRow): Delivery {
  const counted = { attempt: row.attempt, refusals: row.refusals, giveUpAt: row.give_up_at }
  if (row.state === 'claimed') return { ...counted, state: row.state, claimedAt: row.claimed_at ?? new Date(0), begunAt: row.begun_at }
  if (row.state === 'given_up') return { ...counted, state: row.state, trouble: row.trouble ?? 'refused' }
  return { ...counted, state: row.state }
}
