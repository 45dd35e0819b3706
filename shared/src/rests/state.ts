import type { DutyKind } from './schema.ts'

/** What a rest needs of its circle: its clock, and who is in it. */
export type RestingCircle = { id: string; timeZone: string; memberIds: readonly string[] }

/** Something that is passed on during a rest. It belongs to the other person only once they say yes. */
export type Duty = { id: string; kind: DutyKind; subject: string; to: string; state: 'asked' | 'taken' }

/**
 * Something that a person carries. `only`: the people it may be passed on to, as they know of it or may do it; null: anybody in the circle.
 */
export type Carried = { kind: DutyKind; subject: string; circleId: string; only: readonly string[] | null }

type Taken = {
  id: string
  circleId: string
  memberId: string
  until: string
  helps: string
  told: readonly string[]
  shared: boolean
  takenOn: string
  duties: readonly Duty[]
}

/** A stretch of rest. Its last day ends it by itself. It can be made longer or shorter, ended, and taken again. */
export type RestWindow = Taken & ({ state: 'resting' } | { state: 'ended'; endedOn: string })

/** `recipients` serve to plan the notices and are never stored with the event. */
export type RestEvent = {
  kind: `rest.${'taken' | 'extended' | 'ended' | 'passed_on' | 'taken_back' | 'taken_on' | 'left' | 'notice_asked_again'}`
  subject: string
  circleId: string
  recipients?: readonly string[]
  /** The day that it is about, so that a rest that is taken again is told again. */
  day?: string
}
