import {
  appointFacilitator,
  createCircle,
  type Invitation,
  invite,
  join,
  leaveCircle,
  leaveWorkspace,
  noteAccount,
  standDownFacilitator,
} from '@tend/shared/members/circle-decide'
import { appointSteward, standDownSteward } from '@tend/shared/members/decide'
import { type Circle, mayAppointFacilitators, mayCreateCircle, missingOf, type Person, stewardsOn } from '@tend/shared/members/policy'
import type { Actor, Role } from '@tend/shared/members/schema'
import type { Refusal } from '@tend/shared/result'
import { utcDay } from '@tend/shared/zone'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const now = new Date('2026-11-23T10:00:00Z')
const today = '2026-11-23'
const people = ['noor', 'ada', 'bo', 'cy', 'gus']
const person = (id: string): Person => ({ id, displayName: id, guest: id === 'gus', slackAdmin: false, away: false })
const circle: Circle = {
  id: 'c',
  name: 'Riverside',
  language: 'en',
  timeZone: 'UTC',
  digestDay: 1,
  digestHour: 9,
  digestPaused: false,
  simmerDays: 21,
  outsideContact: 'Ana',
  emergencyContact: 'Night line',
  slackChannel: null,
  wordsNeverThroughSlack: false,
  people: people.map(person),
  appointments: [{ memberId: 'noor', role: 'facilitator', untilDay: null }],
}
const actor = (memberId: string, ...roles: Role[]): Actor => ({
  memberId,
  workspaceId: 'w',
  guest: memberId === 'gus',
  roles: new Map([['c', new Set<Role>(['member', ...roles])]]),
})
const by = (memberId: string, at = now) => ({ actor: actor(memberId), now: at, id: () => 'new' })
type Result<State> = { ok: true; value: { state: State; events: { kind: string }[] } } | { ok: false; refusal: Refusal }
const state = <State>(result: Result<State>): State => {
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value.state
}
const refusal = (result: Result<unknown>) => (result.ok ? 'accepted' : `${result.refusal.code} ${result.refusal.path}`.trim())
const kinds = (result: Result<unknown>) => (result.ok ? result.value.events.map(({ kind }) => kind) : [])
const facilitators = (one: Circle) => one.appointments.filter(({ role }) => role === 'facilitator').map(({ memberId }) => memberId)

describe('another circle', () => {
  it('is made by somebody who facilitates one, who facilitates it then', () => {
    expect(mayCreateCircle(actor('noor', 'facilitator'))).toBe(true)
    expect(mayCreateCircle(actor('ada', 'steward'))).toBe(false)
    expect(mayCreateCircle(actor('gus', 'facilitator'))).toBe(false)
    const made = createCircle({ circles: 1, language: 'es' }, { name: 'Kitchen' }, by('noor'))
    expect(state(made)).toEqual({ id: 'new', name: 'Kitchen', language: 'es', facilitatorId: 'noor' })
    expect(kinds(made)).toEqual(['circle.created', 'facilitator.appointed'])
    expect(refusal(createCircle({ circles: 200, language: 'en' }, { name: 'x' }, by('noor')))).toBe('not_now')
  })
})

describe('facilitators', () => {
  it('appoint others, once; guests and strangers never are', () => {
    const two = appointFacilitator(circle, 'ada')
    expect(facilitators(state(two))).toEqual(['noor', 'ada'])
    expect(kinds(appointFacilitator(state(two), 'ada'))).toEqual([])
    expect(refusal(appointFacilitator(circle, 'gus'))).toBe('not_now memberId')
    expect(refusal(appointFacilitator(circle, 'zed'))).toBe('not_found memberId')
  })

  it('stand down as long as one is left', () => {
    expect(refusal(standDownFacilitator(circle, 'noor'))).toBe('not_now')
    expect(refusal(standDownFacilitator(circle, 'ada'))).toBe('not_found')
    expect(facilitators(state(standDownFacilitator(state(appointFacilitator(circle, 'ada')), 'noor')))).toEqual(['ada'])
  })

  it('are appointed by a steward only while there is none', () => {
    expect(mayAppointFacilitators(actor('bo', 'steward'), circle)).toBe(false)
    expect(mayAppointFacilitators(actor('bo', 'steward'), { ...circle, appointments: [] })).toBe(true)
    expect(mayAppointFacilitators(actor('bo'), { ...circle, appointments: [] })).toBe(false)
  })
})

describe('an invitation', () => {
  const made = () => state(invite(circle, by('noor')))

  it('lets twenty people in within seven days, and nobody twice', () => {
    expect(made()).toEqual({ id: 'new', circleId: 'c', expiresAt: new Date('2026-11-30T10:00:00Z'), usesLeft: 20 })
    const used = join({ invitation: made(), memberId: 'eve', already: false }, by('eve'))
    expect(state(used).usesLeft).toBe(19)
    expect(kinds(used)).toEqual(['member.joined'])
    expect(kinds(join({ invitation: made(), memberId: 'bo', already: true }, by('bo')))).toEqual([])
  })

  it('stops working when it is too old or used up', () => {
    const late = by('eve', new Date('2026-11-30T10:00:00Z'))
    expect(refusal(join({ invitation: made(), memberId: 'eve', already: false }, late))).toBe('expired code')
    const spent: Invitation = { ...made(), usesLeft: 0 }
    expect(refusal(join({ invitation: spent, memberId: 'eve', already: false }, by('eve')))).toBe('expired code')
  })
})

