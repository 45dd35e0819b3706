import { addDays, dayIn, instantOf } from '../zone.ts'

/** The two hours, on the circle's own clock, at which its notices go out together. No hour then points at a person. */
export const noticeHours = [9, 15] as const

/** When a notice goes out that waits for its circle's hours: at the first of them after this moment, never at this moment itself. */
export function nextNoticeAt(timeZone: string, now: Date): Date {
  const today = dayIn(timeZone, now)
  const hours = [today, addDays(today, 1)].flatMap((day) => noticeHours.map((hour) => instantOf(day, hour, timeZone)))
  return hours.find((hour) => hour > now) ?? instantOf(addDays(today, 2), noticeHours[0], timeZone)
}
