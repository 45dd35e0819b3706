import { type Decided, ok, type Result, refuse } from '../result.ts'
import { addDays, FARTHEST_DAYS, utcDay } from '../zone.ts'
import { audienceOf, sameSet } from './audience-decide.ts'
import { hasPassed, throughExtension, wordsMayPass } from './policy.ts'
import type { Keep, RaiseConcern, Tier } from './schema.ts'
import {
  type By,
  type Concern,
  type ConcernContent,
  type ConcernDecision,
  type ConcernEvent,
  decided,
  type GivenConcern,
  type RaisingCircle,
  type Recipient,
  textsOf,
  waiting,
} from './state.ts'

const DAYS_KEPT = 90

/**
 * Keeps something for its raiser alone, or gives it to an audience that is fixed now. Refuses what the circle is not ready for, an audience
 * that is empty or differs from the one shown, and days that cannot be.
 */
export function raise(circle: RaisingCircle, input: RaiseConcern, given: By): ConcernDecision {
  if (!wordsMayPass(given.actor, circle)) return throughExtension()
  const raisedOn = utcDay(given.now)
  const keptUntil = keepUntil(input.keep, input.tier, raisedOn)
  if (!keptUntil.ok) return keptUntil
  const leftOut = leaveOut(circle, input.leftOut, given.actor.memberId)
  if (!leftOut.ok) return leftOut
  const audience = audienceOf(circle, input, given.actor.memberId, raisedOn)
  if (!audience.ok) return audience
  if (input.shownTo && !sameSet(input.shownTo, audience.value))
    return refuse('audience_changed', 'Who would receive this has changed since it was shown to you. Look it over once more.', 'shownTo')
  const said: ConcernContent = {
    id: given.id(),
    circleId: circle.id,
    raiserId: given.actor.memberId,
    about: input.about,
    help: [...new Set(input.help)],
    ...textsOf(input),
    leftOut: leftOut.value,
    nameGiven: input.nameGiven,
    raisedOn,
    keptUntil: keptUntil.value,
  }
  if (input.tier === 'only_me' || keptUntil.value === null) return decided({ ...said, status: 'kept', tier: 'only_me' }, 'concern.kept')
  const recipients = audience.value.map((memberId) => waiting(memberId, raisedOn))
  const empty = { lookedAfterOn: null, replies: [], carryings: [] }
  const state: GivenConcern = { ...said, ...empty, status: 'given', tier: input.tier, recipients, keptUntil: keptUntil.value }
  const planning = { recipients: audience.value, notify: input.notify ?? 'at_fixed_hours' }
  return ok({ state, events: [{ kind: 'concern.given', subject: said.id, circleId: circle.id, ...planning }] })
}

/**
 * Takes back what was given. Doing it again changes nothing. What is only for its raiser was never given, so that it can only be deleted.
 */
export function withdraw(concern: Concern): ConcernDecision {
  if (concern.status === 'kept')
    return refuse('not_now', 'This was never given to anybody, so there is nothing to withdraw. You can delete it.')
  if (concern.status === 'withdrawn') return ok({ state: concern, events: [] })
  return decided({ ...concern, status: 'withdrawn' }, 'concern.withdrawn')
}

/** Opens it for one of its recipients, and remembers the day of the first time. */
export function open(concern: Concern, given: By): ConcernDecision {
  return step(concern, given, 'concern.opened', (recipient) =>
    recipient.state === 'waiting' ? { ...recipient, state: 'opened', openedOn: utcDay(given.now) } : recipient,
  )
}

/** Tells the raiser, without a message, that one recipient has heard it. Refuses a recipient who has not opened it. */
export function hear(concern: Concern, given: By): ConcernDecision {
  const waits =
    concern.status === 'given' && concern.recipients.some((one) => one.memberId === given.actor.memberId && one.state === 'waiting')
  if (waits) return refuse('not_now', 'Open it first, then say that you have heard it.')
  return step(concern, given, 'concern.heard', (recipient) => (recipient.state === 'opened' ? { ...recipient, state: 'heard' } : recipient))
}

/** One recipient steps back, whatever they did before. No reason is asked. */
export function stepBack(concern: Concern, given: By): ConcernDecision {
  return step(concern, given, 'concern.stepped_back', (recipient) => ({ ...recipient, state: 'stepped_back' }))
}

/** Sends its notices again. This is for the raiser alone, and only while a notice is uncertain. */
export function sendNoticeAgain(concern: Concern, noticeUncertain: boolean): ConcernDecision {
  if (concern.status !== 'given') return refuse('not_now', 'There is no notice to send: this is not given to anybody.')
  if (!noticeUncertain) return refuse('not_now', 'No notice of this is uncertain, so none is sent again.')
  return decided(concern, 'concern.notice_asked_again')
}

