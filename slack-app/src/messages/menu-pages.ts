import { slackCopy } from '@tend/shared/copy/slack'
import { type ActingMember, facilitates } from '../acting-member.ts'
import { type Block, buttons, type Modal, modal, says } from './blocks.ts'
import { emergency } from './concerns/raise-pages.ts'

/** Says how a person becomes facilitator, while nobody is. */
export function withoutFacilitator(person: ActingMember): Block[] {
  return person.circle.facilitators.length > 0 ? [] : says(slackCopy[person.language].noFacilitator)
}

/** The page that /tend opens. */
export function menuPage(person: ActingMember): Modal {
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
