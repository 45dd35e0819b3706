import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { deliveriesCopy } from '@tend/shared/copy/deliveries'
import { slackCopy } from '@tend/shared/copy/slack'
import type { DeliveryView } from '@tend/shared/deliveries/schema'
import type { RepairView } from '@tend/shared/repairs/schema'
import type { ActingMember } from '../acting-member.ts'
import { type Block, buttons, divider, type Home, heading, quiet, says } from './blocks.ts'
import { emergency } from './concerns/raise-pages.ts'
import { withoutFacilitator } from './menu-pages.ts'

const LINES = 5

/** What the Home is made of. Nothing in it is a person's own words. */
export type HomeView = { items: BackBurnerView[]; repairs: RepairView[]; deliveries: DeliveryView[] }

function titles(person: ActingMember, all: readonly { title: string }[]): Block[] {
  const { home } = slackCopy[person.language]
  const lines = all.slice(0, LINES).map(({ title }) => `· ${title}`)
  return [...says(lines.join('\n')), ...quiet(all.length > LINES ? home.more : '')]
}

function uncertainBlocks(person: ActingMember, deliveries: readonly DeliveryView[]): Block[] {
  if (deliveries.length === 0) return []
  const copy = deliveriesCopy[person.language]
  const confirm = { title: copy.postAgain, text: copy.postAgainConfirm, yes: copy.postAgain, no: concernsCopy[person.language].close }
  return [
    divider,
    heading(copy.title),
    ...deliveries.slice(0, LINES).flatMap(({ id, day, trouble }) => {
      const digest = copy.digestOf(day, person.today)
      return [
        ...says(`${digest}. ${trouble ? copy.givenUp[trouble] : copy.uncertain}`),
        ...buttons({ id: 'post_again', label: copy.postAgain, value: id, spoken: `${copy.postAgain}: ${digest}`, confirm }),
      ]
    }),
  ]
}

/** The Home: counts in words, circle-safe titles and buttons. The buttons are the same for everybody. */
export function homePage(person: ActingMember, { items, repairs, deliveries }: HomeView): Home {
  const { home, menu } = slackCopy[person.language]
  const asking = items.filter(({ state }) => state === 'flagged')
  const tending = repairs.filter(({ state }) => state !== 'set_down')
  return {
    type: 'home',
    blocks: [
      ...emergency(person),
      ...says(home.welcome),
      ...withoutFacilitator(person),
      ...buttons(
        { id: 'raise_home', label: menu.raise, main: true },
        { id: 'mine_home', label: menu.mine },
        { id: 'backburner_home', label: menu.backburner },
      ),
      divider,
      ...says(home.asking(asking.length)),
      ...titles(person, asking),
      divider,
      ...says(home.tending(tending.length)),
      ...titles(person, tending),
      ...buttons({ id: 'acknowledge', label: menu.acknowledge }, { id: 'connect_home', label: menu.connect }),
      ...uncertainBlocks(person, deliveries),
      ...quiet(home.onlyYou, home.cannotRead),
    ],
  }
}

/** The Home when the server cannot be reached: it says so, and nothing else changes. */
export function homeWithout(sentence: string): Home {
  return { type: 'home', blocks: says(sentence) }
}
