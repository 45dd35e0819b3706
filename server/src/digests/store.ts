import type { BackBurnerItem } from '@tend/shared/backburner/decide'
import { viewForCircle } from '@tend/shared/backburner/view'
import { composeDigest } from '@tend/shared/digests/compose'
import { type DigestSlot, dueDigest, nextDigest, weekOf } from '@tend/shared/digests/due'
import type { DigestView } from '@tend/shared/digests/schema'
import type { RepairItem } from '@tend/shared/repairs/decide'
import { type RepairContext, viewRepairForCircle } from '@tend/shared/repairs/view'
import { dayIn } from '@tend/shared/zone'
import type { CircleAround } from '../circle.ts'
import { recordEvents, theClock, type Work, workAs } from '../handle.ts'
import type { Kernel } from '../kernel.ts'

/** Where a digest reads from: what the circle put aside and what it tends. Nothing else is within its reach. */
export type DigestSources = {
  items(work: Work, circleId: string): Promise<{ circle: CircleAround; items: BackBurnerItem[] } | undefined>
  repairs(work: Work, circleId: string): Promise<{ repairs: RepairItem[]; context: RepairContext } | undefined>
}
/** A circle's digest, for one occurrence or for the next. */
export type ReadDigest = (work: Work, circleId: string, slot?: Pick<DigestSlot, 'day' | 'week'>) => Promise<Read | undefined>
type Read = { digest: DigestView; channel: string | null }

/** Composes from views that the whole circle may read together. */
export function digestReader(sources: DigestSources): ReadDigest {
  return async (work, circleId, slot) => {
    const row = await loadRow(work, circleId)
    const around = row && (await sources.items(work, circleId))
    const tended = around && (await sources.repairs(work, circleId))
    if (!row || !around || !tended) return undefined
    const name = work.keys.open('circle', row, ['name']).name ?? ''
    const time = { timeZone: row.time_zone, digestDay: row.digest_day, digestHour: row.digest_hour }
    const { day, week } = slot ?? weekOf(time, work.now)
    const digest = composeDigest(
      {
        circle: { id: row.id, name, language: row.language },
        repairs: tended.repairs.map((repair) => viewRepairForCircle(repair, tended.context)),
        items: around.items.map((item) => viewForCircle(item, around.circle, dayIn(row.time_zone, work.now))),
        changes: [],
      },
      { day, week },
    )
    return { digest, channel: row.slack_channel }
  }
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
  if (!slot) return 0
  await recordEvents(work, [{ kind: 'digest.due', subject: row.id, circleId: row.id, week: slot.week, day: slot.day }], false)
  return 1
}