describe('going', () => {
  it('from a circle takes what one was appointed to with it, and never its last facilitator', () => {
    const stewarded = state(appointSteward(circle, 'ada', by('noor')))
    const left = state(leaveCircle(stewarded, by('ada')))
    expect(stewardsOn(left, today)).toEqual([])
    expect(left.people.map(({ id }) => id)).not.toContain('ada')
    expect(refusal(leaveCircle(circle, by('noor')))).toBe('not_now')
    expect(refusal(leaveCircle(state(appointFacilitator(circle, 'bo')), by('noor')))).toBe('accepted')
  })

  it('from the workspace is refused to the last facilitator of a circle', () => {
    expect(refusal(leaveWorkspace({ id: 'noor', leftOn: null, lastIn: ['c'] }, by('noor')))).toBe('not_now')
    expect(state(leaveWorkspace({ id: 'ada', leftOn: null, lastIn: [] }, by('ada')))).toMatchObject({ leftOn: today })
  })

  it('is noted when Slack says so, also of a last facilitator, and undone when it says otherwise', () => {
    const gone = noteAccount({ id: 'noor', leftOn: null, lastIn: ['c'] }, true, now)
    expect([state(gone).leftOn, kinds(gone)]).toEqual([today, ['member.left']])
    expect(kinds(noteAccount(state(gone), true, now))).toEqual([])
    expect([state(noteAccount(state(gone), false, now)).leftOn]).toEqual([null])
    expect(kinds(noteAccount({ id: 'ada', leftOn: null, lastIn: [] }, false, now))).toEqual([])
  })
})

const verbs = ['appointFacilitator', 'standDownFacilitator', 'appointSteward', 'standDownSteward', 'leave', 'nextMonth'] as const
type Said = { verb: (typeof verbs)[number]; who: string; whom: string }
const said: fc.Arbitrary<Said> = fc.record({
  verb: fc.constantFrom(...verbs),
  who: fc.constantFrom(...people),
  whom: fc.constantFrom(...people, 'stranger'),
})
type Step = { before: Circle; after: Circle; said: Said; at: Date }

/** The commands as the server runs them: facilitators appoint, and people who are there leave. */
function play(all: readonly Said[]): Step[] {
  const steps: Step[] = []
  let one = circle
  let months = 0
  for (const command of all) {
    const { verb, who, whom } = command
    if (verb === 'nextMonth') months++
    const at = new Date(Date.UTC(2026, 10 + months, 23, 10))
    if (!one.people.some(({ id }) => id === who) || (verb !== 'leave' && !facilitators(one).includes(who))) continue
    const result = decide(one, verb, whom, { actor: actor(who), now: at, id: () => 'x' })
    if (!result?.ok) continue
    steps.push({ before: one, after: result.value.state, said: command, at })
    one = result.value.state
  }
  return steps
}

function decide(one: Circle, verb: Said['verb'], whom: string, given: ReturnType<typeof by>) {
  if (verb === 'appointFacilitator') return appointFacilitator(one, whom)
  if (verb === 'standDownFacilitator') return standDownFacilitator(one, whom)
  if (verb === 'appointSteward') return appointSteward(one, whom, given)
  if (verb === 'standDownSteward') return standDownSteward(one, whom, given)
  return verb === 'leave' ? leaveCircle(one, given) : undefined
}

describe('over 1,000 lives of a circle of 50 commands each', { timeout: 60_000 }, () => {
  const lives = fc.array(said, { minLength: 50, maxLength: 50, size: 'max' }).map(play)

  it('is really tried: every verb is accepted often', () => {
    const accepted = new Map<string, number>()
    for (const steps of fc.sample(lives, { numRuns: 1000, seed: 20261122 }))
      for (const step of steps) if (step.after !== step.before) accepted.set(step.said.verb, (accepted.get(step.said.verb) ?? 0) + 1)
    for (const verb of verbs) if (verb !== 'nextMonth') expect(accepted.get(verb) ?? 0, verb).toBeGreaterThan(50)
  })

  it('a circle always has a facilitator; guests and people who are not in it hold nothing; terms lapse after six months', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { before, after, said, at } of steps) {
          expect(facilitators(after).length).toBeGreaterThan(0)
          const here = after.people.map(({ id }) => id)
          for (const { memberId } of after.appointments) {
            expect(memberId).not.toBe('gus')
            expect(here).toContain(memberId)
          }
          const keys = after.appointments.map(({ memberId, role }) => `${role} ${memberId}`)
          expect(new Set(keys).size).toBe(keys.length)
          const day = utcDay(at)
          const later = utcDay(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 6, 24)))
          expect(stewardsOn(after, later)).toEqual([])
          expect(missingOf(after, day).includes('two_stewards')).toBe(stewardsOn(after, day).length < 2)
          if (before.people.length !== after.people.length) expect(said.verb).toBe('leave')
        }
      }),
      { numRuns: 1000 },
    )
  })
})
