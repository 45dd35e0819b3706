import * as decide from '@tend/shared/deliveries/decide'
import type { ClaimedDelivery, DeliveryTrouble } from '@tend/shared/deliveries/schema'
import { fromKysely } from 'pg-boss'
import { readDigest } from '../digests/reading.ts'
import { eachWorkspace } from '../jobs/each-workspace.ts'
import type { QueueName } from '../jobs/queues.ts'
import type { Kernel } from '../kernel.ts'
import { safeError } from '../log.ts'
import { whoRests } from '../rests/resting.ts'
import { theClock, type Work, workAs } from '../work.ts'
import { holdNotice, saveOutcome, waitsForAnother } from './notice-store.ts'
import { type DeliveryRow, type Job, loadDelivery, queue, saveDelivery, saveStep } from './store.ts'

/** What to show, or why it cannot be shown. It is composed when the delivery is claimed, so that words never wait in a queue. */
type Rendered = { team: string; message: ClaimedDelivery['message'] } | Resting | DeliveryTrouble

/** The recipient rests until `restEnds`, so the notice waits. */
type Resting = { recipient: string; restEnds: Date }

const undelivered: QueueName = 'undelivered'
/** At most so many posts of one workspace go out at a time, so that a large one does not hold up the others. */
const perWorkspace = 5

/** Hands out up to `max` deliveries that are due, of all workspaces in turn. */
export async function claimDeliveries(kernel: Kernel, max: number): Promise<ClaimedDelivery[]> {
  const claimed: ClaimedDelivery[] = []
  for (const { id, data } of await fetchFairly(kernel, max)) {
    const one = await workAs(kernel, theClock(data.workspaceId), (work) => claimOne(work, id, data.deliveryId)).catch(
      // The job comes back after a longer wait each time and is given up in the end. The other deliveries go out.
      async (error) => {
        kernel.log.error('delivery.claim_failed', safeError(error))
        await kernel.jobs?.fail(queue, id)
        return undefined
      },
    )
    if (one) claimed.push(one)
  }
  return claimed
}

// One fetch looks at the oldest jobs only, and one workspace may own all of these. The next fetch leaves out a workspace that has its
// share.
async function fetchFairly({ jobs }: Kernel, max: number): Promise<{ id: string; data: Job }[]> {
  const taken: { id: string; data: Job }[] = []
  while (jobs && taken.length < max) {
    const more = await jobs.fetch<Job>(queue, { batchSize: max - taken.length, groupConcurrency: perWorkspace })
    if (more.length === 0) break
    taken.push(...more)
  }
  return taken
}

async function claimOne(work: Work, jobId: string, deliveryId: string): Promise<ClaimedDelivery | undefined> {
  const loaded = await loadDelivery(work, deliveryId)
  if (!loaded || loaded.row.job_id !== jobId) {
    await work.jobs?.deleteJob(queue, jobId, { db: fromKysely(work.trx) })
    return undefined
  }
  const { row, delivery } = loaded
  if (delivery.state === 'waiting' && (await waitsForAnother(work, row))) return undefined
  const step = decide.claim(delivery, work.now)
  const rendered = step.claimed ? await render(work, row) : undefined
  if (rendered === undefined || typeof rendered === 'string') {
    await saveOutcome(work, row, rendered ? decide.giveUp(delivery, rendered) : step)
    return undefined
  }
  if ('restEnds' in rendered) {
    await holdNotice(work, row, rendered.recipient, rendered.restEnds)
    return undefined
  }
  await saveDelivery(work, row, step.delivery)
  return { id: row.id, attempt: step.delivery.attempt, ...rendered }
}

/** Renders what is claimed: a digest by what its circle may read now, a notice by nothing but its recipient's address. */
async function render(work: Work, row: DeliveryRow): Promise<Rendered> {
  const team = await teamOf(work)
  if (!team) return row.kind === 'digest' ? 'not_installed' : 'no_slack'
  if (row.kind !== 'digest') return renderNotice(work, row, team)
  const found = await readDigest(work, row.circle_id, { week: row.week ?? '', day: row.day ?? '' })
  if (!found?.channel) return 'no_channel'
  return { team, message: { kind: 'digest', channel: found.channel, digest: found.digest } }
}

