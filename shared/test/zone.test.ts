import { dayIn, ownDay, utcDay } from '@tend/shared/zone'
import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => vi.unstubAllEnvs())

describe('the day of an instant', () => {
  it('is the calendar day in UTC, to the last millisecond', () => {
    expect(utcDay(new Date('2026-11-22T23:59:59.999Z'))).toBe('2026-11-22')
    expect(utcDay(new Date('2026-11-23T00:00:00Z'))).toBe('2026-11-23')
  })

  it('is one’s own on one’s own device, through daylight saving too', () => {
    const instants = [
      '2026-03-29T00:59:59Z',
      '2026-03-29T22:30:00Z',
      '2026-10-25T22:30:00Z',
      '2026-11-22T11:00:00Z',
      '2027-01-01T00:10:00Z',
    ]
    for (const zone of ['UTC', 'Europe/Madrid', 'Pacific/Kiritimati', 'America/St_Johns', 'Australia/Adelaide']) {
      vi.stubEnv('TZ', zone)
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
      for (const at of instants) expect(ownDay(new Date(at)), `${at} in ${zone}`).toBe(dayIn(zone, new Date(at)))
    }
  })
})
