import { describe, expect, it } from 'vitest'
import { setHolidays } from '../../src/digests/decide.ts'
import { onHoliday, weekOf } from '../../src/digests/due.ts'
import { maySetHolidays } from '../../src/digests/policy.ts'
import { circle, member, stranger } from '../backburner/builders.ts'

const now = new Date('2026-01-10T12:00:00Z')
const set = (...holidays: { from: string; until: string }[]) => setHolidays(circle, { holidays }, { now })
const winter = { from: '2026-01-20', until: '2026-02-02' }
const summer = { from: '2026-07-01', until: '2026-07-31' }

describe('holidays of a digest', () => {
  it('are kept first to last, without those that have passed', () => {
    expect(set(summer, winter, { from: '2025-12-20', until: '2026-01-06' })).toMatchObject({
      value: { state: { holidays: [winter, summer] }, events: [{ kind: 'digest.holidays_set' }] },
    })
  })
  it.each([
    ['end before they begin', [{ from: '2026-02-02', until: '2026-02-01' }]],
    ['overlap', [winter, { from: '2026-02-02', until: '2026-02-09' }]],
    ['lie more than two years ahead', [{ from: '2028-01-01', until: '2028-02-01' }]],
  ])('are refused when they %s', (_, holidays) => {
    expect(set(...holidays)).toMatchObject({ ok: false, refusal: { code: 'invalid', path: 'holidays' } })
  })
  it('leave out the digests of their days, both ends included, and the preview shows the next after them', () => {
    expect(['2026-01-19', '2026-01-20', '2026-02-02', '2026-02-03'].map((day) => onHoliday(day, [winter]))).toEqual([
      false,
      true,
      true,
      false,
    ])
    const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }
    expect(weekOf(time, new Date('2026-01-20T12:00:00Z'), [winter]).day).toBe('2026-02-09')
    expect(weekOf(time, new Date('2026-01-20T12:00:00Z')).day).toBe('2026-01-26')
  })
  it('are set by facilitators', () => {
    expect([member('a', 'facilitator'), member('b', 'steward'), stranger].map((actor) => maySetHolidays(actor, circle))).toEqual([
      true,
      false,
      false,
    ])
  })
})