async function teamOf({ trx, workspaceId }: Work): Promise<string | null> {
  const row = await trx.selectFrom('workspace').select('slack_team').where('workspace_id', '=', workspaceId).executeTakeFirst()
  return row?.slack_team ?? null
}

async function renderNotice(work: Work, row: DeliveryRow, team: string): Promise<Rendered> {
  const { trx, workspaceId, keys } = work
  const { id, record_key, recipient_sealed, subject_id: subjectId } = row
  if (!record_key || !recipient_sealed || !subjectId) return 'refused'
  const memberId = keys.open('delivery', { id, record_key, recipient_sealed }, ['recipient']).recipient ?? ''
  const member = await trx
    .selectFrom('member')
    .select(['slack_user', 'language'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .where('left_on', 'is', null)
    .executeTakeFirst()
  if (!member?.slack_user) return 'no_slack'
  // Nothing reaches a person who rests. A rest itself is told to others, who may rest too.
  const restEnds = (await whoRests(work, [memberId])).get(memberId)
  if (restEnds) return { recipient: memberId, restEnds }
  const to = { user: member.slack_user, language: member.language }
  return {
    team,
    message: row.kind === 'notice' ? { kind: row.kind, ...to, subjectId } : { kind: 'concern_notice', ...to, concernId: subjectId },
  }
}

/** How many deliveries one sweep looks at. The rest follow with the next. */
const sweptAtOnce = 500

/**
 * Does the clock's part for the outbox: ends claims that ran out, sends jobs that were never sent, and gives up what no claimer could
 * finish. Answers how many changed.
 */
export async function sweepDeliveries(kernel: Kernel): Promise<number> {
  const now = kernel.clock().getTime()
  const late = await kernel.dispatch
    .selectFrom('delivery')
    .select(['workspace_id', 'id'])
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'claimed'), is('begun_at', '<=', new Date(now - decide.reportMs))]),
        is.and([is('state', '=', 'claimed'), is('begun_at', 'is', null), is('claimed_at', '<=', new Date(now - decide.claimMs))]),
        is.and([is('state', '=', 'waiting'), is.or([is('job_id', 'is', null), is('give_up_at', '<', new Date(now))])]),
      ]),
    )
    .limit(sweptAtOnce)
    .execute()
  const changed = await eachWorkspace(kernel, late, 'tick.deliveries', (work, { id }) => sweepOne(work, id))
  return changed + (await giveUpUndelivered(kernel))
}

async function sweepOne(work: Work, id: string): Promise<number> {
  const loaded = await loadDelivery(work, id)
  if (!loaded) return 0
  const { row, delivery } = loaded
  const step = decide.expire(delivery, work.now)
  if (step.delivery !== delivery) await saveOutcome(work, row, step)
  else if (delivery.state === 'waiting' && row.job_id === null && work.jobs) await saveStep(work, row, { delivery, jobIn: 0 })
  else return 0
  return 1
}

// Every claim of these jobs failed on our side. Nothing was posted, and a person should see that.
async function giveUpUndelivered(kernel: Kernel): Promise<number> {
  const dead = (await kernel.jobs?.fetch<Job>(undelivered, { batchSize: 50 })) ?? []
  const rows = dead.map(({ id, data }) => ({ workspace_id: data.workspaceId, deliveryId: data.deliveryId, jobId: id }))
  return eachWorkspace(kernel, rows, 'tick.deliveries', async (work, { deliveryId, jobId }) => {
    const loaded = await loadDelivery(work, deliveryId)
    if (loaded) await saveStep(work, loaded.row, decide.giveUp(loaded.delivery, 'refused'))
    await work.jobs?.deleteJob(undelivered, jobId, { db: fromKysely(work.trx) })
    return 1
  })
}
