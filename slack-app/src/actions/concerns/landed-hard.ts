import type { Action, Listener } from '../../action.ts'
import { firstPage } from './raise-concern.ts'

function listen(to: Listener): void {
  to.opens({ shortcut: 'landed_hard' }, (_, person) => firstPage(person))
}

/** "This landed hard" on a message: the same form as raising, with nothing of the message in it. */
export const landedHard: Action = { name: 'landed-hard', shortcuts: [{ id: 'landed_hard', type: 'message', copy: 'landed' }], listen }
