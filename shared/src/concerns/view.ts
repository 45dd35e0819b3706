import type { Concern } from './decide.ts'
import { type ConcernActor, isItsRaiser, mayKnowOf, mayReadGiven, placeOf } from './policy.ts'
import type { GivenConcernView, MyConcernView, WaitingConcernView } from './schema.ts'

/** Display names by member id; somebody who is gone has none. */
export type Names = ReadonlyMap<string, string>

/** Where and when a view is made: names to show, and the day that decides whether it is still kept. */
export type Seen = { names: Names; today: string }

/** All of it, for the person who raised it. Anybody else is a bug and throws. */
export function viewMine(actor: ConcernActor, concern: Concern, seen: Seen, noticeUncertain: boolean): MyConcernView {
  if (!isItsRaiser(actor, concern, seen.today)) throw new Error('Only the person who raised a concern reads all of it.')
  const named = (memberId: string) => ({ memberId, displayName: seen.names.get(memberId) ?? '' })
  return {
    id: concern.id,
    circleId: concern.circleId,
    status: concern.status,
    about: concern.about,
    help: [...concern.help],
    words: concern.words,
    tier: concern.tier,
    nameGiven: concern.nameGiven,
    raisedOn: concern.raisedOn,
    keptUntil: concern.keptUntil,
    recipients:
      concern.status === 'kept'
        ? []
        : concern.recipients.map((one) => ({ ...named(one.memberId), state: one.state, openedOn: one.openedOn })),
    leftOut: concern.leftOut.map(named),
    noticeUncertain,
  }
}

/** That something is there or was withdrawn, for somebody it was given to. Anybody else is a bug and throws. */
export function viewWaiting(actor: ConcernActor, concern: Concern, today: string): WaitingConcernView {
  const place = placeOf(actor, concern, today)
  if (!place || !mayKnowOf(actor, concern, today)) throw new Error('Only those a concern was given to know that it is there.')
  const state = concern.status === 'withdrawn' ? 'withdrawn' : place.state
  return { id: concern.id, circleId: concern.circleId, state, givenOn: concern.raisedOn }
}

/** The words and what would help, and the name only if it was given, for somebody who opened it. Anybody else is a bug and throws. */
export function viewGiven(actor: ConcernActor, concern: Concern, { names, today }: Seen): GivenConcernView {
  const place = placeOf(actor, concern, today)
  if (!place || !mayReadGiven(actor, concern, today)) throw new Error('Only those a concern was given to read it, once they opened it.')
  return {
    id: concern.id,
    circleId: concern.circleId,
    about: concern.about,
    help: [...concern.help],
    words: concern.words,
    from: concern.nameGiven ? (names.get(concern.raiserId) ?? '') : null,
    givenOn: concern.raisedOn,
    keptUntil: concern.keptUntil,
    state: place.state,
  }
}
