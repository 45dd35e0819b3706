import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { addDays, dayIn, FARTHEST_DAYS } from '../zone.ts'
import type { AgreeOn } from './schema.ts'
import type { Agreement, AgreementEvent } from './state.ts'

/** What an agreement needs of its circle. Its days are days of the circle. */
export type AgreeingCircle = { id: string; timeZone: string }

type Decision = Result<Decided<Agreement, AgreementEvent>>

/** How many earlier wordings are kept, so that people can still read an agreement. */
export const mostWordings = 50

function happened(verb: 'agreed' | 'revised' | 'looked_at' | 'dropped', state: Agreement): Decision {
  return ok({ state, events: [{ kind: `agreement.${verb}`, subject: state.id, circleId: state.circleId }] })
}

function checkDay(day: string | null, today: string): Result<string | null> {
  if (day !== null && day <= today) return refuse('invalid', 'Choose a day after today.', 'lookAgainOn')
  if (day !== null && day > addDays(today, FARTHEST_DAYS.withinTwoYears))
    return refuse('invalid', 'Choose a day within two years.', 'lookAgainOn')
  return ok(day)
}

/** The circle agrees on something. Refuses a day to look again that is not after today, or that is more than two years ahead. */
export function agree(circle: AgreeingCircle, input: AgreeOn, { now, id }: Given<Actor>): Decision {
  const today = dayIn(circle.timeZone, now)
  const day = checkDay(input.lookAgainOn, today)
  if (!day.ok) return day
  const days = { agreedOn: today, wordedOn: today, lookAgainOn: day.value }
  return happened('agreed', { id: id(), circleId: circle.id, words: input.words, ...days, earlier: [], state: 'current' })
}

/**
 * The circle looks at an agreement again. Other words keep the earlier ones as history; the same words hold on. An agreement that was
 * dropped is taken up again. Refuses the days that `agree` refuses, and more than fifty wordings.
 */
export function revise(
  { agreement, circle }: { agreement: Agreement; circle: AgreeingCircle },
  input: AgreeOn,
  { now }: { now: Date },
): Decision {
  const today = dayIn(circle.timeZone, now)
  const day = checkDay(input.lookAgainOn, today)
  if (!day.ok) return day
  const { id, circleId, agreedOn, wordedOn, words, earlier } = agreement
  const same = input.words === words
  if (!same && earlier.length >= mostWordings)
    return refuse('not_now', 'This was worded anew many times: set it down and agree on something new.')
  const kept = same ? earlier : [...earlier, { words, from: wordedOn, until: today }]
  return happened(same && agreement.state !== 'dropped' ? 'looked_at' : 'revised', {
    id,
    circleId,
    agreedOn,
    words: input.words,
    lookAgainOn: day.value,
    earlier: kept,
    wordedOn: same ? wordedOn : today,
    state: kept.length > 0 ? 'revised' : 'current',
  })
}

/** The circle drops an agreement, with a reason or without one. Dropping it again changes nothing. */
export function drop(
  { agreement, circle }: { agreement: Agreement; circle: AgreeingCircle },
  { reason }: { reason: string },
  { now }: { now: Date },
): Decision {
  if (agreement.state === 'dropped') return ok({ state: agreement, events: [] })
  return happened('dropped', { ...agreement, state: 'dropped', reason, droppedOn: dayIn(circle.timeZone, now) })
}
