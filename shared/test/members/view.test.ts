import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type Circle, holds, mayChangeCircle, mayRevoke, maySeeCircle } from '../../src/members/policy.ts'
import { type Actor, ChangeCircle, CircleView, MeView, PairDevice, type Role } from '../../src/members/schema.ts'
import { viewCircle, viewMe } from '../../src/members/view.ts'

const circleId = '01932d5e-0000-7000-8000-000000000001'
const adaId = '01932d5e-0000-7000-8000-00000000000a'
const actor = (...roles: Role[]): Actor => ({
  memberId: adaId,
  workspaceId: 'w',
  guest: false,
  roles: new Map([[circleId, new Set(roles)]]),
})

const circle: Circle = {
  id: circleId,
  name: 'Us',
  language: 'es',
  timeZone: 'Europe/Madrid',
  digestDay: 1,
  digestHour: 9,
  digestPaused: false,
  simmerDays: 21,
  outsideContact: 'Noor',
  emergencyContact: '112',
  slackChannel: null,
  wordsNeverThroughSlack: false,
  people: [{ id: adaId, displayName: 'Ada', guest: false, slackAdmin: false, away: false }],
  appointments: [
    { memberId: adaId, role: 'facilitator', untilDay: null },
    { memberId: adaId, role: 'steward', untilDay: '2027-01-01' },
  ],
}

describe('who sees and changes a circle', () => {
  it('its members see it, its facilitators change it, a role elsewhere counts for nothing', () => {
    fc.assert(
      fc.property(fc.subarray<Role>(['member', 'facilitator', 'steward']), (roles) => {
        const here = actor(...roles)
        expect(maySeeCircle(here, circle)).toBe(roles.includes('member'))
        expect(mayChangeCircle(here, circle)).toBe(roles.includes('facilitator'))
        for (const role of roles) expect(holds(here, 'another', role)).toBe(false)
      }),
    )
  })

  it('a device is its person’s own', () => {
    const device = (memberId: string) => ({ id: 'd', memberId, pairedOn: '2026-01-01', revokedOn: null })
    expect(mayRevoke(actor(), [device(adaId), device(adaId)])).toBe(true)
    expect(mayRevoke(actor(), [device(adaId), device('bo')])).toBe(false)
  })
})

describe('views', () => {
  it('of a circle hold exactly what the schema says: who was appointed by whom stays inside', () => {
    const view = viewCircle(actor('member', 'steward'), circle, '2026-11-23')
    expect(v.parse(v.strictObject(CircleView.entries), view)).toEqual(view)
    expect(view).toMatchObject({
      stewards: [{ memberId: adaId, until: '2027-01-01' }],
      missing: ['two_stewards'],
      myRoles: ['member', 'steward'],
    })
  })

  it('of myself leave out devices that were unpaired, and mark the one in hand', () => {
    const device = (id: string, revokedOn: string | null) => ({ id, memberId: adaId, pairedOn: '2026-01-01', revokedOn })
    const [one, two, gone] = ['1', '2', '3'].map((last) => `01932d5e-0000-7000-8000-00000000000${last}`) as [string, string, string]
    const me = {
      id: adaId,
      displayName: 'Ada',
      language: 'en' as const,
      away: false,
      slackLinked: false,
      circles: [{ id: circleId, name: 'Us' }],
    }
    const devices = [device(one, null), device(two, null), device(gone, '2026-02-02')]
    const view = viewMe(actor('member'), { ...me, devices }, { operator: undefined, deviceId: two })
    expect(v.parse(v.strictObject(MeView.entries), view)).toEqual(view)
    expect(view.devices.map(({ id, thisOne }) => [id, thisOne])).toEqual([
      [one, false],
      [two, true],
    ])
  })
})

describe('what people type', () => {
  it('a code is read with or without its dash, in small letters, with spaces around', () => {
    for (const code of ['K7QM-2XHA', 'k7qm2xha', '  K7QM-2XHA '])
      expect(v.parse(PairDevice, { code }).code.replace('-', '')).toBe('K7QM2XHA')
    for (const code of ['', 'K7QM', 'K7QM-2XH!', 'K7QM--2XHA', 'K7QM 2XHA']) expect(v.safeParse(PairDevice, { code }).success).toBe(false)
  })

  it('a circle takes no field it does not know, and no zone that is none', () => {
    expect(v.safeParse(ChangeCircle, { people: [] }).success).toBe(false)
    expect(v.safeParse(ChangeCircle, { timeZone: 'Nowhere/None' }).success).toBe(false)
    expect(v.safeParse(ChangeCircle, { timeZone: 'America/Bogota', digestHour: 23, digestDay: 7 }).success).toBe(true)
    for (const digestHour of [-1, 24, 9.5, Number.NaN]) expect(v.safeParse(ChangeCircle, { digestHour }).success).toBe(false)
  })
})
