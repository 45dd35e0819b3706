import { daysBetween } from '../zone.ts'
import type { ClockedItem, FlagReason } from './state.ts'

/**
 * A circle's size and its small-group floor (5 unless set otherwise). With fewer people or fewer echoes, nothing about numbers is said or
 * acted upon.
 */
export type CircleSize = { people: number; floor: number }

/**
 * Why a simmering item asks for attention on a day of its circle, or undefined. The clock says so; a person never says it about a person.
 * The reasons are: its revisit day has come; nobody has tended it for the simmer days; it touches several people. An item asks at most once
 * in a window: then it stays quiet for the simmer days, unless a person chose an earlier day.
 */
export function flagReason(item: ClockedItem, circle: CircleSize & { simmerDays: number }, today: string): FlagReason | undefined {
  if (today < item.quietUntil) return undefined
  if (item.revisitOn !== null && today >= item.revisitOn) return 'revisit_day'
  if (item.revisitOn === null && daysBetween(item.tendedOn, today) >= circle.simmerDays) return 'untended'
  return touchesSeveral(item.echoes, circle) ? 'echoes' : undefined
}

/** Whether "touches several" may be said: there are enough echoes, in a circle that is large enough to hide in. */
export function touchesSeveral(echoes: number, { people, floor }: CircleSize): boolean {
  return people >= floor && echoes >= floor
}
