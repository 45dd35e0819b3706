import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { APART_MINUTES, type CallTime, HELD_MINUTES, momentNow } from '../../src/prompts/moments.ts'

const at = (minute: number, more: Partial<CallTime> = {}): CallTime => ({
  minute,
  plannedMinutes: null,
  minutesWithoutBreak: minute,
  callMinutesToday: minute,
  held: [],
  ...more,
})
const kind = (time: CallTime) => momentNow(time)?.kind ?? null

describe('opening', () => {
  test.each([
    [1.9, null],
    [2, 'opening'],
    [4, 'opening'],
    [4.1, null],
  ])('at minute %s: %s', (minute, expected) => expect(kind(at(minute))).toBe(expected))

  test('waits while a screen is shared, then lapses', () => {
    const held = { held: ['opening'] }
    expect(kind(at(4 + HELD_MINUTES, held))).toBe('opening')
    expect(kind(at(4 + HELD_MINUTES + 0.1, held))).toBeNull()
  })
})

describe('middle', () => {
  test('is 40–60 % of the planned length', () => {
    const planned = { plannedMinutes: 60 }
    expect([23, 24, 36, 37].map((minute) => kind(at(minute, planned)))).toEqual([null, 'middle', 'middle', null])
  })

  test('is not for calls planned shorter than 45 minutes', () => {
    expect(kind(at(22, { plannedMinutes: 44 }))).toBeNull()
    expect(kind(at(22, { plannedMinutes: 45 }))).toBe('middle')
  })
})

describe('the end of sharing', () => {
  const planned = { plannedMinutes: 60 }
  test.each([
    ['as it ends', 20, 20, 'sharingEnded'],
    ['two minutes later', 22, 20, 'sharingEnded'],
    ['three minutes later', 23, 20, null],
    ['in the first quarter', 14, 14, null],
    ['in the last quarter', 46, 46, null],
    ['inside the middle', 30, 29, 'sharingEnded'],
    ['never', 20, null, null],
  ])('%s', (_when, minute, sharingEndedAt, expected) => expect(kind(at(minute, { ...planned, sharingEndedAt }))).toBe(expected))

  test('takes the place of the middle, so that a call has one of them', () => {
    expect(momentNow(at(20, { ...planned, sharingEndedAt: 20 }))?.id).toBe('middle')
    expect(momentNow(at(30, planned))?.id).toBe('middle')
  })

  test('is no breakpoint of a short call', () => {
    expect(kind(at(15, { plannedMinutes: 30, sharingEndedAt: 15 }))).toBeNull()
  })

  test('a middle that came while sharing waits, but is no end of sharing for longer than two minutes', () => {
    const time = { ...planned, sharingEndedAt: 38, held: ['middle'] }
    expect(kind(at(39, time))).toBe('sharingEnded')
    expect(kind(at(41, time))).toBe('middle')
    expect(kind(at(47, time))).toBeNull()
  })
})

describe('closing', () => {
  test('is the last five planned minutes', () => {
    expect([54, 55, 60, 61].map((minute) => kind(at(minute, { plannedMinutes: 60 })))).toEqual([null, 'closing', 'closing', null])
  })

  test('follows guesses that move on when nobody typed a length', () => {
    expect([20, 25].map((minute) => momentNow(at(minute))?.id)).toEqual(['closing-25', 'closing-25'])
    expect(momentNow(at(46))?.id).toBe('closing-50')
    expect(momentNow(at(86, { minutesWithoutBreak: 0 }))?.id).toBe('closing-90')
    expect(momentNow(at(95, { minutesWithoutBreak: 0 }))).toBeNull()
  })

  test('that came while sharing still waits after its guess has passed', () => {
    expect(momentNow(at(27, { held: ['closing-25'] }))?.id).toBe('closing-25')
    expect(momentNow(at(36, { held: ['closing-25'] }))?.id).toBeUndefined()
  })
})

describe('rest', () => {
  test('comes after 75 minutes without a break, or three hours in a day', () => {
    const planned = { plannedMinutes: 120 }
    expect(kind(at(74, planned))).toBeNull()
    expect(kind(at(75, planned))).toBe('rest')
    expect(kind(at(10, { plannedMinutes: 30, callMinutesToday: 179 }))).toBeNull()
    expect(kind(at(10, { plannedMinutes: 40, callMinutesToday: 180 }))).toBe('rest')
  })

  test('meets nobody at the door, and gives way to opening', () => {
    const long = { plannedMinutes: 60, callMinutesToday: 200 }
    expect([0, 1.9, 3, 5].map((minute) => kind(at(minute, long)))).toEqual([null, null, 'opening', 'rest'])
  })

  test('gives way to closing', () => {
    expect(kind(at(80, { plannedMinutes: 90 }))).toBeNull()
    expect(kind(at(85, { plannedMinutes: 90 }))).toBe('closing')
  })

  test('never comes so late that closing would crowd it, whatever the length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 300 }), fc.double({ min: 0, max: 300, noNaN: true }), (plannedMinutes, minute) => {
        const moment = momentNow(at(minute, { plannedMinutes, minutesWithoutBreak: 200, held: [] }))
        if (moment?.kind !== 'rest') return
        const closingFrom = plannedMinutes - 5
        expect(minute > plannedMinutes || closingFrom - minute >= APART_MINUTES).toBe(true)
      }),
    )
  })
})
