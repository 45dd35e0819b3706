import type { Refusal, Result } from '../result.ts'
import { addDays } from '../zone.ts'
import type { Carrying, Concern, ConcernActor, ConcernReply, GivenConcern, Recipient, WithdrawnConcern } from './state.ts'

/** After so many days in which nobody opened it, its recipients are reminded once and its raiser reads so. */
export const DAYS_UNOPENED = 3
/** From how many days before its end its raiser sees that it ends, when they look. */
const DAYS_NEAR = 14

/** Anybody raises in a circle they belong to, and nowhere else. */
export function mayRaise(actor: ConcernActor, circleId: string): boolean {
  return actor.roles.has(circleId)
}

/** Only the person who raised it reads all of it, withdraws it, deletes it or sends its notice again; also after leaving the circle. Past its day nobody does. */
export function isItsRaiser(actor: ConcernActor, concern: Concern, today: string): boolean {
  return concern.raiserId === actor.memberId && !hasPassed(concern, today)
}

/** The person who asks, as one it was given to. Undefined where they are left out, stepped back or left the circle, and once its last day is over. */
export function recipientOf(actor: ConcernActor, concern: Concern, today: string): Recipient | undefined {
  if (concern.status === 'kept' || hasPassed(concern, today)) return undefined
  if (concern.leftOut.includes(actor.memberId) || !actor.roles.has(concern.circleId)) return undefined
  return concern.recipients.find((recipient) => recipient.memberId === actor.memberId && recipient.state !== 'stepped_back')
}

/** Who it was given to sees that something is there, or that something was withdrawn. */
export function mayKnowOf(actor: ConcernActor, concern: Concern, today: string): concern is GivenConcern | WithdrawnConcern {
  return recipientOf(actor, concern, today) !== undefined
}

/** The words are for whom it was given to, once they opened it and while it is not withdrawn. */
export function mayReadGiven(actor: ConcernActor, concern: Concern, today: string): concern is GivenConcern {
  const recipient = recipientOf(actor, concern, today)
  return concern.status === 'given' && (recipient?.state === 'opened' || recipient?.state === 'heard')
}

/** Its last day is over: nobody sees it any more, even before the nightly clean-up deletes it. */
export function hasPassed(concern: Pick<Concern, 'keptUntil'>, today: string): boolean {
  return concern.keptUntil !== null && concern.keptUntil < today
}

/** A circle can keep words out of Slack: then nobody who comes by Slack raises, reads or writes any. */
export function wordsMayPass(actor: Pick<ConcernActor, 'via'>, circle: { wordsNeverThroughSlack?: boolean }): boolean {
  return actor.via !== 'slack' || circle.wordsNeverThroughSlack !== true
}

/** The one sentence for whoever comes by Slack all the same. */
export const notThroughSlack: Refusal = {
  code: 'not_through_slack',
  message: 'This circle keeps such words out of Slack: open Tend in your browser to raise or read something.',
  path: '',
}

/** As a decision says it. */
export function throughExtension(): Result<never> {
  return { ok: false, refusal: notThroughSlack }
}

/** Nobody has opened it, and three days have passed since it was given. */
export function isUnopened(concern: Concern, today: string): boolean {
  if (concern.status !== 'given' || today < addDays(concern.raisedOn, DAYS_UNOPENED)) return false
  return concern.recipients.every((one) => one.openedOn === null)
}

/** Its end is near: within 14 days. */
export function endsSoon({ keptUntil }: Pick<Concern, 'keptUntil'>, today: string): boolean {
  return keptUntil !== null && keptUntil <= addDays(today, DAYS_NEAR)
}

/** What passed between one recipient and the person who raised it: their own replies, and those written to them. */
export function repliesFor(memberId: string, concern: GivenConcern): ConcernReply[] {
  return concern.replies.filter(({ from, to }) => from === memberId || to.includes(memberId))
}

/** Only who drafted words for the circle, beside the person who raised it, sees them here. */
export function carryingsOf(memberId: string, concern: GivenConcern): Carrying[] {
  return concern.carryings.filter(({ by }) => by === memberId)
}

/**
 * Whether a text names one of these people, by a part of their name as they write it or with a capital. A name written small where its person
 * writes it large (may, will) is a word like any other: who raised it reads the exact words before anything happens.
 */
export function namesSomebody(text: string, displayNames: readonly string[]): boolean {
  const said = new Set(wordsOf(text))
  return displayNames.flatMap(partsOfName).some((part) => said.has(part) || said.has(capital(part)) || said.has(part.toUpperCase()))
}

const wordsOf = (text: string) => (text.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? []).flatMap((word) => [word, word.replace(/['’]s$/, '')])
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

// Of "sam from finance" the first word is the name, of "Sam from Finance" the large ones.
function partsOfName(name: string): string[] {
  const parts = wordsOf(name).filter((part) => part.length > 1)
  const large = parts.filter((part) => /^\p{Lu}/u.test(part))
  return large.length > 0 ? large : parts.slice(0, 1)
}
