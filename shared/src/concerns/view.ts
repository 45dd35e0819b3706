import type { Names } from '../members/schema.ts'
import { carryingsOf, endsSoon, isItsRaiser, isUnopened, mayKnowOf, mayReadGiven, recipientOf, repliesFor } from './policy.ts'
import type { CarryingView, GivenConcernView, MyConcernView, Standing, WaitingConcernView } from './schema.ts'
import { type Carrying, type Concern, type ConcernActor, type GivenConcern, textsOf } from './state.ts'

/** What a view needs beside a concern: the names it shows, and the day that decides whether the concern is still kept. */
export type ConcernContext = { names: Names; today: string }

/** What only the raiser reads beside the concern. */
export type RaiserContext = {
  noticeUncertain: boolean
  /** A contact outside the group, as the circle words it. */
  outsideContact: string | null
  /** How a recipient stands in the circle today. */
  standing: (memberId: string) => Standing
  /** The circle keeps words out of Slack and the raiser asked from there: the words are left empty. */
  withoutWords: boolean
}

/** All of it, for its raiser. Throws for any other person: that is a bug. */
export function viewMine(actor: ConcernActor, concern: Concern, seen: ConcernContext, around: RaiserContext): MyConcernView {
  if (!isItsRaiser(actor, concern, seen.today)) throw new Error('Only the person who raised a concern reads all of it.')
  const named = (memberId: string) => ({ memberId, displayName: seen.names.get(memberId) ?? '' })
  const { noticeUncertain, outsideContact, withoutWords } = around
  const given = concern.status === 'kept' ? undefined : concern
  const notOpened = isUnopened(concern, seen.today)
  return {
    id: concern.id,
    circleId: concern.circleId,
    status: concern.status,
    about: concern.about,
    help: [...concern.help],
    ...textsOf(withoutWords ? {} : concern),
    tier: concern.tier,
    nameGiven: concern.nameGiven,
    raisedOn: concern.raisedOn,
    keptUntil: concern.keptUntil,
    recipients: (given?.recipients ?? []).map(({ memberId, state, openedOn, givenOn }) => ({
      ...named(memberId),
      state,
      openedOn,
      givenOn,
      standing: around.standing(memberId),
    })),
    leftOut: concern.leftOut.map(named),
    noticeUncertain,
    notOpened,
    outsideContact: notOpened ? outsideContact : null,
    endsSoon: endsSoon(concern, seen.today),
    replies: withoutWords ? [] : (given?.replies ?? []).map((one) => viewReplyToMe(one, named)),
    carryings: withoutWords ? [] : (given?.carryings ?? []).map((one) => ({ ...viewCarrying(one), by: named(one.by) })),
    wordsElsewhere: withoutWords,
  }
}

type Named = (memberId: string) => { memberId: string; displayName: string }

function viewReplyToMe({ from, to, words, on }: GivenConcern['replies'][number], named: Named): MyConcernView['replies'][number] {
  return { mine: from === null, words, on, with: (from === null ? to : [from]).map(named) }
}

function viewCarrying({ id, as, title, why, effect, state, askedOn, openedId }: Carrying): CarryingView {
  return { id, as, title, why, effect, state, askedOn, openedId }
}

/** For a recipient: that something is there, or was withdrawn. Throws for any other person: that is a bug. */
export function viewWaiting(actor: ConcernActor, concern: Concern, today: string): WaitingConcernView {
  const recipient = recipientOf(actor, concern, today)
  if (!recipient || !mayKnowOf(actor, concern, today)) throw new Error('Only those a concern was given to know that it is there.')
  const state = concern.status === 'withdrawn' ? 'withdrawn' : recipient.state
  return { id: concern.id, circleId: concern.circleId, state, givenOn: recipient.givenOn }
}

/**
 * For a recipient who has opened it: the words, what would help, and the name only if it was given. Throws for any other person: that is a
 * bug.
 */
export function viewGiven(actor: ConcernActor, concern: Concern, { names, today }: ConcernContext): GivenConcernView {
  const recipient = recipientOf(actor, concern, today)
  if (!recipient || !mayReadGiven(actor, concern, today)) throw new Error('Only those a concern was given to read it, once they opened it.')
  return {
    id: concern.id,
    circleId: concern.circleId,
    about: concern.about,
    help: [...concern.help],
    ...textsOf(concern),
    from: concern.nameGiven ? (names.get(concern.raiserId) ?? '') : null,
    givenOn: recipient.givenOn,
    keptUntil: concern.keptUntil,
    state: recipient.state,
    replies: repliesFor(actor.memberId, concern).map(({ from, words, on }) => ({ mine: from !== null, words, on })),
    carryings: carryingsOf(actor.memberId, concern).map(viewCarrying),
  }
}
