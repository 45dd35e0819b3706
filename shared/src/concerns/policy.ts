import type { Refusal, Result } from '../result.ts'
import { addDays } from '../zone.ts'
import type { Carrying, Concern, ConcernActor, ConcernReply, GivenConcern, Recipient, WithdrawnConcern } from './state.ts'

/** A concern that was not opened for this many days: its recipients are reminded once, and its raiser reads that it was not opened. */
export const DAYS_UNOPENED = 3
/** From this many days before its end, its raiser reads that it ends, when they look. */
const DAYS_NEAR = 14

/** A person raises something in a circle they belong to, and nowhere else. */
export function mayRaise(actor: ConcernActor, circleId: string): boolean {
  return actor.roles.has(circleId)
}

/**
 * Only its raiser reads all of it, withdraws it, deletes it or sends its notice again, also after leaving the circle. Once its last day is
 * over, nobody does.
 */
export function isItsRaiser(actor: ConcernActor, concern: Concern, today: string): boolean {
  return concern.raiserId === actor.memberId && !hasPassed(concern, today)
}

/**
 * The person who asks, as one of its recipients. Undefined where they are left out, stepped back or left the circle, and once its last day
 * is over.
 */
export function recipientOf(actor: ConcernActor, concern: Concern, today: string): Recipient | undefined {
  if (concern.status === 'kept' || hasPassed(concern, today)) return undefined
  if (concern.leftOut.includes(actor.memberId) || !actor.roles.has(concern.circleId)) return undefined
  return concern.recipients.find((recipient) => recipient.memberId === actor.memberId && recipient.state !== 'stepped_back')
}

/** A recipient knows that something is there, or that something was withdrawn. */
export function mayKnowOf(actor: ConcernActor, concern: Concern, today: string): concern is GivenConcern | WithdrawnConcern {
  return recipientOf(actor, concern, today) !== undefined
}

/** A recipient reads the words once they have opened it, and while it is not withdrawn. */
export function mayReadGiven(actor: ConcernActor, concern: Concern, today: string): concern is GivenConcern {
  const recipient = recipientOf(actor, concern, today)
  return concern.status === 'given' && (recipient?.state === 'opened' || recipient?.state === 'heard')
}

/** Whether its last day is over. Then nobody sees it any more, even before the nightly clean-up deletes it. */
export function hasPassed(concern: Pick<Concern, 'keptUntil'>, today: string): boolean {
  return concern.keptUntil !== null && concern.keptUntil < today
}

/**
 * Whether words may pass the way a person came. A circle can keep words out of Slack: then nobody who comes by Slack raises, reads or
 * writes any.
 */
export function wordsMayPass(actor: Pick<ConcernActor, 'via'>, circle: { wordsNeverThroughSlack?: boolean }): boolean {
  return actor.via !== 'slack' || circle.wordsNeverThroughSlack !== true
}

/** The refusal for a person who comes by Slack all the same. */
export const notThroughSlack: Refusal = {
  code: 'not_through_slack',
  message: 'This circle keeps such words out of Slack: open Tend in your browser to raise or read something.',
  path: '',
}

/** The same refusal, as a decision returns it. */
export function throughExtension(): Result<never> {
  return { ok: false, refusal: notThroughSlack }
}

/** Whether nobody has opened it, and three days have passed since it was raised. */
export function isUnopened(concern: Concern, today: string): boolean {
  if (concern.status !== 'given' || today < addDays(concern.raisedOn, DAYS_UNOPENED)) return false
  return concern.recipients.every((one) => one.openedOn === null)
}

/** Whether its end is near: within 14 days. */
export function endsSoon({ keptUntil }: Pick<Concern, 'keptUntil'>, today: string): boolean {
  return keptUntil !== null && keptUntil <= addDays(today, DAYS_NEAR)
}

/** What one recipient and the raiser wrote to each other: the recipient's own replies, and those written to them. */
export function repliesFor(memberId: string, concern: GivenConcern): ConcernReply[] {
  return concern.replies.filter(({ from, to }) => from === memberId || to.includes(memberId))
}

/** The words for the circle that this recipient drafted. Beside the raiser, only the recipient who drafted them sees them. */
export function carryingsOf(memberId: string, concern: GivenConcern): Carrying[] {
  return concern.carryings.filter(({ by }) => by === memberId)
}

/**
 * Whether a text names one of these people: by a part of their name as they write it, or with a capital. A name that its person writes
 * large counts as a word like any other where it is written small (may, will), as the raiser reads the exact words before anything happens.
 */
export function namesSomebody(text: string, displayNames: readonly string[]): boolean {
  const said = new Set(wordsOf(text))
  return displayNames.flatMap(partsOfName).some((part) => said.has(part) || said.has(capital(part)) || said.has(part.toUpperCase()))
}

const wordsOf = (text: string) => (text.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? []).flatMap((word) => [word, word.replace(/['’]s$/, '')])
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

// In "sam from finance" the first word is the name; in "Sam from Finance" the words with a capital are.
function partsOfName(name: string): string[] {
  const parts = wordsOf(name).filter((part) => part.length > 1)
  const large = parts.filter((part) => /^\p{Lu}/u.test(part))
  return large.length > 0 ? large : parts.slice(0, 1)
}
