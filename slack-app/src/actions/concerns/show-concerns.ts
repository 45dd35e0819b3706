import type { MyConcernView } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import { byText } from '@tend/shared/order'
import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener } from '../../action.ts'
import { type Asked, ask, need, Troubled } from '../../core.ts'
import type { Modal } from '../../messages/blocks.ts'
import { elsewherePage } from '../../messages/concerns/concern-pages.ts'
import { minePage, myConcernPage, type Places } from '../../messages/concerns/mine-pages.ts'
import { troubleIn } from '../../messages/plain-pages.ts'
import type { Visit } from '../../visit.ts'

/** Shows what a person raised and what was given to them: an uncertain notice first, then the newest. */
export async function myConcerns(person: ActingMember, at: Places = {}, said?: string): Promise<Modal> {
  const [mine, given] = await Promise.all([need(person.api.v1.concerns.$get()), need(person.api.v1['given-concerns'].$get())])
  // Days are all that is kept of when. What asks for something stands first, so that no page hides it.
  const ordered = [...mine.items].sort(
    (a, b) => Number(b.noticeUncertain) - Number(a.noticeUncertain) || byText(b.raisedOn, a.raisedOn),
  ) as MyConcernView[]
  return minePage(person, ordered, given.items, at, said)
}

/** Shows a person's own words with what was written back, at the page `page`, counted back from the newest. */
export async function showMine(person: ActingMember, id: string, said?: string, page = 0): Promise<Modal> {
  if (person.circle.wordsNeverThroughSlack) return elsewherePage(person)
  const concern = await ask(person.api.v1.concerns[':id'].$get({ param: { id } }))
  if (concern.ok) return myConcernPage(person, concern.value as MyConcernView, said, page)
  if (concern.trouble.code === 'not_through_slack') return elsewherePage(person)
  throw new Troubled(concern.trouble)
}

/** Says in one plain sentence why something could not be done with a concern. */
export function whyNot(person: ActingMember, code: string): string {
  const { refusals } = concernsCopy[person.language]
  return code in refusals ? refusals[code as keyof typeof refusals] : troubleIn(person.language, code)
}

/** Does one thing to a person's own concern and shows the list again. */
function then(said: 'withdrawDone' | 'sendAgainDone' | 'deleteDone', act: (visit: Visit, person: ActingMember) => Promise<Asked<unknown>>) {
  return async (visit: Visit, person: ActingMember) => {
    const { mine } = concernsCopy[person.language]
    const done = await act(visit, person)
    if (done.ok) return myConcerns(person, {}, said === 'deleteDone' ? undefined : mine[said])
    return { notice: whyNot(person, done.trouble.code) }
  }
}

function listen(to: Listener): void {
  to.turns('show_mine', (_, person) => myConcerns(person))
  to.opens({ button: 'mine_home' }, (_, person) => myConcerns(person))
  to.turns(/^(older|newer)_concerns$/, (visit, person) => myConcerns(person, { mine: Number(visit.value) || 0 }))
  to.turns(/^(older|newer)_given$/, (visit, person) => myConcerns(person, { given: Number(visit.value) || 0 }))
  to.turns('show_concern', (visit, person) => showMine(person, visit.value))
  to.turns(/^(older|newer)_replies$/, (visit, person) => {
    const [id = '', page] = visit.value.split('/')
    return showMine(person, id, undefined, Number(page) || 0)
  })
  const at = (visit: Visit, person: ActingMember) => ({ api: person.once(visit.key).v1.concerns[':id'], param: { id: visit.value } })
  to.turns(
    'withdraw_concern',
    then('withdrawDone', (visit, person) => {
      const { api, param } = at(visit, person)
      return ask(api.withdraw.$post({ param }))
    }),
  )
  to.turns(
    'send_notice_again',
    then('sendAgainDone', (visit, person) => {
      const { api, param } = at(visit, person)
      return ask(api['send-notice-again'].$post({ param }))
    }),
  )
  to.turns(
    'delete_concern',
    then('deleteDone', (visit, person) => {
      const { api, param } = at(visit, person)
      return ask(api.$delete({ param }))
    }),
  )
}

/** My concerns: what became of each, withdrawing, deleting, sending an uncertain notice again. */
export const showConcerns: Action = { name: 'show-concerns', listen }
