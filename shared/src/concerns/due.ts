import { addDays, dayIn, instantOf } from '../zone.ts'

/** The two hours, on the circle's own clock, at which its notices go out together: then no hour points at anybody. */
export const noticeHours = [9, 15] as const

/** When a notice that waits for its circle's hours goes out: the first of them after this moment, never this moment itself. */
export function nextNoticeAt(timeZone: string, now: Date): Date {
  const today = dayIn(timeZone, now)
  const hours = [today, addDays(today, 1)].flatMap((day) => noticeHours.map((hour) => instantOf(day, hour, timeZone)))
  return hours.find((hour) => hour > now) ?? instantOf(addDays(today, 2), noticeHours[0], timeZone)
}
