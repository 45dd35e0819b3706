import type { ActingMember } from '../acting-member.ts'
import type { Action, Listener } from '../action.ts'
import type { Modal } from '../messages/blocks.ts'
import { menuPage } from '../messages/menu-pages.ts'
import type { Visit } from '../visit.ts'
import { connected } from './members/connect-device.ts'

/** Only "connect" after the command means something. Nothing that follows it is taken for words of a concern. */
async function open(visit: Visit, person: ActingMember): Promise<Modal> {
  return visit.said.toLowerCase() === 'connect' ? connected(visit, person) : menuPage(person)
}

function listen(to: Listener): void {
  to.opens({ command: '/tend' }, open)
  to.turns('show_menu', async (_, person) => menuPage(person))
}

/** /tend: everything that can be done, in a modal that only its opener sees. */
export const tend: Action = { name: 'tend', commands: ['/tend'], listen }
