import type { Names } from '../members/schema.ts'
import type { ChangeView } from './change-schema.ts'
import type { Change } from './change-state.ts'
import type { ChangeState } from './circle-schema.ts'

/** Whether a change asks to be looked at again on a day of its circle. A change that is only proposed, or was dropped, never asks. */
export function asksToBeSeen({ state, lookAgainOn }: { state: ChangeState; lookAgainOn: string | null }, today: string): boolean {
  return state !== 'proposed' && state !== 'dropped' && lookAgainOn !== null && lookAgainOn <= today
}

/** What every member of the circle reads of a change. */
export function viewChange(change: Change, { reader, today, names }: { reader: string; today: string; names: Names }): ChangeView {
  const { id, words, touches, willSee, state, lookAgainOn, carriedBy } = change
  return {
    id,
    words,
    touches,
    willSee,
    state,
    lookAgainOn,
    reason: change.state === 'dropped' ? change.reason : null,
    asking: asksToBeSeen(change, today),
    carriedBy: carriedBy === null ? null : (names.get(carriedBy) ?? null),
    carriedByMe: carriedBy === reader,
  }
}
