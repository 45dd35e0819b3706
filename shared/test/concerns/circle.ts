import type { RaiseConcern } from '@tend/shared/concerns/schema'
import type { ConcernActor } from '@tend/shared/concerns/state'
import type { RaiserContext } from '@tend/shared/concerns/view'
import type { PersonView } from '@tend/shared/members/schema'
import { aRaise } from './a-concern.ts'

export const now = new Date('2026-11-22T15:42:07Z')
export const today = '2026-11-22'
export const circleId = '0193f000-0000-7000-8000-00000000000c'

export const id = (n: number) => `0193f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
/** Noor raises; Ada, Bo and Cy are stewards; Dee and Eli are members. */
export const [noor, ada, bo, cy, dee, eli] = [1, 2, 3, 4, 5, 6].map(id) as [string, string, string, string, string, string]
export const everybody = [noor, ada, bo, cy, dee, eli]

const person = (memberId: string, displayName: string): PersonView => ({
  id: memberId,
  displayName,
  guest: false,
  slackAdmin: false,
  away: false,
})

export const circle = {
  id: circleId,
  people: ['Noor', 'Ada', 'Bo', 'Cy', 'Dee', 'Eli'].map((name, n) => person(id(n + 1), name)),
  stewards: [ada, bo, cy].map((memberId) => ({ memberId, until: '2027-05-22' })),
  missing: [] as ('two_stewards' | 'outside_contact' | 'emergency_contact')[],
}

export const names = new Map(circle.people.map((one) => [one.id, one.displayName]))

/** What a raiser reads beside a concern when nothing is out of the ordinary. */
export const around: RaiserContext = {
  noticeUncertain: false,
  outsideContact: 'Ana outside, 555 0100',
  standing: () => 'steward',
  withoutWords: false,
}

export const actor = (memberId: string, inCircle = true): ConcernActor => ({
  memberId,
  roles: new Map(inCircle ? [[circleId, new Set<never>()]] : []),
})

export const by = (memberId: string) => ({ actor: actor(memberId), now, id: () => id(99) })

/** Given to Ada alone, unless a test says otherwise. */
export const input = (over: Partial<RaiseConcern> = {}) => aRaise({ circleId, tier: 'stewards', recipients: [ada], ...over })
