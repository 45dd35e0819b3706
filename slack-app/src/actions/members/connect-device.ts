import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener } from '../../action.ts'
import { need } from '../../core.ts'
import type { Modal } from '../../messages/blocks.ts'
import { connectPage } from '../../messages/members/connect-page.ts'
import type { Visit } from '../../visit.ts'

/** Shows a fresh code for one more browser of the same person. */
export async function connected(_: Visit, person: ActingMember): Promise<Modal> {
  const { code, expiresAt, address } = await need(person.api.v1.devices.codes.$post())
  const minutes = Math.max(1, Math.round((Date.parse(expiresAt) - person.now.getTime()) / 60_000))
  return connectPage(person, { code, minutes, address })
}

function listen(to: Listener): void {
  to.turns('connect_device', connected)
  to.opens({ button: 'connect_home' }, connected)
}

/** Connecting a browser: a pairing code in a modal, never in a message. */
export const connectDevice: Action = { name: 'connect-device', listen }
