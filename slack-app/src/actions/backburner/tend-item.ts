import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { backburnerCopy } from '@tend/shared/copy/backburner'
import { addDays, dayIn } from '@tend/shared/zone'
import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { type Asked, ask, need } from '../../core.ts'
import { backburnerPage, itemPage, setDownPage } from '../../messages/backburner/backburner-pages.ts'
import type { Modal } from '../../messages/blocks.ts'
import type { Visit } from '../../visit.ts'

/** The circle's back burner as it is now. */
export async function itemsOf(person: ActingMember): Promise<BackBurnerView[]> {
  return (await need(person.api.v1.circles[':id'].backburner.$get({ param: { id: person.circle.id } }))).items
}

async function list(person: ActingMember, from = 0, said?: string): Promise<Modal> {
  return backburnerPage(person, await itemsOf(person), from, said)
}

function refusedWith(person: ActingMember, code: string): string {
  const { refused } = backburnerCopy[person.language]
  return code in refused ? refused[code as keyof typeof refused] : refused.not_now
}

type Act = (visit: Visit, person: ActingMember) => Promise<Asked<unknown>>

/** Does one thing to an item and shows the list again, with a sentence about it. */
function then(said: (person: ActingMember) => string, act: Act) {
  return async (visit: Visit, person: ActingMember): Promise<Modal | { notice: string }> => {
    const done = await act(visit, person)
    return done.ok ? list(person, 0, said(person)) : { notice: refusedWith(person, done.trouble.code) }
  }
}

const at = (visit: Visit, person: ActingMember) => ({ api: person.once(visit.key).v1.backburner[':id'], param: { id: visit.value } })
const done = (key: 'tended' | 'pickedUp' | 'hidden' | 'restored') => (person: ActingMember) => backburnerCopy[person.language].done[key]
const inWeeks = (person: ActingMember, weeks: number) => addDays(dayIn(person.circle.timeZone, person.now), 7 * weeks)

function postponed(weeks: number) {
  return then(
    (person) => backburnerCopy[person.language].done.postponed(inWeeks(person, weeks), person.today),
    (visit, person) => {
      const { api, param } = at(visit, person)
      return ask(api.postpone.$post({ param, json: { revisitOn: inWeeks(person, weeks) } }))
    },
  )
}

/** Does what the route of this name does: a verb that takes no words. */
function plain(verb: 'tend' | 'pick-up' | 'hide' | 'restore' | 'echo'): Act {
  return (visit, person) => {
    const { api, param } = at(visit, person)
    return ask(api[verb].$post({ param }))
  }
}

async function setDown(visit: Visit, person: ActingMember): Promise<Submitted> {
  const id = (visit.view?.callback_id ?? '').slice('set_down:'.length)
  const json = { reason: visit.fields.text('reason') }
  const asked = await ask(person.once(visit.key).v1.backburner[':id']['set-down'].$post({ param: { id }, json }))
  if (!asked.ok) return { errors: { reason: refusedWith(person, asked.trouble.code) } }
  return { view: await list(person, 0, backburnerCopy[person.language].done.setDown) }
}

function listen(to: Listener): void {
  to.turns('show_backburner', (_, person) => list(person))
  to.opens({ button: 'backburner_home' }, (_, person) => list(person))
  to.turns('show_item', async (visit, person) => {
    const item = (await itemsOf(person)).find(({ id }) => id === visit.value)
    return item ? itemPage(person, item) : { notice: refusedWith(person, 'not_found') }
  })
  to.turns('more_items', (visit, person) => list(person, Number(visit.value) || 0))
  to.turns('tend_item', then(done('tended'), plain('tend')))
  to.turns('postpone_one', postponed(1))
  to.turns('postpone_four', postponed(4))
  to.turns('pick_up_item', then(done('pickedUp'), plain('pick-up')))
  to.turns('hide_item', then(done('hidden'), plain('hide')))
  to.turns('restore_item', then(done('restored'), plain('restore')))
  to.turns(
    'echo_item',
    then((person) => backburnerCopy[person.language].verbs.echoed, plain('echo')),
  )
  to.turns('set_down_item', async (visit, person) => setDownPage(person, visit.value))
  to.submits(/^set_down:/, setDown)
}

/** The back burner in a modal: look after an item, come back to it later, take it up, set it down, hide it. */
export const tendItem: Action = { name: 'tend-item', listen }
