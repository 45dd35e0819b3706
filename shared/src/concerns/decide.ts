import type { CircleView } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { addDays } from '../zone.ts'
import type { ConcernActor } from './policy.ts'
import { hasPassed } from './policy.ts'
import type { Help, Keep, Notify, RaiseConcern, RecipientState, Tier } from './schema.ts'

/** Somebody it was given to, and how far they are; the day they opened it, never the hour. */
export type Recipient = { memberId: string; state: RecipientState; openedOn: string | null }

type Said = {
  id: string
  circleId: string
  raiserId: string
  about: RaiseConcern['about']
  help: readonly Help[]
  words: string
  leftOut: readonly string[]
  nameGiven: boolean
  raisedOn: string
  keptUntil: string | null
}

/** Only for its raiser. */
export type KeptConcern = Said & { status: 'kept'; tier: 'only_me' }
/** Given to an audience that is fixed from then on. */
export type GivenConcern = Said & { status: 'given'; tier: Exclude<Tier, 'only_me'>; recipients: readonly Recipient[]; keptUntil: string }
/** Taken back: its raiser keeps it, its recipients know only that something was withdrawn. */
export type WithdrawnConcern = Omit<GivenConcern, 'status'> & { status: 'withdrawn' }
export type Concern = KeptConcern | GivenConcern | WithdrawnConcern

/** What happened. `recipients` and `notify` serve planning the notices and are never stored with the event. */
export type ConcernEvent = {
  kind:
    | 'concern.kept'
    | 'concern.given'
    | 'concern.withdrawn'
    | 'concern.opened'
    | 'concern.heard'
    | 'concern.stepped_back'
    | 'concern.notice_asked_again'
    | 'concern.deleted'
    | 'concern.expired'
  subject: string
  circleId: string
  recipients?: readonly string[]
  notify?: Notify
}

/** What raising needs to know of the circle: what any member sees of it. */
export type RaisingCircle = Pick<CircleView, 'id' | 'stewards' | 'missing'> & { people: readonly { id: string; away: boolean }[] }

type Decision = Result<Decided<Concern, ConcernEvent>>
type By = Given<ConcernActor>

const DAYS_KEPT = 90
/** The furthest day something given may be kept until: two years. */
const DAYS_KEPT_MOST = 731

/** The UTC day of a moment. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/** Keeps something for its raiser alone, or gives it to an audience fixed now. Refuses what the circle is not ready for, an audience of nobody or other than the one shown, and days that cannot be. */
export function raise(circle: RaisingCircle, input: RaiseConcern, given: By): Decision {
  const raisedOn = dayOf(given.now)
  const keptUntil = keepUntil(input.keep, input.tier, raisedOn)
  if (!keptUntil.ok) return keptUntil
  const leftOut = leaveOut(circle, input.leftOut, given.actor.memberId)
  if (!leftOut.ok) return leftOut
  const audience = audienceOf(circle, input, given.actor.memberId, raisedOn)
  if (!audience.ok) return audience
  if (input.shownTo && !sameSet(input.shownTo, audience.value))
    return refuse('audience_changed', 'Who would receive this has changed since it was shown to you. Look it over once more.', 'shownTo')
  const said: Said = {
    id: given.id(),
    circleId: circle.id,
    raiserId: given.actor.memberId,
    about: input.about,
    help: [...new Set(input.help)],
    words: input.words,
    leftOut: leftOut.value,
    nameGiven: input.nameGiven,
    raisedOn,
    keptUntil: keptUntil.value,
  }
  if (input.tier === 'only_me' || keptUntil.value === null) return decided({ ...said, status: 'kept', tier: 'only_me' }, 'concern.kept')
  const recipients = audience.value.map((memberId): Recipient => ({ memberId, state: 'waiting', openedOn: null }))
  const state: GivenConcern = { ...said, status: 'given', tier: input.tier, recipients, keptUntil: keptUntil.value }
  const planning = { recipients: audience.value, notify: input.notify ?? 'at_fixed_hours' }
  return ok({ state, events: [{ kind: 'concern.given', subject: said.id, circleId: circle.id, ...planning }] })
}

/** Takes back what was given; doing it again changes nothing. What is only for its raiser was never given: deleting is the way. */
export function withdraw(concern: Concern): Decision {
  if (concern.status === 'kept')
    return refuse('not_now', 'This was never given to anybody, so there is nothing to withdraw. You can delete it.')
  if (concern.status === 'withdrawn') return ok({ state: concern, events: [] })
  return decided({ ...concern, status: 'withdrawn' }, 'concern.withdrawn')
}

/** Opens it for one of its recipients and remembers the day, the first time only. */
export function open(concern: Concern, given: By): Decision {
  return step(concern, given, 'concern.opened', (place) =>
    place.state === 'waiting' ? { ...place, state: 'opened', openedOn: dayOf(given.now) } : place,
  )
}

/** Tells the raiser, without a message, that one recipient has heard it. It has to be opened first. */
export function hear(concern: Concern, given: By): Decision {
  const waits =
    concern.status === 'given' && concern.recipients.some((one) => one.memberId === given.actor.memberId && one.state === 'waiting')
  if (waits) return refuse('not_now', 'Open it first, then say that you have heard it.')
  return step(concern, given, 'concern.heard', (place) => (place.state === 'opened' ? { ...place, state: 'heard' } : place))
}

