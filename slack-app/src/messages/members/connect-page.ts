import { slackCopy } from '@tend/shared/copy/slack'
import type { ActingMember } from '../../acting-member.ts'
import { heading, type Modal, modal, quiet, says } from '../blocks.ts'

/**
 * A pairing code, in this modal and nowhere else, with the server's public address if it has one, as a browser on another machine asks for
 * it.
 */
export function connectPage(
  person: ActingMember,
  { code, minutes, address }: { code: string; minutes: number; address: string | null },
): Modal {
  const { connect, close } = slackCopy[person.language]
  const where = address === null ? [] : says(connect.address(address))
  const blocks = [...says(connect.explain), ...where, heading(connect.code(code)), ...quiet(connect.until(minutes), connect.removal)]
  return modal({ callback: 'connect', title: connect.title, close, blocks })
}
