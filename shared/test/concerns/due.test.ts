import { nextNoticeAt } from '@tend/shared/concerns/due'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const next = (zone: string, now: string) => nextNoticeAt(zone, new Date(now)).toISOString()

describe('the hours at which notices go out', () => {
  it.each([
    ['before the first', 'UTC', '2026-11-22T03:00:00Z', '2026-11-22T09:00:00.000Z'],
    ['between them', 'UTC', '2026-11-22T09:00:00Z', '2026-11-22T15:00:00.000Z'],
    ['after the second', 'UTC', '2026-11-22T15:00:00Z', '2026-11-23T09:00:00.000Z'],
    ['on the clock of the circle', 'America/Bogota', '2026-11-22T13:30:00Z', '2026-11-22T14:00:00.000Z'],
    ['over the night when the clocks change', 'Europe/Madrid', '2026-10-24T20:00:00Z', '2026-10-25T08:00:00.000Z'],
  ])('%s', (_, zone, now, then) => {
    expect(next(zone, now)).toBe(then)
  })

  it('is always later, within a day, and the same for whoever waits for it', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Madrid', 'America/Bogota', 'Asia/Kathmandu', 'Pacific/Apia', 'America/St_Johns')
    fc.assert(
      fc.property(zones, fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), (zone, now) => {
        const at = nextNoticeAt(zone, now)
        const wait = at.getTime() - now.getTime()
        expect(wait).toBeGreaterThan(0)
        expect(wait).toBeLessThanOrEqual(19 * 3_600_000)
        expect(nextNoticeAt(zone, new Date(at.getTime() - 1))).toEqual(at)
      }),
    )
  })
})
