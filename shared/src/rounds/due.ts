import { daysBetween } from '../zone.ts'

/** A season in days: thirteen weeks. */
export const seasonDays = 91

/** Whether a round's last day is over on a day of its circle. Then it gathers by itself. */
export function gathersByItself(round: { state: string; endsOn: string | null }, today: string): boolean {
  return round.state === 'open' && round.endsOn !== null && round.endsOn < today
}

/**
 * Whether the look-back is offered: a season after the circle began, after the last look-back was opened, and after it was last set aside.
 * It is an offer and nothing else: nothing waits for it, and nobody is reminded.
 */
export function offersLookBack({ beganOn, lastOn }: { beganOn: string; lastOn: string | null }, today: string): boolean {
  return daysBetween(lastOn !== null && lastOn > beganOn ? lastOn : beganOn, today) >= seasonDays
}
