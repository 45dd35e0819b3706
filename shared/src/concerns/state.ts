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

/** The parts of an actor that a concern's rules read. */
export type ConcernActor = Pick<Actor, 'memberId' | 'roles' | 'via'>

/** Somebody it was given to, and how far they are; the days it was given to them and they opened it, never the hour. */
export type Recipient = { memberId: string; state: RecipientState; openedOn: string | null; givenOn: string }

/** Something written back. `from` null: by the person who raised it, to those named; else by that steward, to that person alone. */
export type ConcernReply = { from: string | null; to: readonly string[]; words: string; on: string }

/** Words for the circle as somebody drafted them: they never change under one id. `openedId`: what was opened with them. */
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

/** The free texts of something, and nothing else of it; one that is not there is empty. */
export function textsOf(said: { readonly [Name in ConcernText]?: string | undefined }): Texts {
  return Object.fromEntries(concernTexts.map((name) => [name, said[name] ?? ''])) as Texts
}

/** What its raiser said, and what follows from that for good, whatever becomes of it. */
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

/** Given to an audience that only its raiser widens. `lookedAfterOn`: the day the clock looked whether anybody opened it, once. */
export type GivenConcern = ConcernContent & {
  status: 'given'
  tier: Exclude<Tier, 'only_me'>
  recipients: readonly Recipient[]
  keptUntil: string
  lookedAfterOn: string | null
  replies: readonly ConcernReply[]
  carryings: readonly Carrying[]
}

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

/** What raising needs to know of the circle: what any member sees of it. */
export type RaisingCircle = Pick<CircleView, 'id' | 'stewards' | 'missing'> & {
  people: readonly { id: string; away: boolean; noNewOnes?: boolean | undefined }[]
  wordsNeverThroughSlack?: boolean
}

export type ConcernDecision = Result<Decided<Concern, ConcernEvent>>

export type By = Given<ConcernActor>

/** A recipient as they are on the day it is given to them. */
export function waiting(memberId: string, givenOn: string): Recipient {
  return { memberId, state: 'waiting', openedOn: null, givenOn }
}

/** A new state with the one event that made it. */
export function decided(state: Concern, kind: ConcernEvent['kind']): ConcernDecision {
  return ok({ state, events: [{ kind, subject: state.id, circleId: state.circleId }] })
}
