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

/** What the clock on the wall shows in a zone, written as if it were UTC (ms). */
function wall(at: number, zone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of format(zone).formatToParts(at)) if (type !== 'literal') parts[type] = Number(value)
  return Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second)
}

/** How far the zone's wall clock is from UTC at an instant (ms). */
function offset(at: number, zone: string): number {
  const whole = Math.floor(at / 1000) * 1000
  return wall(whole, zone) - whole
}

/** The calendar day in UTC at an instant. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** The calendar day at an instant in the zone of this device: a person's own day. */
export function ownDay(at: Date): string {
  return utcDay(new Date(at.getTime() - at.getTimezoneOffset() * 60_000))
}

/** The calendar day in a zone at an instant. */
export function dayIn(zone: string, at: Date): string {
  return utcDay(new Date(wall(at.getTime(), zone)))
}

/**
 * The instant at which a zone's clock first shows this hour of this day. Where the clock jumps over the hour: the first instant after the
 * jump.
 */
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

/** The day that lies this many days later, or earlier where the number is negative. */
export function addDays(day: string, days: number): string {
  return utcDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs))
}

/**
 * How far ahead a day may lie, in days. The names are the words in which a later day is refused. "Within a year" is never less than one
 * year: these numbers count leap days.
 */
export const FARTHEST_DAYS = { withinAYear: 366, withinTwoYears: 731 } as const

/** The whole days from one day to another. Negative where the second day is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)
}

/** The whole weeks from one day to a later one, never negative. People read weeks, not days. */
export function weeksBetween(from: string, to: string): number {
  return Math.max(0, Math.floor(daysBetween(from, to) / 7))
}

/** The ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** The ISO week that a day lies in, such as 2026-W47. */
export function isoWeek(day: string): string {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const week = 1 + Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7)
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`
}
