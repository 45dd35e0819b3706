/** The opening, in minutes: people have arrived, and work has not begun. */
export const OPENING = { from: 2, to: 4 } as const
/** The middle of a call is 40–60 % of its planned length. Only calls of this many minutes or more have one. */
export const MIDDLE = { from: 0.4, to: 0.6, leastPlanned: 45 } as const
/** How many minutes before the planned end closing begins. */
export const CLOSING_MINUTES = 5
/** The lengths, in minutes, that people mostly plan. Where the length is not known, each is believed until it has passed. */
export const GUESSES = [25, 50, 90] as const
/** The end of sharing a screen is a breakpoint. For this many minutes it is the call's middle, anywhere in the inner half of its length. */
export const SHARING_ENDED = { minutes: 2, from: 0.25, to: 0.75 } as const
/** How many minutes a moment waits when a screen was shared at its time. Then it lapses. */
export const HELD_MINUTES = 10
/** The minutes without a break, and the minutes of calls in one day, after which rest is offered. */
export const REST = { withoutBreak: 75, inADay: 180 } as const
/** The minutes between two prompts. Each reminder within one encounter costs about 30 % of acceptance (docs/prompts.md). */
export const APART_MINUTES = 15
/** After this many dismissals in a row a call stays silent. */
export const DISMISSALS = 2

export type MomentKind = 'opening' | 'middle' | 'sharingEnded' | 'closing' | 'rest'

/** A stretch of a call in which one prompt fits. `id` names it within the call, so that it is used once. */
export type Moment = { id: string; kind: MomentKind; from: number; to: number }

/** What the moments of a call follow from. Minutes are minutes of the call's own clock, from when it connected. */
export type CallTime = {
  minute: number
  plannedMinutes: number | null
  minutesWithoutBreak: number
  callMinutesToday: number
  /** The moments that came while a screen was shared. */
  held: readonly string[]
  /** The minute at which sharing a screen last ended; absent where nothing was shared. */
  sharingEndedAt?: number | null
}

/** The length that is believed now: what the person typed, or the first guess that has not passed; null when all have passed. */
export function believedLength({ minute, plannedMinutes }: Pick<CallTime, 'minute' | 'plannedMinutes'>): number | null {
  return plannedMinutes ?? GUESSES.find((guess) => minute <= guess) ?? null
}

/** The moment in which the call stands, or null. Where they meet, closing comes before the end of sharing, the middle and rest. */
export function momentNow(time: CallTime): Moment | null {
  return momentsOf(time).find((moment) => time.minute >= moment.from && time.minute <= moment.to) ?? null
}

/** Every moment of the call as it looks now, by precedence. */
export function momentsOf(time: CallTime): Moment[] {
  const closings = lengths(time).map(closing)
  const middles = lengths(time).flatMap((length) => [...sharingEnded(time, length), ...middle(length)])
  const planned = [...closings, ...middles, { id: 'opening', kind: 'opening', ...OPENING } as const]
  const moments = planned.map((moment) =>
    time.held.includes(moment.id) && moment.kind !== 'sharingEnded' ? { ...moment, to: moment.to + HELD_MINUTES } : moment,
  )
  return [...moments, ...rest(time, closings)]
}

function lengths({ minute, plannedMinutes, held }: CallTime): number[] {
  const believed = believedLength({ minute, plannedMinutes })
  const passed = plannedMinutes ? [] : GUESSES.filter((guess) => guess < minute && held.includes(`closing-${guess}`))
  return believed === null ? passed : [...passed, believed]
}

function closing(length: number): Moment {
  return { id: `closing-${length}`, kind: 'closing', from: Math.max(0, length - CLOSING_MINUTES), to: length }
}

function middle(length: number): Moment[] {
  if (length < MIDDLE.leastPlanned) return []
  return [{ id: 'middle', kind: 'middle', from: length * MIDDLE.from, to: length * MIDDLE.to }]
}

/** The moment after sharing. It has the name of the middle, whose place it takes: a call has one of them. */
function sharingEnded({ sharingEndedAt }: CallTime, length: number): Moment[] {
  if (sharingEndedAt == null || length < MIDDLE.leastPlanned) return []
  const inside = sharingEndedAt >= length * SHARING_ENDED.from && sharingEndedAt <= length * SHARING_ENDED.to
  return inside ? [{ id: 'middle', kind: 'sharingEnded', from: sharingEndedAt, to: sharingEndedAt + SHARING_ENDED.minutes }] : []
}

/**
 * The moment for rest. It gives way to closing: no rest is offered so late that closing would come too soon after it. Nobody is met with it
 * at the door.
 */
function rest(time: CallTime, closings: Moment[]): Moment[] {
  const due = time.minutesWithoutBreak >= REST.withoutBreak || time.callMinutesToday >= REST.inADay
  const next = closings.find(({ to }) => to >= time.minute)
  if (!due || time.minute < OPENING.from || (next && next.from - time.minute < APART_MINUTES)) return []
  return [{ id: 'rest', kind: 'rest', from: time.minute, to: time.minute }]
}
