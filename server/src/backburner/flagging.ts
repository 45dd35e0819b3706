import { flag } from '@tend/shared/backburner/decide'
import { flagReason } from '@tend/shared/backburner/flag'
import { addDays, dayIn, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import { recordEvents } from '../events.ts'
import { eachWorkspace } from '../jobs/each-workspace.ts'
import type { Kernel } from '../kernel.ts'
import { loadCircleAround } from '../members/circle.ts'
import type { Work } from '../work.ts'

/**
 * Finds the circles with items whose day may have come. A day ahead of UTC is enough for every zone; the decision knows the circle's own
 * day.
 */
async function circlesToAsk(kernel: Kernel): Promise<{ workspace_id: string; circle_id: string }[]> {
  const ahead = addDays(utcDay(kernel.clock()), 1)
  const { rows } = await sql<{ workspace_id: string; circle_id: string }>`
    select distinct i.workspace_id, i.circle_id from backburner_item i join circle c on c.workspace_id = i.workspace_id and c.id = i.circle_id
    where i.state = 'simmering' and i.quiet_until <= ${ahead}::date
      and (i.revisit_on <= ${ahead}::date or (i.revisit_on is null and i.tended_on + c.simmer_days <= ${ahead}::date) or i.echoes >= c.small_group_floor)
    limit 1000`.execute(kernel.dispatch)
  return rows
}

/**
 * Lets items whose time has come ask for attention. Doing it again does nothing; rows that another process holds wait. Answers how many
 * ask.
 */
export async function flagDueItems(kernel: Kernel): Promise<number> {
  return eachWorkspace(kernel, await circlesToAsk(kernel), 'tick.backburner', (work, { circle_id }) => flagIn(work, circle_id))
}

async function flagIn(work: Work, circleId: string): Promise<number> {
  const { trx, workspaceId } = work
  const circle = await loadCircleAround(work, circleId)
  if (!circle) return 0
  const today = dayIn(circle.timeZone, work.now)
  const rows = await trx
    .selectFrom('backburner_item')
    .select(['id', 'circle_id as circleId', 'revisit_on as revisitOn', 'tended_on as tendedOn', 'quiet_until as quietUntil', 'echoes'])
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .where('state', '=', 'simmering')
    .where('quiet_until', '<=', today)
    .forUpdate()
    .skipLocked()
    .execute()
  const due = rows.flatMap((item) => {
    const because = flagReason(item, circle, today)
    return because ? [flag(item, because, today, circle.simmerDays)] : []
  })
  for (const { state } of due)
    await trx
      .updateTable('backburner_item')
      .set({ state: state.state, because: state.because, quiet_until: state.quietUntil })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', state.id)
      .execute()
  await recordEvents(
    work,
    due.flatMap(({ events }) => events),
    false,
  )
  return due.length
}