/** One recipient steps back, no reason asked, whatever they did before. */
export function stepBack(concern: Concern, given: By): Decision {
  return step(concern, given, 'concern.stepped_back', (place) => ({ ...place, state: 'stepped_back' }))
}

/** Sends its notices again, for the raiser alone and only while one is uncertain. */
export function sendNoticeAgain(concern: Concern, noticeUncertain: boolean): Decision {
  if (concern.status !== 'given') return refuse('not_now', 'There is no notice to send: this is not given to anybody.')
  if (!noticeUncertain) return refuse('not_now', 'No notice of this is uncertain, so none is sent again.')
  return decided(concern, 'concern.notice_asked_again')
}

/** Deletes it, words and key, whatever became of it. */
export function remove(concern: Concern): Decision {
  return decided(concern, 'concern.deleted')
}

/** Its last day is over. Refuses a concern that is still kept. */
export function expire<Kept extends Pick<Concern, 'id' | 'circleId' | 'keptUntil'>>(
  kept: Kept,
  today: string,
): Result<Decided<Kept, ConcernEvent>> {
  if (!hasPassed(kept, today)) return refuse('not_now', 'Its day has not passed yet.')
  return ok({ state: kept, events: [{ kind: 'concern.expired', subject: kept.id, circleId: kept.circleId }] })
}

function decided(state: Concern, kind: ConcernEvent['kind']): Decision {
  return ok({ state, events: [{ kind, subject: state.id, circleId: state.circleId }] })
}

/** Moves one recipient's own place; a place that does not change makes no event. */
function step(concern: Concern, { actor }: By, kind: ConcernEvent['kind'], move: (place: Recipient) => Recipient): Decision {
  if (concern.status === 'withdrawn') return refuse('withdrawn', 'This was withdrawn. There is nothing to do.')
  const place = concern.status === 'given' && concern.recipients.find((one) => one.memberId === actor.memberId)
  if (!place || place.state === 'stepped_back') return refuse('not_found', 'There is nothing here.')
  const moved = move(place)
  if (moved === place) return ok({ state: concern, events: [] })
  return decided({ ...concern, recipients: concern.recipients.map((one) => (one === place ? moved : one)) }, kind)
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return new Set(some).size === others.length && others.every((one) => some.includes(one))
}

function keepUntil(keep: Keep, tier: Tier, today: string): Result<string | null> {
  if (keep.kind === 'ninety_days') return ok(addDays(today, DAYS_KEPT))
  if (keep.kind === 'until_deleted')
    return tier === 'only_me'
      ? ok(null)
      : refuse('invalid', 'What is given to somebody is kept for 90 days or until a day you choose.', 'keep')
  if (keep.day <= today) return refuse('invalid', 'Choose a day after today.', 'keep.day')
  return keep.day <= addDays(today, DAYS_KEPT_MOST) ? ok(keep.day) : refuse('invalid', 'Choose a day within two years.', 'keep.day')
}

function leaveOut(circle: RaisingCircle, leftOut: readonly string[], raiserId: string): Result<string[]> {
  const known = new Set(circle.people.map((person) => person.id))
  if (leftOut.includes(raiserId)) return refuse('invalid', 'You cannot leave yourself out: you always see what you raise.', 'leftOut')
  if (!leftOut.every((id) => known.has(id))) return refuse('invalid', 'Somebody you leave out is not in this circle.', 'leftOut')
  return ok([...new Set(leftOut)])
}

/** Who receives it: nobody (only me), the stewards picked, or all stewards of today who are not away; never its raiser, never anybody left out. */
function audienceOf(circle: RaisingCircle, input: RaiseConcern, raiserId: string, today: string): Result<string[]> {
  if (input.tier !== 'stewards' && input.recipients.length > 0)
    return refuse('invalid', 'People are picked only when it is for stewards you pick.', 'recipients')
  if (input.tier === 'only_me') return ok([])
  if (circle.missing.length > 0)
    return refuse(
      'not_ready',
      'This circle still needs two stewards and its contacts before anything can be given. You can keep it only for you.',
      'tier',
    )
  if (input.recipients.includes(raiserId))
    return refuse('invalid', 'You cannot be the one who receives it. Keep it only for you instead.', 'recipients')
  const away = new Set(circle.people.filter((person) => person.away).map((person) => person.id))
  const stewards = new Set(circle.stewards.filter(({ memberId, until }) => until > today && !away.has(memberId)).map((one) => one.memberId))
  if (!input.recipients.every((id) => stewards.has(id)))
    return refuse('not_a_steward', 'Somebody you picked is not a steward here, or takes no new ones for now.', 'recipients')
  const asked = input.tier === 'care_team' ? stewards : new Set(input.recipients)
  const audience = [...asked].filter((id) => id !== raiserId && !input.leftOut.includes(id))
  return audience.length > 0
    ? ok(audience)
    : refuse('nobody_left', 'Nobody is left to receive it. Choose somebody else, or keep it only for you.', 'leftOut')
}
