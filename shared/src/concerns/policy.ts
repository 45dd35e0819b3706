import type { Actor } from '../members/schema.ts'
import type { Concern, GivenConcern, Recipient, WithdrawnConcern } from './decide.ts'

/** The parts of an actor that a concern's rules read. */
export type ConcernActor = Pick<Actor, 'memberId' | 'roles'>

/** Anybody raises in a circle they belong to, and nowhere else. */
export function mayRaise(actor: ConcernActor, circleId: string): boolean {
  return actor.roles.has(circleId)
}

/** Only the person who raised it reads all of it, withdraws it, deletes it or sends its notice again; also after leaving the circle. Past its day nobody does. */
export function isItsRaiser(actor: ConcernActor, concern: Concern, today: string): boolean {
  return concern.raiserId === actor.memberId && !hasPassed(concern, today)
}

/** Somebody's place among those it was given to, if they still have one: not left out, not stepped back, still in the circle, its day not passed. */
export function placeOf(actor: ConcernActor, concern: Concern, today: string): Recipient | undefined {
  if (concern.status === 'kept' || hasPassed(concern, today)) return undefined
  if (concern.leftOut.includes(actor.memberId) || !actor.roles.has(concern.circleId)) return undefined
  return concern.recipients.find((recipient) => recipient.memberId === actor.memberId && recipient.state !== 'stepped_back')
}

/** Who it was given to sees that something is there, or that something was withdrawn. */
export function mayKnowOf(actor: ConcernActor, concern: Concern, today: string): concern is GivenConcern | WithdrawnConcern {
  return placeOf(actor, concern, today) !== undefined
}

/** The words are for whom it was given to, once they opened it and while it is not withdrawn. */
export function mayReadGiven(actor: ConcernActor, concern: Concern, today: string): concern is GivenConcern {
  const place = placeOf(actor, concern, today)
  return concern.status === 'given' && (place?.state === 'opened' || place?.state === 'heard')
}

/** Its last day is over: nobody sees it any more, even before the nightly clean-up deletes it. */
export function hasPassed(concern: Pick<Concern, 'keptUntil'>, today: string): boolean {
  return concern.keptUntil !== null && concern.keptUntil < today
}
