import { daysBetween } from '../zone.ts'
import type { BackBurnerItem, FlagReason } from './decide.ts'

/** The small-group floor: below this many people nothing about numbers is said or acted upon. */
export const smallGroupFloor = 5

/**
 * Why an item asks for attention on a day of its circle, or undefined. Said by the clock, never by a person about a person:
 * its revisit day has come; nobody tended it for the simmer days; it touches several (from the floor up, and only in a circle of that size).
 * At most once in a window: after asking it stays quiet for the simmer days, unless somebody chose an earlier day.
 */
export function flagReason(item: BackBurnerItem, circle: { simmerDays: number; people: number }, today: string): FlagReason | undefined {
  if (item.state !== 'simmering' || today < item.quietUntil) return undefined
  if (item.revisitOn !== null && today >= item.revisitOn) return 'revisit_day'
  if (item.revisitOn === null && daysBetween(item.tendedOn, today) >= circle.simmerDays) return 'untended'
  return touchesSeveral(item.echoes, circle.people) ? 'echoes' : undefined
}

/** Whether "touches several" may be said: enough echoes, in a circle large enough to hide in. */
export function touchesSeveral(echoes: number, people: number): boolean {
  return people >= smallGroupFloor && echoes >= smallGroupFloor
}
