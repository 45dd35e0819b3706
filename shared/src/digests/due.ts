import { addDays, dayIn, instantOf, isoWeek, weekdayOf } from '../zone.ts'

/** When a circle reads its digest: the ISO weekday and the hour, in its own zone. */
export type DigestTime = { timeZone: string; digestDay: number; digestHour: number }

/** One weekly digest: when it goes out, and the day and ISO week that it is for. */
export type DigestSlot = { at: Date; day: string; week: string }

/** How late a digest may still go out, in ms. After that the week is skipped, so that nothing floods in after an outage. */
export const latestMs = 24 * 3_600_000

function slot(circle: DigestTime, day: string): DigestSlot {
  return { at: instantOf(day, circle.digestHour, circle.timeZone), day, week: isoWeek(day) }
}

/**
 * The first digest after an instant. Where the clocks skip its hour, it goes out at the next hour that exists; where they show it twice,
 * the first time.
 */
export function nextDigest(circle: DigestTime, after: Date): DigestSlot {
  // This begins on the day before today, as a digest whose hour is skipped at the end of a day goes out on the next day.
  const from = addDays(dayIn(circle.timeZone, after), -1)
  const first = addDays(from, (circle.digestDay - weekdayOf(from) + 7) % 7)
  const slots = [0, 7, 14].map((days) => slot(circle, addDays(first, days)))
  const next = slots.find(({ at }) => at > after)
  if (!next) throw new Error(`No digest after ${after.toISOString()} in ${circle.timeZone}.`)
  return next
}

/** The digest that has come due by `now` and is not older than `latestMs`; undefined when the circle has none to read now. */
export function dueDigest(circle: DigestTime & { digestPaused: boolean }, waitingSince: Date, now: Date): DigestSlot | undefined {
  if (circle.digestPaused) return undefined
  const oldest = Math.max(waitingSince.getTime(), now.getTime() - latestMs)
  const due = nextDigest(circle, new Date(oldest - 1))
  return due.at <= now ? due : undefined
}

/** A stretch of days on which no digest goes out, both ends included. */
export type Holiday = { from: string; until: string }

/** Whether a digest of this day falls into a holiday. It is then left out, and no second one makes up for it. */
export function onHoliday(day: string, holidays: readonly Holiday[]): boolean {
  return holidays.some(({ from, until }) => from <= day && day <= until)
}

/** The digest that a circle reads next, after its holidays. A preview shows it. */
export function weekOf(circle: DigestTime, now: Date, holidays: readonly Holiday[] = []): DigestSlot {
  let next = nextDigest(circle, new Date(now.getTime() - 1))
  while (onHoliday(next.day, holidays)) next = nextDigest(circle, next.at)
  return next
}

/** The settings of a circle that its digest depends on. No digest goes out while it is paused or has no channel. */
export type DigestSettings = DigestTime & { digestPaused: boolean; slackChannel: string | null }

/**
 * When the next digest is due after a person changed a circle: null when none is, undefined when what is planned stays. Other changes must
 * leave what is planned, as a digest that is due this minute would otherwise be skipped.
 */
export function replannedDigest(before: DigestSettings, after: DigestSettings, now: Date): Date | null | undefined {
  const goesOut = (circle: DigestSettings) => !circle.digestPaused && circle.slackChannel !== null
  const { timeZone, digestDay, digestHour } = before
  const sameTime = after.timeZone === timeZone && after.digestDay === digestDay && after.digestHour === digestHour
  if (sameTime && goesOut(before) === goesOut(after)) return undefined
  return goesOut(after) ? nextDigest(after, now).at : null
}
