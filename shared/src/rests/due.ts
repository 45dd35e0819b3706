import { addDays, dayIn, instantOf } from '../zone.ts'

/** What of a rest the clock reads: no words. */
export type ClockedRest = { state: 'resting' | 'ended'; until: string }

/** How long a rest that is over is kept for the person who rested, in days. */
export const keptDays = 90

/** Whether somebody rests on a day of the circle: the last day is a day of rest. */
export function restsOn(rest: ClockedRest, today: string): boolean {
  return rest.state === 'resting' && today <= rest.until
}

/** The first instant after a rest, on the circle's own clock: through daylight saving the last day is over when its people's day is. */
export function restEndsAt(rest: Pick<ClockedRest, 'until'>, timeZone: string): Date {
  return instantOf(addDays(rest.until, 1), 0, timeZone)
}

/**
 * How long something that would reach a person has to wait for their rest, in ms; 0: nothing keeps it. Nothing that reminds or asks reaches
 * somebody who rests, whatever it is about; what waited goes out once, when the rest is over.
 */
export function keptAwayMs(rests: readonly (ClockedRest & { timeZone: string })[], now: Date): number {
  const ends = rests.filter((rest) => restsOn(rest, dayIn(rest.timeZone, now))).map((rest) => restEndsAt(rest, rest.timeZone).getTime())
  return Math.max(0, ...ends.map((end) => end - now.getTime()))
}
