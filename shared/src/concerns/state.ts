import type { Actor, CircleView } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result } from '../result.ts'
import {
  type CarryingState,
  type ConcernText,
  concernTexts,
  type Help,
  type Notify,
  type RaiseConcern,
  type RecipientState,
  type Tier,
} from './schema.ts'

/** The parts of an actor that the rules of concerns read. */
export type ConcernActor = Pick<Actor, 'memberId' | 'roles' | 'via'>

/** A person it was given to, and how far they are. It holds the days on which it was given to them and they opened it, never the hour. */
export type Recipient = { memberId: string; state: RecipientState; openedOn: string | null; givenOn: string }

/** A reply. `from` null: the raiser wrote it, to the people in `to`; otherwise that steward wrote it, to the raiser alone. */
export type ConcernReply = { from: string | null; to: readonly string[]; words: string; on: string }

/** Words for the circle as a recipient drafted them. They never change under one id. `openedId`: what was opened with them. */
export type Carrying = {
  id: string
  by: string
  as: 'backburner' | 'repair'
  title: string
  why: string
  effect: string
  state: CarryingState
  askedOn: string
  openedId: string | null
}

type Texts = Readonly<Record<ConcernText, string>>

/** Takes the free texts out of something that holds more. A text that is not there is empty. */
export function textsOf(said: { readonly [Name in ConcernText]?: string | undefined }): Texts {
  return Object.fromEntries(concernTexts.map((name) => [name, said[name] ?? ''])) as Texts
}

/** What the raiser said, and what follows from it for good, in every state. */
export type ConcernContent = Texts & {
  id: string
  circleId: string
  raiserId: string
  about: RaiseConcern['about']
  help: readonly Help[]
  leftOut: readonly string[]
  nameGiven: boolean
  raisedOn: string
  keptUntil: string | null
}

/** Only for its raiser. */
export type KeptConcern = ConcernContent & { status: 'kept'; tier: 'only_me' }

/**
 * Given to an audience that only its raiser widens. `lookedAfterOn`: the day on which the clock looked, once, whether anybody had opened
 * it.
 */
export type GivenConcern = ConcernContent & {
  status: 'given'
  tier: Exclude<Tier, 'only_me'>
  recipients: readonly Recipient[]
  keptUntil: string
  lookedAfterOn: string | null
  replies: readonly ConcernReply[]
  carryings: readonly Carrying[]
}

/** Taken back. Its raiser keeps it; its recipients know only that something was withdrawn. */
export type WithdrawnConcern = Omit<GivenConcern, 'status'> & { status: 'withdrawn' }

export type Concern = KeptConcern | GivenConcern | WithdrawnConcern

/** What happened. `recipients` and `notify` serve to plan the notices and are never stored with the event. */
export type ConcernEvent = {
  kind:
    | 'concern.kept'
    | 'concern.given'
    | 'concern.withdrawn'
    | 'concern.opened'
    | 'concern.heard'
    | 'concern.stepped_back'
    | 'concern.notice_asked_again'
    | 'concern.widened'
    | 'concern.extended'
    | 'concern.replied'
    | 'concern.carry_asked'
    | 'concern.carry_answered'
    | 'concern.carried'
    | 'concern.unopened'
    | 'concern.deleted'
    | 'concern.expired'
  subject: string
  circleId: string
  recipients?: readonly string[]
  notify?: Notify
}

/** What raising needs to know of the circle. Any member sees as much of it. */
export type RaisingCircle = Pick<CircleView, 'id' | 'stewards' | 'missing'> & {
  people: readonly { id: string; away: boolean; noNewOnes?: boolean | undefined }[]
  wordsNeverThroughSlack?: boolean
}

export type ConcernDecision = Result<Decided<Concern, ConcernEvent>>

export type By = Given<ConcernActor>

/** A recipient on the day it is given to them. */
export function waiting(memberId: string, givenOn: string): Recipient {
  return { memberId, state: 'waiting', openedOn: null, givenOn }
}

/** A new state with the one event that made it. */
export function decided(state: Concern, kind: ConcernEvent['kind']): ConcernDecision {
  return ok({ state, events: [{ kind, subject: state.id, circleId: state.circleId }] })
}
