import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { dayIn } from '../zone.ts'
import { nextAsk } from './due.ts'
import type { AskSupport, OfferSupport, TakeUpSupport, Told } from './schema.ts'
import { partsOf, type Support, type SupportContent, type SupportEvent, type SupportingCircle, type TakenUp } from './state.ts'

type Decision = Result<Decided<Support, SupportEvent>>
type By = Given<Pick<Actor, 'memberId'>>
type Verb = SupportEvent['kind'] extends `support.${infer V}` ? V : never

function happened(verb: Verb, state: Support, recipients: readonly string[]): Decision {
  return ok({ state, events: [{ kind: `support.${verb}`, subject: state.id, circleId: state.circleId, recipients }] })
}

function begin(circle: SupportingCircle, input: AskSupport, way: SupportContent['way'], { actor, now, id }: By): Result<SupportContent> {
  const { kind, words, repairId } = input
  const people = input.told.who === 'people' ? [...new Set(input.told.people)] : []
  if (people.includes(actor.memberId)) return refuse('invalid', 'Choose other people than yourself.', 'told.people')
  if (people.some((one) => !circle.memberIds.includes(one)))
    return refuse('invalid', 'Somebody you chose is not in this circle any more. Choose again; nothing you wrote is lost.', 'told.people')
  const told: Told = input.told.who === 'people' ? { who: 'people', people } : { who: 'circle' }
  const startedOn = dayIn(circle.timeZone, now)
  return ok({ id: id(), circleId: circle.id, repairId, kind, words, told, by: actor.memberId, way, startedOn })
}

/** The people who are told one by one. A whole circle finds it when it looks, and nobody is sent anything. */
function toldPeople({ told }: SupportContent): readonly string[] {
  return told.who === 'people' ? told.people : []
}

/** Asks for support. Refuses to tell oneself, or a person who is not in the circle. */
export function ask(circle: SupportingCircle, input: AskSupport, given: By): Decision {
  const said = begin(circle, input, 'asked', given)
  return said.ok ? happened('asked', { ...said.value, state: 'asked' }, toldPeople(said.value)) : said
}

/** Offers support. Refuses what `ask` refuses. */
export function offer(circle: SupportingCircle, input: OfferSupport, given: By): Decision {
  const said = begin(circle, input, 'offered', given)
  if (!said.ok) return said
  return happened('offered', { ...said.value, state: 'offered', everyDays: input.askedEveryDays }, toldPeople(said.value))
}

/**
 * A person who was told takes it up. Refuses a support that another person took up or that has ended, and taking up a request without a
 * rhythm.
 */
export function takeUp(
  { support, circle }: { support: Support; circle: SupportingCircle },
  input: TakeUpSupport,
  { actor, now }: Pick<By, 'actor' | 'now'>,
): Decision {
  if (support.state === 'taken_up' && support.with === actor.memberId) return ok({ state: support, events: [] })
  if (support.state === 'taken_up') return refuse('already_done', 'Somebody has taken this up already.')
  if (support.state === 'ended') return refuse('not_now', 'This has ended.')
  if (support.by === actor.memberId) return refuse('not_now', 'Somebody else has to take this up.')
  const everyDays = support.state === 'offered' ? support.everyDays : input.askedEveryDays
  if (everyDays === undefined) return refuse('invalid', 'Choose how often you want to be asked whether you can go on.', 'askedEveryDays')
  const askOn = nextAsk(dayIn(circle.timeZone, now), everyDays)
  const carried = { with: actor.memberId, everyDays, askOn, asked: false }
  return happened('taken_up', { ...said(support), state: 'taken_up', ...carried }, [support.by])
}

/** The supporter can go on. They are asked again after their rhythm, or another one. Refuses a support that nobody took up. */
export function carryOn(
  { support, circle }: { support: Support; circle: SupportingCircle },
  { askedEveryDays }: TakeUpSupport,
  { now }: { now: Date },
): Decision {
  if (support.state !== 'taken_up') return refuse('not_now', 'Nobody has taken this up, or it has ended.')
  const everyDays = askedEveryDays ?? support.everyDays
  return happened('carried_on', { ...support, everyDays, askOn: nextAsk(dayIn(circle.timeZone, now), everyDays), asked: false }, [])
}

/**
 * Either of the two ends it, at any time and without a reason. The other one learns once that it ended. Ending it again changes nothing.
 */
export function end(
  { support, circle }: { support: Support; circle: SupportingCircle },
  { actor, now }: Pick<By, 'actor' | 'now'>,
): Decision {
  if (support.state === 'ended') return ok({ state: support, events: [] })
  const other = support.state === 'taken_up' ? support.with : null
  const told = other === null ? [] : [support.by === actor.memberId ? other : support.by]
  return happened('ended', { ...said(support), state: 'ended', with: other, endedOn: dayIn(circle.timeZone, now) }, told)
}

/** Sends the notices of a support again that may not have arrived. Refuses when none is uncertain, or it has ended. */
export function sendNoticeAgain(support: Support, noticeUncertain: boolean): Decision {
  if (support.state === 'ended') return refuse('not_now', 'This has ended.')
  if (!noticeUncertain) return refuse('not_now', 'No notice of this is uncertain, so none is sent again.')
  return happened('notice_asked_again', support, [])
}

/** The clock's verb: asks the supporter whether they can go on, once until they answer. */
export function askSupporter(support: TakenUp): Decided<TakenUp, SupportEvent> {
  const recipients = [partsOf(support).supporter ?? support.with]
  const event: SupportEvent = { kind: 'support.asking', subject: support.id, circleId: support.circleId, recipients, day: support.askOn }
  return { state: { ...support, asked: true }, events: [event] }
}

function said({ id, circleId, repairId, kind, words, told, by, way, startedOn }: Support): SupportContent {
  return { id, circleId, repairId, kind, words, told, by, way, startedOn }
}
