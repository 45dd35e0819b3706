import { ok, refuse } from '../result.ts'
import { addDays, utcDay } from '../zone.ts'
import { keepUntil } from './decide.ts'
import { DAYS_UNOPENED, isUnopened } from './policy.ts'
import type { ExtendConcern } from './schema.ts'
import { type By, type Concern, type ConcernDecision, decided, type GivenConcern } from './state.ts'

/** Keeps it longer than before, at most as long as raising allows. Refuses a day that is not later. */
export function extend(concern: Concern, { keep }: ExtendConcern, given: By): ConcernDecision {
  const until = keepUntil(keep, concern.tier, utcDay(given.now))
  if (!until.ok) return until
  if (concern.keptUntil === null) return refuse('not_now', 'This is kept until you delete it.', 'keep')
  if (until.value !== null && until.value <= concern.keptUntil)
    return refuse('invalid', 'Choose a day after the one it is kept until.', 'keep')
  if (concern.status === 'kept') return decided({ ...concern, keptUntil: until.value }, 'concern.extended')
  return decided({ ...concern, keptUntil: until.value ?? concern.keptUntil }, 'concern.extended')
}

/**
 * What the clock does once, when three days have passed. Where nobody has opened it, the recipients who wait are reminded, without a word
 * of it. `present`: the members who are still in the circle. Refuses an earlier day, and a second time.
 */
export function lookAfter(concern: Concern, today: string, present: ReadonlySet<string>): ConcernDecision {
  if (concern.status !== 'given' || concern.lookedAfterOn !== null || today < addDays(concern.raisedOn, DAYS_UNOPENED))
    return refuse('not_now', 'There is nothing to look after yet.')
  const state: GivenConcern = { ...concern, lookedAfterOn: today }
  const late = isUnopened(concern, today) ? concern.recipients.filter((one) => one.state === 'waiting' && present.has(one.memberId)) : []
  if (late.length === 0) return ok({ state, events: [] })
  const recipients = late.map((one) => one.memberId)
  return ok({ state, events: [{ kind: 'concern.unopened', subject: concern.id, circleId: concern.circleId, recipients }] })
}
