import { addDays } from '../zone.ts'
import type { AskedEveryDays } from './schema.ts'

/** How many days an ended support is kept for the two people it was between. */
export const SUPPORT_KEPT_DAYS = 90

/** The day on which a supporter is asked next. */
export function nextAsk(today: string, everyDays: AskedEveryDays): string {
  return addDays(today, everyDays)
}

/** Whether a supporter is to be asked on a day of the circle. While they rest, nothing is asked of them. */
export function asksSupporter(
  support: { state: string; askOn: string | null; asked: boolean },
  today: string,
  supporterRests: boolean,
): boolean {
  return support.state === 'taken_up' && support.askOn !== null && support.askOn <= today && !support.asked && !supporterRests
}
