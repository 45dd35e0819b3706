import { addDays, dayIn, instantOf } from '../zone.ts'

/** What the clock reads of a rest. It reads no words. */
export type ClockedRest = { state: 'resting' | 'ended'; until: string }

/** How many days a rest that is over is kept for the person who rested. */
export const REST_KEPT_DAYS = 90

/** Whether a person rests on a day of the circle. The last day is a day of rest. */
export function restsOn(rest: ClockedRest, today: string): boolean {
  return rest.state === 'resting' && today <= rest.until
}

/**
 * The first instant after a rest, on the circle's own clock. Through daylight saving too, the last day is over when the day of its people
 * is.
 */
export function restEndsAt(rest: Pick<ClockedRest, 'until'>, timeZone: string): Date {
  return instantOf(addDays(rest.until, 1), 0, timeZone)
}

/**
 * Until when everything is kept away from a person who rests; undefined: they do not rest now. Nothing that reminds or asks reaches them
 * meanwhile. What waited goes out once, when the last of their rests is over.
 */
export function keptAwayUntil(rests: readonly (ClockedRest & { timeZone: string })[], now: Date): Date | undefined {
  const running = rests.filter((rest) => restsOn(rest, dayIn(rest.timeZone, now)))
  return running.reduce<Date | undefined>((last, rest) => {
    const ends = restEndsAt(rest, rest.timeZone)
    return last && last > ends ? last : ends
  }, undefined)
}
