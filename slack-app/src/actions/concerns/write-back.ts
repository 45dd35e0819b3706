import { concernsCopy } from '@tend/shared/copy/concerns'
import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { ask } from '../../core.ts'
import { elsewherePage } from '../../messages/concerns/concern-pages.ts'
import { replyPage } from '../../messages/concerns/reply-pages.ts'
import type { Visit } from '../../visit.ts'
import { givenTo } from './open-concern.ts'
import { showMine, whyNot } from './show-concerns.ts'

const page = (side: 'raiser' | 'steward') => async (visit: Visit, person: ActingMember) =>
  person.circle.wordsNeverThroughSlack ? elsewherePage(person) : replyPage(person, side, visit.value)

const idOf = ({ view }: Visit): string => (view?.callback_id ?? '').split(':')[1] ?? ''

/** The words stay on their page until they are kept. */
async function toStewards(visit: Visit, person: ActingMember): Promise<Submitted> {
  const param = { id: idOf(visit) }
  const json = { words: visit.fields.text('words'), to: null }
  const written = await ask(person.once(visit.key).v1.concerns[':id'].replies.$post({ param, json }))
  if (!written.ok) return { errors: { words: whyNot(person, written.trouble.code) } }
  return { view: await showMine(person, param.id, concernsCopy[person.language].mine.reply.done) }
}

async function toRaiser(visit: Visit, person: ActingMember): Promise<Submitted> {
  const param = { id: idOf(visit) }
  const json = { words: visit.fields.text('words') }
  const written = await ask(person.once(visit.key).v1['given-concerns'][':id'].replies.$post({ param, json }))
  if (!written.ok) return { errors: { words: whyNot(person, written.trouble.code) } }
  return { view: await givenTo(person, param.id, concernsCopy[person.language].given.reply.done) }
}

function listen(to: Listener): void {
  to.turns('write_to_stewards', page('raiser'))
  to.turns('write_to_raiser', page('steward'))
  to.submits(/^reply_to_stewards:/, toStewards)
  to.submits(/^reply_to_raiser:/, toRaiser)
}

/** Writing back about a concern that was given, in both directions. The words wait where the other person looks. Nothing is sent. */
export const writeBack: Action = { name: 'write-back', listen }
