import type { RaiseConcern } from '@tend/shared/concerns/schema'
import { type GivenConcern, textsOf } from '@tend/shared/concerns/state'

const id = (n: number) => `0193f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** What a person sends when they raise something: only for themselves, for 90 days, with what a test changes about it. */
export function aRaise(changes: Partial<RaiseConcern> = {}): RaiseConcern {
  return {
    circleId: id(12),
    about: 'me',
    help: ['rest'],
    ...textsOf({ words: 'What was said in the meeting stays with me.' }),
    tier: 'only_me',
    recipients: [],
    leftOut: [],
    nameGiven: false,
    keep: { kind: 'ninety_days' },
    ...changes,
  }
}

/** A concern as it stands on the day it was given to one steward, with what a test changes about it. */
export function aConcern(changes: Partial<GivenConcern> = {}): GivenConcern {
  const { circleId, about, help, leftOut, nameGiven, ...said } = aRaise()
  return {
    id: id(99),
    circleId,
    raiserId: id(1),
    about,
    help,
    ...textsOf(said),
    leftOut,
    nameGiven,
    raisedOn: '2026-11-22',
    keptUntil: '2027-02-20',
    status: 'given',
    tier: 'stewards',
    recipients: [{ memberId: id(2), state: 'waiting', openedOn: null, givenOn: '2026-11-22' }],
    lookedAfterOn: null,
    replies: [],
    carryings: [],
    ...changes,
  }
}
