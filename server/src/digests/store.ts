import type { Holidays } from '@tend/shared/digests/decide'
import { dueDigest, type Holiday, nextDigest, onHoliday } from '@tend/shared/digests/due'
import { sql } from 'kysely'
import { recordEvents } from '../events.ts'
import type { Kernel } from '../kernel.ts'
import { safeError } from '../log.ts'
import { theClock, type Work, workAs } from '../work.ts'

/** Reads a circle's holidays, first to last. */
export async function loadHolidays({ trx, workspaceId }: Work, circleId: string): Promise<Holiday[]> {
  return trx
    .selectFrom('digest_holiday')
    .select(['from_day as from', 'until_day as until'])
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .orderBy('from_day')
    .execute()
}

export async function saveHolidays({ trx, workspaceId }: Work, { circleId, holidays }: Holidays): Promise<void> {
  await trx.deleteFrom('digest_holiday').where('workspace_id', '=', workspaceId).where('circle_id', '=', circleId).execute()
  if (holidays.length === 0) return
  const rows = holidays.map(({ from, until }) => ({ workspace_id: workspaceId, circle_id: circleId, from_day: from, until_day: until }))
  await trx.insertInto('digest_holiday').values(rows).execute()
}

/** How many circles one tick takes. The rest follow with the next. */
const atOnce = 20_000
/** How many circles of one workspace are planned in one transaction. */
const together = 100

/**
 * Plans the digests whose hour has come. Circles of one workspace are planned in one transaction that holds their rows, so two processes
 * that tick together plan each digest once. Where that fails, each circle is tried alone, so that one keeps no other from its digest.
 * Answers how many were planned.
 */
export async function planDueDigests(kernel: Kernel): Promise<number> {
  const due = await kernel.dispatch
    .selectFrom('circle')
    .select(['workspace_id', 'id'])
    .where('next_digest_at', '<=', kernel.clock())
    .orderBy('next_digest_at')
    .limit(atOnce)
    .execute()
  let planned = 0
  for (const [workspaceId, circles] of groupedBy(due, ({ workspace_id }) => workspace_id)) {
    const ids = circles.map(({ id }) => id)
    for (let from = 0; from < ids.length; from += together)
      planned += await planTogether(kernel, workspaceId, ids.slice(from, from + together))
  }
  return planned
}

async function planTogether(kernel: Kernel, workspaceId: string, circleIds: string[]): Promise<number> {
  try {
    return await workAs(kernel, theClock(workspaceId), (work) => planDigests(work, circleIds))
  } catch (error) {
    if (circleIds.length === 1) {
      kernel.log.error('digest.plan_failed', safeError(error))
      return 0
    }
    let planned = 0
    for (const id of circleIds) planned += await planTogether(kernel, workspaceId, [id])
    return planned
  }
}

async function planDigests(work: Work, circleIds: string[]): Promise<number> {
  const rows = await lockDue(work, circleIds)
  const steps = rows.flatMap((row) => {
    if (!row.next_digest_at) return []
    const quiet = row.digest_paused || row.slack_channel === null
    const circle = { timeZone: row.time_zone, digestDay: row.digest_day, digestHour: row.digest_hour, digestPaused: quiet }
    const slot = dueDigest(circle, row.next_digest_at, work.now)
    return [{ id: row.id, slot, next: quiet ? null : nextDigest(circle, work.now).at }]
  })
  if (steps.length === 0) return 0
  await saveNext(work, steps)
  const holidays = await holidaysOf(
    work,
    steps.map(({ id }) => id),
  )
  const due = steps.flatMap(({ id, slot }) => {
    const free = slot && !onHoliday(slot.day, holidays.get(id) ?? [])
    return free ? [{ kind: 'digest.due' as const, subject: id, circleId: id, week: slot.week, day: slot.day }] : []
  })
  await recordEvents(work, due, false)
  return due.length
}

/**
 * Reads the circles among these whose digest is still due, held until the transaction ends. Circles that another process holds are left to
 * it.
 */
function lockDue({ trx, workspaceId, now }: Work, circleIds: string[]) {
  return trx
    .selectFrom('circle')
    .select(['id', 'time_zone', 'digest_day', 'digest_hour', 'digest_paused', 'slack_channel', 'next_digest_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', circleIds)
    .where('next_digest_at', '<=', now)
    .forUpdate()
    .skipLocked()
    .execute()
}

async function saveNext({ trx, workspaceId }: Work, steps: readonly { id: string; next: Date | null }[]): Promise<void> {
  const ids = steps.map(({ id }) => id)
  const times = steps.map(({ next }) => next)
  await sql`update circle set next_digest_at = planned.at from unnest(${ids}::uuid[], ${times}::timestamptz[]) as planned (id, at)
    where workspace_id = ${workspaceId} and circle.id = planned.id`.execute(trx)
}

async function holidaysOf({ trx, workspaceId }: Work, circleIds: string[]): Promise<Map<string, Holiday[]>> {
  const rows = await trx
    .selectFrom('digest_holiday')
    .select(['circle_id', 'from_day as from', 'until_day as until'])
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', 'in', circleIds)
    .execute()
  return groupedBy(rows, ({ circle_id }) => circle_id)
}

function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
