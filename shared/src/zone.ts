const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** What the clock on the wall says in a zone, written as if it were UTC (ms). */
function wall(at: number, zone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of format(zone).formatToParts(at)) if (type !== 'literal') parts[type] = Number(value)
  return Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second)
}

/** Offset of the zone's wall clock from UTC at an instant (ms). */
function offset(at: number, zone: string): number {
  const whole = Math.floor(at / 1000) * 1000
  return wall(whole, zone) - whole
}

/** The calendar day in UTC at an instant. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** The calendar day in the zone of the device that asks: a person's own day, on their own device. */
export function ownDay(at: Date): string {
  return utcDay(new Date(at.getTime() - at.getTimezoneOffset() * 60_000))
}

/** The calendar day in a zone at an instant. */
export function dayIn(zone: string, at: Date): string {
  return utcDay(new Date(wall(at.getTime(), zone)))
}

/** The instant at which a zone's clock first shows this hour of this day; where the clock jumps over it, the first instant after the jump. */
export function instantOf(day: string, hour: number, zone: string): Date {
  const shown = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000
  const before = offset(shown - dayMs, zone)
  const after = offset(shown + dayMs, zone)
  for (const known of [before, after]) if (wall(shown - known, zone) === shown) return new Date(shown - known)
  let early = shown - after
  let late = shown - before
  while (late - early > 1000) {
    const middle = Math.floor((early + late) / 2000) * 1000
    if (offset(middle, zone) === before) early = middle
    else late = middle
  }
  return new Date(late)
}

/** The day so many days later (or earlier, with a negative number). */
export function addDays(day: string, days: number): string {
  return utcDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs))
}

/**
 * How far ahead a day may lie, in days, by the words in which a later one is refused. "Within a year" is never less than one: leap days are in
 * these numbers.
 */
export const FARTHEST_DAYS = { withinAYear: 366, withinTwoYears: 731 } as const

/** Whole days from one day to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)
}

/** Whole weeks from one day to a later one, never negative: people are told weeks, not days. */
export function weeksBetween(from: string, to: string): number {
  return Math.max(0, Math.floor(daysBetween(from, to) / 7))
}

/** ISO weekday: 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** The ISO week a day lies in, such as 2026-W47. */
export function isoWeek(day: string): string {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const week = 1 + Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7)
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`
}
