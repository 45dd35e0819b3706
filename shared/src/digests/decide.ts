import { byText } from '../order.ts'
import { type Decided, ok, type Result, refuse } from '../result.ts'
import { addDays, dayIn, FARTHEST_DAYS } from '../zone.ts'
import type { Holiday } from './due.ts'
import type { SetHolidays } from './schema.ts'

/** The holidays of a circle, first to last. None of them overlaps another. */
export type Holidays = { circleId: string; holidays: readonly Holiday[] }
export type HolidaysEvent = { kind: 'digest.holidays_set'; subject: string; circleId: string }

/**
 * Sets when no digest goes out. Refuses a holiday that ends before it begins or more than two years ahead, and two that overlap. Holidays
 * that have passed are left out.
 */
export function setHolidays(
  circle: { id: string; timeZone: string },
  input: SetHolidays,
  { now }: { now: Date },
): Result<Decided<Holidays, HolidaysEvent>> {
  const today = dayIn(circle.timeZone, now)
  if (input.holidays.some(({ from, until }) => until < from))
    return refuse('invalid', 'A holiday ends on the day it begins, or after it.', 'holidays')
  const ahead = input.holidays.filter(({ until }) => until >= today).sort((a, b) => byText(a.from, b.from))
  for (const [at, { from, until }] of ahead.entries()) {
    if (until > addDays(today, FARTHEST_DAYS.withinTwoYears)) return refuse('invalid', 'Choose days within two years.', 'holidays')
    const before = ahead[at - 1]
    if (before && before.until >= from) return refuse('invalid', 'Two of these holidays overlap.', 'holidays')
  }
  return ok({
    state: { circleId: circle.id, holidays: ahead },
    events: [{ kind: 'digest.holidays_set', subject: circle.id, circleId: circle.id }],
  })
}
