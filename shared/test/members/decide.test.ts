import { utcDay } from '@tend/shared/zone'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appointSteward,
  CODE_MINUTES,
  changeCircle,
  makeCode,
  monthsOn,
  type PairingCode,
  pair,
  revokeDevices,
  standDownSteward,
} from '../../src/members/decide.ts'
import { type Circle, current, missingOf, stewardsOn } from '../../src/members/policy.ts'
import type { Actor } from '../../src/members/schema.ts'

const now = new Date('2026-11-23T10:00:00Z')
const today = '2026-11-23'
const actor: Actor = {
  memberId: 'ada',
  workspaceId: 'w',
  guest: false,
  roles: new Map([['c', new Set(['member', 'facilitator'] as const)]]),
}

function given(at = now) {
  let count = 0
  return { actor, now: at, id: () => `id-${++count}` }
}

const person = (id: string, guest = false) => ({ id, displayName: id, guest, slackAdmin: false, away: false })
function circle(with_: Partial<Circle> = {}): Circle {
  return {
    id: 'c',
    name: 'Us',
    language: 'en',
    timeZone: 'UTC',
    digestDay: 1,
    digestHour: 9,
    digestPaused: false,
    simmerDays: 21,
    outsideContact: null,
    emergencyContact: null,
    slackChannel: null,
    wordsNeverThroughSlack: false,
    people: [person('ada'), person('bo'), person('gil', true)],
    appointments: [{ memberId: 'ada', role: 'facilitator', untilDay: null }],
    ...with_,
  }
}

describe('changing a circle', () => {
  it('changes what was said and leaves the rest', () => {
    const result = changeCircle(circle({ name: 'Before' }), { digestHour: 17, outsideContact: 'Noor' })
    expect(result.ok && result.value.state).toEqual(circle({ name: 'Before', digestHour: 17, outsideContact: 'Noor' }))
  })

  it('says which circle, and none of the words', () => {
    const result = changeCircle(circle(), { name: 'Willow lane' })
    expect(result.ok && result.value.events).toEqual([{ kind: 'circle.changed', subject: 'c', circleId: 'c' }])
    expect(JSON.stringify(result.ok && result.value.events)).not.toContain('Willow')
  })

  it('empties what is emptied, and refuses a change of nothing', () => {
    const emptied = changeCircle(circle({ outsideContact: 'Noor' }), { outsideContact: null })
    expect(emptied.ok && emptied.value.state.outsideContact).toBeNull()
    expect(changeCircle(circle(), {})).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
    expect(changeCircle(circle(), { name: undefined })).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  })
})

describe('a steward’s term', () => {
  it('ends on the same day six months on, or the last day of a shorter month', () => {
    expect(monthsOn(new Date('2026-11-23T23:59:59Z'), 6)).toBe('2027-05-23')
    expect(monthsOn(new Date('2026-08-31T00:00:00Z'), 6)).toBe('2027-02-28')
    expect(monthsOn(new Date('2027-08-31T00:00:00Z'), 6)).toBe('2028-02-29')
  })

  it('always ends between 181 and 184 days from its start', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (start) => {
        const days = Math.round((Date.parse(monthsOn(start, 6)) - Date.parse(utcDay(start))) / 86_400_000)
        expect(days).toBeGreaterThanOrEqual(181)
        expect(days).toBeLessThanOrEqual(184)
      }),
    )
  })

  it('holds until the day before it ends', () => {
    const appointed = appointSteward(circle(), 'bo', given())
    if (!appointed.ok) throw new Error('refused')
    const { state } = appointed.value
    expect(stewardsOn(state, '2027-05-22')).toEqual([{ memberId: 'bo', until: '2027-05-23' }])
    expect(stewardsOn(state, '2027-05-23')).toEqual([])
  })

  it('begins anew when somebody is appointed again, and never stands twice', () => {
    const first = appointSteward(circle(), 'bo', given())
    if (!first.ok) throw new Error('refused')
    const again = appointSteward(first.value.state, 'bo', given(new Date('2027-02-01T00:00:00Z')))
    expect(again.ok && stewardsOn(again.value.state, '2027-02-01')).toEqual([{ memberId: 'bo', until: '2027-08-01' }])
  })

  it('is refused to guests and to people who are not in the circle', () => {
    expect(appointSteward(circle(), 'gil', given())).toMatchObject({ ok: false, refusal: { code: 'not_now', path: 'memberId' } })
    expect(appointSteward(circle(), 'zoe', given())).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
  })

  it('ends at once when somebody stands down; being facilitator stays', () => {
    const both = circle({
      appointments: [
        { memberId: 'ada', role: 'facilitator', untilDay: null },
        { memberId: 'ada', role: 'steward', untilDay: '2027-01-01' },
      ],
    })
    const result = standDownSteward(both, 'ada', given())
    expect(result.ok && result.value.state.appointments).toEqual([{ memberId: 'ada', role: 'facilitator', untilDay: null }])
    expect(standDownSteward(circle(), 'ada', given())).toMatchObject({ ok: false, refusal: { code: 'not_a_steward' } })
    const lapsed = circle({ appointments: [{ memberId: 'bo', role: 'steward', untilDay: today }] })
    expect(standDownSteward(lapsed, 'bo', given())).toMatchObject({ ok: false, refusal: { code: 'not_a_steward' } })
  })
})

