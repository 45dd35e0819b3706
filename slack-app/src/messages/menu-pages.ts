import { slackCopy } from '@tend/shared/copy/slack'
import type { Person } from '../person.ts'
import { type Block, buttons, heading, type Modal, modal, picksChannel, quiet, says } from './blocks.ts'
import { emergency } from './concerns/raise-pages.ts'

/** Whether somebody may change the circle's settings. */
export const facilitates = (person: Person): boolean => person.circle.myRoles.includes('facilitator')

/** How somebody becomes facilitator, while nobody is. */
export function withoutFacilitator(person: Person): Block[] {
  return person.circle.facilitators.length > 0 ? [] : says(slackCopy[person.language].noFacilitator)
}

/** What /tend opens. */
export function menuPage(person: Person): Modal {
  const { menu, close } = slackCopy[person.language]
  return modal({
    callback: 'menu',
    title: menu.title,
    close,
    blocks: [
      ...emergency(person),
      ...withoutFacilitator(person),
      ...says(menu.explain),
      ...buttons({ id: 'raise_here', label: menu.raise, main: true }, { id: 'show_mine', label: menu.mine }),
      ...buttons({ id: 'show_backburner', label: menu.backburner }, { id: 'acknowledge_here', label: menu.acknowledge }),
      ...buttons(
        { id: 'connect_device', label: menu.connect },
        ...(facilitates(person) ? [{ id: 'choose_channel', label: menu.channel }] : []),
      ),
    ],
  })
}

/** A pairing code, in this modal and nowhere else, with the server's public address, if it has one: a browser on another machine asks for it. */
export function connectPage(person: Person, { code, minutes, address }: { code: string; minutes: number; address: string | null }): Modal {
  const { connect, close } = slackCopy[person.language]
  const where = address === null ? [] : says(connect.address(address))
  const blocks = [...says(connect.explain), ...where, heading(connect.code(code)), ...quiet(connect.until(minutes), connect.removal)]
  return modal({ callback: 'connect', title: connect.title, close, blocks })
}

/** Where the weekly digest goes. */
export function channelPage(person: Person): Modal {
  const { channel, close } = slackCopy[person.language]
  const { question, hint } = channel
  return modal({
    callback: 'choose_channel',
    title: channel.title,
    close,
    submit: channel.save,
    blocks: [...says(channel.explain), picksChannel({ name: 'channel', label: question, hint, initial: person.circle.slackChannel })],
  })
}
