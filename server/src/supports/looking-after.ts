import { askSupporter } from '@tend/shared/supports/decide'
import { asksSupporter, SUPPORT_KEPT_DAYS } from '@tend/shared/supports/due'
import { partsOf } from '@tend/shared/supports/state'
import { addDays, dayIn, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import { recordEvents } from '../events.ts'
import { eachWorkspace } from '../jobs/each-workspace.ts'
import type { Kernel } from '../kernel.ts'
import { loadCircleOfPeople } from '../members/people.ts'
import { whoRests } from '../rests/resting.ts'
import type { Work } from '../work.ts'
import { loadDueSupports, saveSupport } from './store.ts'

/**
 * Does the clock's part: asks supporters whose day has come, and forgets what ended long ago. Doing it again does nothing. Answers how many
 * changed.
 */
export async function lookAfterSupports(kernel: Kernel): Promise<number> {
  const today = utcDay(kernel.clock())
  // A day ahead of UTC is enough for every zone; the decision knows the circle's own day.
  const { rows } = await sql<{ workspace_id: string }>`
    select workspace_id from support where state = 'taken_up' and not asked and ask_on <= ${addDays(today, 1)}::date
    union select workspace_id from support where state = 'ended' and ended_on < ${addDays(today, -SUPPORT_KEPT_DAYS)}::date`.execute(
    kernel.dispatch,
  )
  const asked = await eachWorkspace(kernel, rows, 'tick.supports', askDue)
  return asked + (await eachWorkspace(kernel, rows, 'tick.supports', forgetEnded))
}

async function askDue(work: Work): Promise<number> {
  let asked = 0
  for (const support of await loadDueSupports(work)) {
    const circle = await loadCircleOfPeople(work, support.circleId)
    const supporter = partsOf(support).supporter
    if (support.state !== 'taken_up' || !circle || supporter === null) continue
    const rests = (await whoRests(work, [supporter])).has(supporter)
    if (!asksSupporter(support, dayIn(circle.timeZone, work.now), rests)) continue
    const { state, events } = askSupporter(support)
    await saveSupport(work, state)
    await recordEvents(work, events, true)
    asked++
  }
  return asked
}

async function forgetEnded({ trx, workspaceId, today }: Work): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('support')
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'ended')
    .where('ended_on', '<', addDays(today, -SUPPORT_KEPT_DAYS))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
