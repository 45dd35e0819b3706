import { daysBetween } from '../zone.ts'
import type { ClockedItem, FlagReason } from './state.ts'

/** A circle's size and its small-group floor (5 unless set otherwise): with fewer people, or fewer echoes, nothing about numbers is said or acted upon. */
export type CircleSize = { people: number; floor: number }

/**
 * Why a simmering item asks for attention on a day of its circle, or undefined. Said by the clock, never by a person about a person:
 * its revisit day has come; nobody tended it for the simmer days; it touches several.
 * At most once in a window: after asking it stays quiet for the simmer days, unless somebody chose an earlier day.
 */
export function flagReason(item: ClockedItem, circle: CircleSize & { simmerDays: number }, today: string): FlagReason | undefined {
  if (today < item.quietUntil) return undefined
  if (item.revisitOn !== null && today >= item.revisitOn) return 'revisit_day'
  if (item.revisitOn === null && daysBetween(item.tendedOn, today) >= circle.simmerDays) return 'untended'
  return touchesSeveral(item.echoes, circle) ? 'echoes' : undefined
}

/** Whether "touches several" may be said: enough echoes, in a circle large enough to hide in. */
export function touchesSeveral(echoes: number, { people, floor }: CircleSize): boolean {
  return people >= floor && echoes >= floor
}
