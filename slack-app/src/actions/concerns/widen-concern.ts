import { reviewWider } from '@tend/shared/concerns/review'
import { type MyConcernView, type Notify, WidenConcern } from '@tend/shared/concerns/schema'
import { concernsCopy } from '@tend/shared/copy/concerns'
import * as v from 'valibot'
import { type ActingMember, inCircle } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { ask, Troubled } from '../../core.ts'
import { plainName } from '../../escape.ts'
import { found, type Modal } from '../../messages/blocks.ts'
import { elsewherePage } from '../../messages/concerns/concern-pages.ts'
import { otherOptions, widenPage, widenReviewPage } from '../../messages/concerns/widen-pages.ts'
import { noticed } from '../../messages/same-page.ts'
import type { Visit } from '../../visit.ts'
import { myConcerns, whyNot } from './show-concerns.ts'

const idOf = ({ view }: Visit): string => (view?.callback_id ?? '').split(':')[1] ?? ''

/** The people who were picked, as the review keeps them. */
const pickedOn = ({ view }: Visit): string[] =>
  view?.callback_id?.startsWith('widen_review:') ? (view.private_metadata ?? '').split('/').slice(1) : []

/** Gives a person's own concern, and the person in its circle. Gives nothing where the circle keeps such words out of Slack. */
async function mineIn(person: ActingMember, id: string): Promise<{ concern: MyConcernView; there: ActingMember } | undefined> {
  const asked = await ask(person.api.v1.concerns[':id'].$get({ param: { id } }))
  if (!asked.ok && asked.trouble.code === 'not_through_slack') return undefined
  if (!asked.ok) throw new Troubled(asked.trouble)
  const concern = asked.value as MyConcernView
  const there = await inCircle(person, concern.circleId)
  return there.circle.wordsNeverThroughSlack ? undefined : { concern, there }
}

function why(person: ActingMember, code: string): string {
  return code === 'nobody_left' ? concernsCopy[person.language].mine.widenHave : whyNot(person, code)
}

async function choose(visit: Visit, person: ActingMember): Promise<Modal> {
  const mine = await mineIn(person, visit.value)
  return mine ? widenPage(mine.there, mine.concern, pickedOn(visit)) : elsewherePage(person)
}

/** Goes on from the people who were picked to what they will see. The page it came from names this run of the form. */
async function review(visit: Visit, person: ActingMember): Promise<Submitted> {
  const mine = await mineIn(person, idOf(visit))
  if (!mine) return { view: elsewherePage(person) }
  const { concern, there } = mine
  const picked = visit.fields.many('alsoTo')
  if (!v.is(WidenConcern.entries.recipients, picked)) return { errors: { alsoTo: why(person, 'invalid') } }
  const reviewed = reviewWider(concern, picked, { circle: there.circle, me: there.me.id, now: there.now })
  if (!reviewed.ok) return { errors: { alsoTo: why(person, reviewed.refusal.code) } }
  return { view: widenReviewPage(there, concern, reviewed.value, visit.view?.private_metadata ?? '') }
}

/** Gives it to exactly the people whom the review named: once, however often the button arrives. */
async function give(visit: Visit, person: ActingMember): Promise<Submitted> {
  const id = idOf(visit)
  const recipients = pickedOn(visit)
  const notify = (visit.fields.one('notify') ?? 'at_fixed_hours') as Notify
  const json = { to: 'stewards' as const, recipients, shownTo: recipients, notify }
  const given = await ask(person.once(visit.key).v1.concerns[':id'].widen.$post({ param: { id }, json }))
  if (!given.ok) return notGiven(visit, person, given.trouble.code)
  const mine = await mineIn(person, id)
  if (!mine) return { view: elsewherePage(person) }
  const names = mine.there.circle.people.filter((one) => recipients.includes(one.id)).map(({ displayName }) => plainName(displayName))
  return { view: await myConcerns(person, {}, concernsCopy[person.language].mine.widenDone(names)) }
}

/**
 * When the possible recipients have changed, the person chooses again among those who can receive it, with the others still picked. Else
 * the page stays.
 */
async function notGiven(visit: Visit, person: ActingMember, code: string): Promise<Submitted> {
  if (!['not_a_steward', 'audience_changed', 'nobody_left'].includes(code)) return { notice: why(person, code) }
  const mine = await mineIn(person, idOf(visit))
  return { view: mine ? noticed(widenPage(mine.there, mine.concern, pickedOn(visit)), why(person, code)) : elsewherePage(person) }
}

function listen(to: Listener): void {
  to.turns('widen_concern', choose)
  to.submits(/^widen_concern:/, review)
  to.submits(/^widen_review:/, give)
  to.offers('alsoTo', async (visit, person) => {
    const mine = await mineIn(person, idOf(visit))
    return mine ? found(otherOptions(mine.there, mine.concern), visit.value) : []
  })
}

/** Giving a concern to more stewards, page by page. Only the person who raised it can. */
export const widenConcern: Action = { name: 'widen-concern', listen }
