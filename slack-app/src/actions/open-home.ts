import { slackCopy } from '@tend/shared/copy/slack'
import type { DeliveryView } from '@tend/shared/deliveries/schema'
import { type ActingMember, facilitates } from '../acting-member.ts'
import type { Action, Listener } from '../action.ts'
import { ask } from '../core.ts'
import type { Home } from '../messages/blocks.ts'
import { homePage, homeWithout } from '../messages/home.ts'
import { itemsOf } from './backburner/tend-item.ts'
import { repairsOf } from './repairs/open-repair.ts'

async function deliveriesOf(person: ActingMember): Promise<DeliveryView[]> {
  if (!facilitates(person)) return []
  const asked = await ask(person.api.v1.circles[':id'].deliveries.$get({ param: { id: person.circle.id } }))
  return asked.ok ? asked.value.items : []
}

/** The Home as it is for this person now. */
export async function homeOf(person: ActingMember): Promise<Home> {
  try {
    const [items, repairs, deliveries] = await Promise.all([itemsOf(person), repairsOf(person), deliveriesOf(person)])
    return homePage(person, { items, repairs, deliveries })
  } catch {
    return homeWithout(slackCopy[person.language].home.unreachable)
  }
}

function listen(to: Listener): void {
  to.home(homeOf)
}

/** The Home of the app. */
export const openHome: Action = { name: 'open-home', events: ['app_home_opened'], listen }
