import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueDigest, latestMs, nextDigest, replannedDigest } from '../../src/digests/due.ts'
import { addDays, dayIn, instantOf, isoWeek, weekdayOf } from '../../src/zone.ts'

const hour = 3_600_000
const utc = (text: string) => new Date(`${text}Z`)

describe('the clocks of a zone', () => {
  it.each([
    ['Europe/Madrid', '2026-03-29', 2, '2026-03-29T01:00', 'skipped: the next that exists, 03:00'],
    ['Europe/Madrid', '2026-10-25', 2, '2026-10-25T00:00', 'shown twice: the first'],
    ['America/New_York', '2026-03-08', 2, '2026-03-08T07:00', 'skipped'],
    ['America/New_York', '2026-11-01', 1, '2026-11-01T05:00', 'shown twice'],
    ['Australia/Lord_Howe', '2026-10-04', 2, '2026-10-03T15:30', 'half an hour is skipped: 02:30'],
    ['America/Santiago', '2026-09-06', 0, '2026-09-06T04:00', 'midnight is skipped'],
    ['Pacific/Apia', '2011-12-30', 10, '2011-12-30T10:00', 'a whole day is skipped'],
    ['Asia/Kathmandu', '2026-01-05', 9, '2026-01-05T03:15', 'a quarter of an hour'],
    ['Pacific/Kiritimati', '2026-01-05', 0, '2026-01-04T10:00', 'fourteen hours ahead'],
  ])('%s %s %i:00 is %s UTC (%s)', (zone, day, at, expected) => {
    expect(instantOf(day, at, zone)).toEqual(utc(expected))
  })
  it.each([
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2026-11-22', '2026-W47'],
  ])('%s lies in %s', (day, week) => expect(isoWeek(day)).toBe(week))
  it('a day shown back is the day asked for, unless the zone skipped it', () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 23 }), (zone, days, at) => {
        const day = addDays('2020-01-01', days)
        const instant = instantOf(day, at, zone)
        const shown = Number(new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(instant))
        expect(dayIn(zone, instant)).toBe(day)
        expect(shown - at).toBeGreaterThanOrEqual(0)
        expect(shown - at).toBeLessThanOrEqual(1)
      }),
    )
  })
})

const zones = fc.constantFrom(
  'Europe/Madrid',
  'America/New_York',
  'America/Santiago',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'UTC',
  'Pacific/Kiritimati',
  'Asia/Gaza',
)
const circles = fc.record({
  timeZone: zones,
  digestDay: fc.integer({ min: 1, max: 7 }),
  digestHour: fc.integer({ min: 0, max: 23 }),
  digestPaused: fc.constant(false),
})

describe('when a digest is due', () => {
  it('exactly once in each ISO week, on the circle’s day, over years', () => {
    fc.assert(
      fc.property(circles, fc.integer({ min: 0, max: 3000 }), (circle, offset) => {
        let after = new Date(utc('2020-01-06T00:00').getTime() + offset * 24 * hour)
        const weeks: string[] = []
        for (let n = 0; n < 120; n++) {
          const next = nextDigest(circle, after)
          expect(weekdayOf(next.day)).toBe(circle.digestDay)
          expect(next.at > after).toBe(true)
          weeks.push(next.week)
          after = next.at
        }
        for (const [n, week] of weeks.entries()) expect(week).toBe(isoWeek(addDays(mondayOf(circle, weeks, offset), n * 7)))
      }),
      { numRuns: 60 },
    )
  })
  it('a tick every few hours posts each week once, whatever is late, and never one older than a day', () => {
    fc.assert(
      fc.property(circles, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 30, maxLength: 90 }), (circle, gaps) => {
        let now = utc('2026-03-01T00:00')
        let nextAt = nextDigest(circle, now).at
        const posted: string[] = []
        for (const gap of gaps) {
          now = new Date(now.getTime() + gap * hour)
          if (nextAt > now) continue
          const due = dueDigest(circle, nextAt, now)
          const late = now.getTime() - nextAt.getTime()
          expect(due !== undefined).toBe(late <= latestMs)
          if (due) posted.push(due.week)
          nextAt = nextDigest(circle, now).at
        }
        expect(new Set(posted).size).toBe(posted.length)
      }),
    )
  })
  it('late by a day still goes out, later is skipped, and a paused circle has none', () => {
    const circle = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9, digestPaused: false }
    const { at } = nextDigest(circle, utc('2026-11-20T00:00'))
    expect(at).toEqual(utc('2026-11-23T08:00'))
    expect(dueDigest(circle, at, new Date(at.getTime() - 1))).toBeUndefined()
    expect(dueDigest(circle, at, at)?.week).toBe('2026-W48')
    expect(dueDigest(circle, at, new Date(at.getTime() + latestMs))?.week).toBe('2026-W48')
    expect(dueDigest(circle, at, new Date(at.getTime() + latestMs + 1))).toBeUndefined()
    expect(dueDigest({ ...circle, digestPaused: true }, at, at)).toBeUndefined()
  })
  it('after an outage of weeks the old ones are skipped and this week’s goes out', () => {
    const circle = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9, digestPaused: false }
    expect(dueDigest(circle, utc('2026-11-02T08:00'), utc('2026-11-23T20:00'))?.week).toBe('2026-W48')
    expect(dueDigest(circle, utc('2026-11-02T08:00'), utc('2026-11-25T20:00'))).toBeUndefined()
  })
  it('a change of settings plans the next one anew only when it moves it', () => {
    const circle = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9, digestPaused: false, slackChannel: 'C1' }
    const now = utc('2026-11-23T08:00:30')
    expect(replannedDigest(circle, { ...circle }, now)).toBeUndefined()
    expect(replannedDigest(circle, { ...circle, slackChannel: 'C2' }, now)).toBeUndefined()
    expect(replannedDigest(circle, { ...circle, digestPaused: true }, now)).toBeNull()
    expect(replannedDigest(circle, { ...circle, slackChannel: null }, now)).toBeNull()
    expect(replannedDigest({ ...circle, digestPaused: true }, circle, now)).toEqual(utc('2026-11-30T08:00'))
    expect(replannedDigest(circle, { ...circle, digestHour: 10 }, now)).toEqual(utc('2026-11-23T09:00'))
    expect(replannedDigest(circle, { ...circle, timeZone: 'America/New_York' }, now)).toEqual(utc('2026-11-23T14:00'))
    expect(replannedDigest(circle, { ...circle, digestDay: 2 }, now)).toEqual(utc('2026-11-24T08:00'))
  })
  it('an hour that the clocks show twice posts once', () => {
    const circle = { timeZone: 'Europe/Madrid', digestDay: 7, digestHour: 2, digestPaused: false }
    const first = nextDigest(circle, utc('2026-10-24T00:00'))
    expect(first.at).toEqual(utc('2026-10-25T00:00'))
    expect(nextDigest(circle, first.at).at).toEqual(utc('2026-11-01T01:00'))
  })
})

function mondayOf(circle: { timeZone: string }, weeks: string[], offset: number): string {
  const start = dayIn(circle.timeZone, new Date(utc('2020-01-06T00:00').getTime() + offset * 24 * hour))
  const near = [-7, 0, 7, 14].map((days) => addDays(start, days)).find((day) => isoWeek(day) === weeks[0])
  return near ?? start
}
