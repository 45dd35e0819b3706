import { lookAfter } from '@tend/shared/concerns/later-decide'
import { DAYS_UNOPENED } from '@tend/shared/concerns/policy'
import { addDays, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import { recordEvents } from '../events.ts'
import { eachWorkspace } from '../jobs/each-workspace.ts'
import type { Kernel } from '../kernel.ts'
import { loadCircleOfPeople } from '../members/people.ts'
import type { Work } from '../work.ts'
import { loadUnlooked, saveConcern } from './store.ts'

/**
 * Looks once at each concern that was given three days ago. Where nobody has opened it, the recipients who wait get one more notice,
 * together with the others of their circle. Doing it again does nothing; rows that another process holds wait for the next time. Answers
 * how many were looked at.
 */
export async function lookAfterConcerns(kernel: Kernel): Promise<number> {
  const givenBy = addDays(utcDay(kernel.clock()), -DAYS_UNOPENED)
  const { rows } = await sql<{ workspace_id: string }>`
    select distinct workspace_id from concern
    where status = 'given' and looked_after_on is null and raised_on <= ${givenBy}::date`.execute(kernel.dispatch)
  return eachWorkspace(kernel, rows, 'tick.unopened', (work) => lookIn(work, givenBy))
}

async function lookIn(work: Work, givenBy: string): Promise<number> {
  const concerns = await loadUnlooked(work, givenBy)
  for (const concern of concerns) {
    const circle = await loadCircleOfPeople(work, concern.circleId)
    const decided = lookAfter(concern, work.today, new Set(circle?.memberIds))
    if (!decided.ok) continue
    await saveConcern(work, decided.value.state, concern)
    await recordEvents(work, decided.value.events, true)
  }
  return concerns.length
}
