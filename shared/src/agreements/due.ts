/** Whether an agreement asks to be looked at again on a day of its circle: its day has come, and it was not dropped. */
export function asksAgain(agreement: { state: string; lookAgainOn: string | null }, today: string): boolean {
  return agreement.state !== 'dropped' && agreement.lookAgainOn !== null && agreement.lookAgainOn <= today
}