describe('readiness', () => {
  const appointment = fc.record({
    memberId: fc.constantFrom('ada', 'bo', 'cy'),
    role: fc.constantFrom('facilitator' as const, 'steward' as const),
    untilDay: fc.option(fc.constantFrom('2026-11-22', '2026-11-23', '2026-11-24', '2027-05-01')),
  })

  it('needs two stewards whose term holds and both contacts, whatever else stands there', () => {
    const some = fc.uniqueArray(appointment, { selector: ({ memberId, role }) => `${memberId} ${role}`, maxLength: 6 })
    fc.assert(
      fc.property(some, fc.option(fc.constant('Noor')), fc.option(fc.constant('112')), (appointments, outsideContact, emergencyContact) => {
        const missing = missingOf(circle({ appointments, outsideContact, emergencyContact }), today)
        const holding = appointments.filter(({ role, untilDay }) => role === 'steward' && untilDay !== null && untilDay > today)
        expect(missing.includes('two_stewards')).toBe(holding.length < 2)
        expect(missing.includes('outside_contact')).toBe(outsideContact === null)
        expect(missing.includes('emergency_contact')).toBe(emergencyContact === null)
        expect(current({ appointments }, today).length).toBeLessThanOrEqual(appointments.length)
      }),
    )
  })
})

describe('a pairing code', () => {
  const code = (with_: Partial<PairingCode> = {}): PairingCode => ({
    id: 'code',
    memberId: null,
    expiresAt: new Date(now.getTime() + CODE_MINUTES * 60_000),
    usedAt: null,
    ...with_,
  })
  const door = { code: code(), member: undefined, circleId: 'c', facilitated: true, led: true }

  it('works for ten minutes', () => {
    const made = makeCode(0, 'ada', given())
    expect(made.ok && made.value.state).toEqual(code({ id: 'id-1', memberId: 'ada' }))
    fc.assert(
      fc.property(fc.integer({ min: -600, max: 1200 }), (seconds) => {
        const at = new Date(now.getTime() + seconds * 1000)
        expect(pair(door, { displayName: 'Bo' }, given(at)).ok).toBe(seconds < 600)
      }),
    )
  })

  it('is refused to somebody with twenty devices', () => {
    expect(makeCode(19, 'ada', given()).ok).toBe(true)
    expect(makeCode(20, 'ada', given())).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
  })

  it('pairs once', () => {
    expect(pair({ ...door, code: code({ usedAt: now }) }, { displayName: 'Bo' }, given())).toMatchObject({
      ok: false,
      refusal: { code: 'expired', path: 'code' },
    })
  })

  it('asks somebody new for a name, and somebody known for none', () => {
    expect(pair(door, {}, given())).toMatchObject({ ok: false, refusal: { code: 'invalid', path: 'displayName' } })
    const known = pair({ ...door, member: { id: 'ada', guest: false } }, { displayName: 'Another' }, given())
    expect(known.ok && known.value.state).toMatchObject({ joining: undefined, device: { memberId: 'ada' } })
  })

  it('makes the first person facilitator and steward, and after that only whoever comes by the page while nobody is; never a guest', () => {
    const who = fc.constantFrom(undefined, { id: 'ada', guest: false }, { id: 'gil', guest: true })
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), who, (facilitated, led, byPage, member) => {
        const from = code({ memberId: byPage ? null : 'ada' })
        const result = pair({ ...door, code: from, facilitated, led, member }, { displayName: 'Bo' }, given())
        if (!result.ok) throw new Error('refused')
        const { appointments, device } = result.value.state
        const leads = !facilitated && (!led || byPage) && !member?.guest
        expect(appointments.map(({ role }) => role)).toEqual(leads ? ['facilitator', 'steward'] : [])
        expect(appointments.every(({ memberId }) => memberId === device.memberId)).toBe(true)
      }),
    )
  })

  it('leaves no name in what happened', () => {
    const result = pair({ ...door, facilitated: false, led: false }, { displayName: 'Willow' }, given())
    expect(JSON.stringify(result.ok && result.value.events)).not.toContain('Willow')
  })
})

describe('unpairing', () => {
  const device = (id: string, revokedOn: string | null = null) => ({ id, memberId: 'ada', pairedOn: today, revokedOn })

  it('stops every device that still works, and refuses when none does', () => {
    const result = revokeDevices([device('one'), device('two', '2026-01-01')], given())
    expect(result.ok && result.value.state).toEqual([device('one', today)])
    expect(result.ok && result.value.events.map(({ subject }) => subject)).toEqual(['one'])
    expect(revokeDevices([device('two', '2026-01-01')], given())).toMatchObject({ ok: false, refusal: { code: 'already_done' } })
  })
})
