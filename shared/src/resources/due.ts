import { utcDay } from '../zone.ts'

/** After this many months a resource is looked at again. */
export const monthsChecked = 6

/** The day on which a resource asks again that was looked at on a day: six months later. Where that month is shorter, its last day. */
export function lookAgainOn(checkedOn: string): string {
  const [year = 0, month = 1, day = 1] = checkedOn.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + monthsChecked + 1, 0))
  return utcDay(new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day, last.getUTCDate()))))
}

/** Whether a resource asks to be looked at again on a day of its circle. */
export function asksToBeChecked(resource: { state: string; checkedOn: string }, today: string): boolean {
  return resource.state === 'current' && lookAgainOn(resource.checkedOn) <= today
}
