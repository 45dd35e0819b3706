import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { addDays, dayIn, FARTHEST_DAYS } from '../zone.ts'
import { restsOn } from './due.ts'
import type { PassOn, TakeRest } from './schema.ts'
import type { Carried, Duty, RestEvent, RestingCircle, RestWindow } from './state.ts'

type Decision = Result<Decided<RestWindow, RestEvent>>
type By = Given<Pick<Actor, 'memberId'>>
/** A rest with its circle, and the id of the rest that runs there now, if any. */
export type AtHand = { rest: RestWindow; circle: RestingCircle; running: string | null }

function happened(verb: RestEvent['kind'], state: RestWindow, more: Pick<RestEvent, 'recipients' | 'day'> = {}): Decision {
  return ok({ state, events: [{ kind: verb, subject: state.id, circleId: state.circleId, ...more }] })
}

/** A rest lasts at most a year at a time. It can be made longer when its end comes near. */
function checkUntil(until: string, today: string): Result<string> {
  if (until < today) return refuse('invalid', 'Choose today or a day after.', 'until')
  return until > addDays(today, FARTHEST_DAYS.withinAYear) ? refuse('invalid', 'Choose a day within a year.', 'until') : ok(until)
}

const running = () => refuse('already_done', 'You are resting already: make that rest longer, or end it.')

/**
 * Takes a rest. The people it is told hear of it at once. Refuses a day that has passed or lies more than a year ahead, a second rest at
 * the same time, and people who are not in the circle.
 */
export function take({ circle, running: current }: Omit<AtHand, 'rest'>, input: TakeRest, { actor, now, id }: By): Decision {
  if (current !== null) return running()
  const today = dayIn(circle.timeZone, now)
  const until = checkUntil(input.until, today)
  if (!until.ok) return until
  const told = [...new Set(input.told)]
  if (told.includes(actor.memberId)) return refuse('invalid', 'Choose other people than yourself.', 'told')
  if (told.some((one) => !circle.memberIds.includes(one)))
    return refuse('invalid', 'Somebody you chose is not in this circle any more. Choose again; nothing you wrote is lost.', 'told')
  const { helps, shared } = input
  const taken = {
    id: id(),
    circleId: circle.id,
    memberId: actor.memberId,
    until: until.value,
    helps,
    told,
    shared,
    takenOn: today,
    duties: [],
  }
  return happened('rest.taken', { ...taken, state: 'resting' }, { recipients: told, day: today })
}

/**
 * Gives a rest another last day. A rest that was over or ended is taken again, and the people it was told hear so. Refuses the days that
 * `take` refuses.
 */
export function extend({ rest, circle, running: other }: AtHand, { until }: { until: string }, { now }: { now: Date }): Decision {
  const today = dayIn(circle.timeZone, now)
  const day = checkUntil(until, today)
  if (!day.ok) return day
  const { id, circleId, memberId, helps, told, shared, takenOn, duties } = rest
  const longer = { id, circleId, memberId, helps, told, shared, until: day.value }
  if (restsOn(rest, today)) return happened('rest.extended', { ...longer, takenOn, duties, state: 'resting' })
  if (other !== null && other !== id) return running()
  const recipients = told.filter((one) => circle.memberIds.includes(one))
  return happened('rest.taken', { ...longer, takenOn: today, duties: [], state: 'resting' }, { recipients, day: today })
}

/** Ends a rest, so that what was passed on comes back by itself. Ending it again changes nothing. */
export function end({ rest, circle }: AtHand, { now }: { now: Date }): Decision {
  if (rest.state === 'ended') return ok({ state: rest, events: [] })
  return happened('rest.ended', { ...rest, state: 'ended', duties: [], endedOn: dayIn(circle.timeZone, now) })
}

/** Sends the notices of a rest again that may not have arrived. Refuses when none is uncertain, or the rest is over. */
export function sendNoticeAgain(
  { rest, circle, noticeUncertain }: AtHand & { noticeUncertain: boolean },
  { now }: { now: Date },
): Decision {
  if (!restsOn(rest, dayIn(circle.timeZone, now))) return refuse('not_now', 'This rest is over.')
  if (!noticeUncertain) return refuse('not_now', 'No notice of this is uncertain, so none is sent again.')
  return happened('rest.notice_asked_again', rest)
}

/**
 * Asks a person to carry something meanwhile, and lets the person go who carried it before, if any. Refuses what the resting person does
 * not carry, and people who may not know of it.
 */
export function passOn(
  { rest, circle, carried }: AtHand & { carried: readonly Carried[] },
  { kind, subject, to }: PassOn,
  { actor, now, id }: By,
): Decision {
  if (!restsOn(rest, dayIn(circle.timeZone, now))) return refuse('not_now', 'Take a rest first.')
  const thing = carried.find((one) => one.kind === kind && one.subject === subject && one.circleId === rest.circleId)
  if (!thing) return refuse('not_found', 'You are not carrying this at the moment.', 'subject')
  if (to === actor.memberId || !circle.memberIds.includes(to)) return refuse('invalid', 'Choose somebody else of your circle.', 'to')
  if (thing.only !== null && !thing.only.includes(to))
    return refuse('invalid', 'Choose somebody who may carry this: another steward, or somebody who was told of it already.', 'to')
  const known = rest.duties.find((one) => one.kind === kind && one.subject === subject)
  if (known?.to === to) return ok({ state: rest, events: [] })
  const duties: Duty[] = [...rest.duties.filter((one) => one !== known), { id: id(), kind, subject, to, state: 'asked' }]
  const told = rest.told.includes(to) ? rest.told : [...rest.told, to]
  return happened('rest.passed_on', { ...rest, told, duties }, { recipients: [to], day: dayIn(circle.timeZone, now) })
}

/** The person who rests takes a duty back, asked or taken. */
export function takeBack({ rest, duty }: { rest: RestWindow; duty: Duty }): Decision {
  return happened('rest.taken_back', without(rest, duty))
}

/** The person who was asked carries it until the rest is over. Saying so again changes nothing. Refuses when the rest is over. */
export function takeOn({ rest, duty, circle }: { rest: RestWindow; duty: Duty; circle: RestingCircle }, { now }: { now: Date }): Decision {
  if (!restsOn(rest, dayIn(circle.timeZone, now))) return refuse('not_now', 'This rest is over: there is nothing to carry.')
  if (duty.state === 'taken') return ok({ state: rest, events: [] })
  const duties = rest.duties.map((one): Duty => (one.id === duty.id ? { ...one, state: 'taken' } : one))
  return happened('rest.taken_on', { ...rest, duties })
}

/** The person who was asked leaves it, before or after saying yes, without a reason. */
export function leave({ rest, duty }: { rest: RestWindow; duty: Duty }): Decision {
  return happened('rest.left', without(rest, duty))
}

function without(rest: RestWindow, duty: Duty): RestWindow {
  return { ...rest, duties: rest.duties.filter(({ id }) => id !== duty.id) }
}
