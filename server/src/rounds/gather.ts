import { gather } from '@tend/shared/rounds/decide'
import { gathersByItself } from '@tend/shared/rounds/due'
import { addDays, dayIn, utcDay } from '@tend/shared/zone'
import { recordEvents } from '../events.ts'
import { eachWorkspace } from '../jobs/each-workspace.ts'
import type { Kernel } from '../kernel.ts'
import type { Work } from '../work.ts'
import { loadRound, saveRound } from './store.ts'

/** Gathers the rounds whose last day is over on their circle's own clock. Doing it again does nothing. Answers how many were gathered. */
export async function gatherDueRounds(kernel: Kernel): Promise<number> {
  // A day ahead of UTC is enough for every zone; the decision knows the circle's own day.
  const ahead = addDays(utcDay(kernel.clock()), 1)
  const rows = await kernel.dispatch
    .selectFrom('round')
    .select('workspace_id')
    .distinct()
    .where('state', '=', 'open')
    .where('ends_on', '<', ahead)
    .execute()
  return eachWorkspace(kernel, rows, 'tick.rounds', (work) => gatherIn(work, ahead))
}

async function gatherIn(work: Work, ahead: string): Promise<number> {
  const rows = await work.trx
    .selectFrom('round')
    .select('id')
    .where('workspace_id', '=', work.workspaceId)
    .where('state', '=', 'open')
    .where('ends_on', '<', ahead)
    .forUpdate()
    .skipLocked()
    .execute()
  let gathered = 0
  for (const { id } of rows) {
    const loaded = await loadRound(work, { id })
    if (!loaded || !gathersByItself(loaded.round, dayIn(loaded.circle.timeZone, work.now))) continue
    const decided = gather(loaded, { now: work.now })
    if (!decided.ok) continue
    await saveRound(work, decided.value.state, loaded)
    await recordEvents(work, decided.value.events, true)
    gathered++
  }
  return gathered
}