/** Deletes it with its words and its key, in any state. */
export function remove(concern: Concern): ConcernDecision {
  return decided(concern, 'concern.deleted')
}

/** Ends it once its last day is over. Refuses a concern that is still kept. */
export function expire<Kept extends Pick<Concern, 'id' | 'circleId' | 'keptUntil'>>(
  kept: Kept,
  today: string,
): Result<Decided<Kept, ConcernEvent>> {
  if (!hasPassed(kept, today)) return refuse('not_now', 'Its day has not passed yet.')
  return ok({ state: kept, events: [{ kind: 'concern.expired', subject: kept.id, circleId: kept.circleId }] })
}

/** Moves one recipient on; a recipient whose state does not change makes no event. */
function step(concern: Concern, { actor }: By, kind: ConcernEvent['kind'], move: (recipient: Recipient) => Recipient): ConcernDecision {
  if (concern.status === 'withdrawn') return refuse('withdrawn', 'This was withdrawn. There is nothing to do.')
  const recipient = concern.status === 'given' && concern.recipients.find((one) => one.memberId === actor.memberId)
  if (!recipient || recipient.state === 'stepped_back') return refuse('not_found', 'There is nothing here.')
  const moved = move(recipient)
  if (moved === recipient) return ok({ state: concern, events: [] })
  return decided({ ...concern, recipients: concern.recipients.map((one) => (one === recipient ? moved : one)) }, kind)
}

/** The last day on which it is kept; null: until its raiser deletes it. */
export function keepUntil(keep: Keep, tier: Tier, today: string): Result<string | null> {
  if (keep.kind === 'ninety_days') return ok(addDays(today, DAYS_KEPT))
  if (keep.kind === 'until_deleted')
    return tier === 'only_me'
      ? ok(null)
      : refuse('invalid', 'What is given to somebody is kept for 90 days or until a day you choose.', 'keep')
  if (keep.day <= today) return refuse('invalid', 'Choose a day after today.', 'keep.day')
  return keep.day <= addDays(today, FARTHEST_DAYS.withinTwoYears)
    ? ok(keep.day)
    : refuse('invalid', 'Choose a day within two years.', 'keep.day')
}

function leaveOut(circle: RaisingCircle, leftOut: readonly string[], raiserId: string): Result<string[]> {
  const known = new Set(circle.people.map((person) => person.id))
  if (leftOut.includes(raiserId)) return refuse('invalid', 'You cannot leave yourself out: you always see what you raise.', 'leftOut')
  if (!leftOut.every((id) => known.has(id))) return refuse('invalid', 'Somebody you leave out is not in this circle.', 'leftOut')
  return ok([...new Set(leftOut)])
}

/** Every step a concern can take: who takes it, from which states and to which. `null`: the concern is not there. */
export const concernTransitions = [
  { verb: 'raise', by: 'raiser', from: [null], to: ['kept', 'given'] },
  { verb: 'extend', by: 'raiser', from: ['kept', 'given', 'withdrawn'], to: 'same' },
  { verb: 'widen', by: 'raiser', from: ['given'], to: 'same' },
  { verb: 'reply', by: 'raiser or recipient', from: ['given'], to: 'same' },
  { verb: 'lookAfter', by: 'clock', from: ['given'], to: 'same' },
  { verb: 'withdraw', by: 'raiser', from: ['given', 'withdrawn'], to: ['withdrawn'] },
  { verb: 'remove', by: 'raiser', from: ['kept', 'given', 'withdrawn'], to: [null] },
  { verb: 'expire', by: 'clock', from: ['kept', 'given', 'withdrawn'], to: [null] },
] as const

/** Every step one recipient can take while it is given. Only the recipients themselves move on. */
export const recipientTransitions = [
  { verb: 'raise or widen', by: 'raiser', from: [null], to: 'waiting' },
  { verb: 'open', by: 'recipient', from: ['waiting'], to: 'opened' },
  { verb: 'hear', by: 'recipient', from: ['opened'], to: 'heard' },
  { verb: 'stepBack', by: 'recipient', from: ['waiting', 'opened', 'heard'], to: 'stepped_back' },
] as const

/** Every step that words can take which a recipient asks to bring to the circle. */
export const carryingTransitions = [
  { verb: 'askToCarry', by: 'recipient', from: [null], to: ['asked'] },
  { verb: 'answerCarrying', by: 'raiser', from: ['asked', 'agreed'], to: ['agreed', 'declined'] },
  { verb: 'carry', by: 'recipient', from: ['agreed'], to: ['carried'] },
] as const
