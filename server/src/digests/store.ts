import { composeDigest, type DigestMaterial } from '@tend/shared/digests/compose'
import type { Holidays } from '@tend/shared/digests/decide'
import { type DigestSlot, dueDigest, type Holiday, nextDigest, onHoliday, weekOf } from '@tend/shared/digests/due'
import type { DigestView } from '@tend/shared/digests/schema'
import { recordEvents, theClock, type Work, workAs } from '../handle.ts'
import type { Kernel } from '../kernel.ts'

type Source<Kind extends keyof DigestMaterial> = (work: Work, circleId: string) => Promise<DigestMaterial[Kind]>
/** Where a digest reads from: views that the whole circle may read together, and nothing else. */
export type DigestSources = {
  items: Source<'items'>
  repairs: Source<'repairs'>
  agreements: Source<'agreements'>
  rests: Source<'rests'>
}
/** A circle's digest, for one occurrence or for the next. */
export type ReadDigest = (work: Work, circleId: string, slot?: Pick<DigestSlot, 'day' | 'week'>) => Promise<Read | undefined>
type Read = { digest: DigestView; channel: string | null }

/** Composes from views that the whole circle may read together. */
export function digestReader(sources: DigestSources): ReadDigest {
  return async (work, circleId, slot) => {
    const row = await loadRow(work, circleId)
    if (!row) return undefined
    const time = { timeZone: row.time_zone, digestDay: row.digest_day, digestHour: row.digest_hour }
    const { day, week } = slot ?? weekOf(time, work.now, await loadHolidays(work, circleId))
    const material: DigestMaterial = {
      circle: { id: row.id, name: work.keys.open('circle', row, ['name']).name ?? '', language: row.language },
      repairs: await sources.repairs(work, circleId),
      items: await sources.items(work, circleId),
      agreements: await sources.agreements(work, circleId),
      rests: await sources.rests(work, circleId),
    }
    const before = await dayBefore(work, circleId, day)
    return { digest: composeDigest(material, { day, week, before }), channel: row.slack_channel }
  }
}

/** The day of the last digest before this one. */
async function dayBefore({ trx, workspaceId }: Work, circleId: string, day: string): Promise<string | null> {
  const row = await trx
    .selectFrom('delivery')
    .select((is) => is.fn.max('day').as('day'))
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .where('kind', '=', 'digest')
    .where('day', '<', day)
    .executeTakeFirst()
  return row?.day ?? null
}

/** A circle's holidays, first to last. */
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

function loadRow({ trx, workspaceId }: Work, circleId: string) {
  return trx.selectFrom('circle').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', circleId).executeTakeFirst()
}

/** How many circles one tick takes; the rest follow with the next. */
const atOnce = 500

/**
 * Plans the digests whose hour has come. Each circle is a transaction of its own that holds its row: two processes that tick
 * together plan one digest, and a circle that fails keeps no other from its own. Answers how many were planned.
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
  for (const { workspace_id, id } of due) planned += await workAs(kernel, theClock(workspace_id), (work) => planDigest(work, id))
  return planned
}

async function planDigest(work: Work, circleId: string): Promise<number> {
  const { trx, workspaceId, now } = work
  const row = await trx
    .selectFrom('circle')
    .select(['id', 'time_zone', 'digest_day', 'digest_hour', 'digest_paused', 'slack_channel', 'next_digest_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', circleId)
    .where('next_digest_at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!row?.next_digest_at) return 0
  const quiet = row.digest_paused || row.slack_channel === null
  const circle = { timeZone: row.time_zone, digestDay: row.digest_day, digestHour: row.digest_hour, digestPaused: quiet }
  const slot = dueDigest(circle, row.next_digest_at, now)
  const next = quiet ? null : nextDigest(circle, now).at
  await trx.updateTable('circle').set({ next_digest_at: next }).where('workspace_id', '=', workspaceId).where('id', '=', row.id).execute()
  if (!slot || onHoliday(slot.day, await loadHolidays(work, row.id))) return 0
  await recordEvents(work, [{ kind: 'digest.due', subject: row.id, circleId: row.id, week: slot.week, day: slot.day }], false)
  return 1
}
