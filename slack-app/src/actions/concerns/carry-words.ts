import { DraftCarrying } from '@tend/shared/concerns/schema'
import { backburnerCopy } from '@tend/shared/copy/backburner'
import { concernsCopy } from '@tend/shared/copy/concerns'
import * as v from 'valibot'
import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { ask } from '../../core.ts'
import type { Fields } from '../../fields.ts'
import type { Modal } from '../../messages/blocks.ts'
import { carryPage } from '../../messages/concerns/carry-pages.ts'
import { elsewherePage } from '../../messages/concerns/concern-pages.ts'
import type { Visit } from '../../visit.ts'
import { givenTo } from './open-concern.ts'
import { showMine, whyNot } from './show-concerns.ts'

/** Gives what was drafted, or the field that needs another look. */
function draftedIn(person: ActingMember, fields: Fields): { json: DraftCarrying } | { errors: Record<string, string> } {
  const { carry } = concernsCopy[person.language].given
  const [title, why, effect] = [fields.text('title'), fields.text('why'), fields.text('effect')]
  const isRepair = fields.one('as') === 'repair'
  // A repair takes neither of these fields. Dropped, their words would be lost without a trace.
  if (isRepair && why.trim() !== '') return { errors: { why: carry.repairAlone } }
  if (isRepair && effect.trim() !== '') return { errors: { effect: carry.repairAlone } }
  const checked = v.safeParse(DraftCarrying, isRepair ? { as: 'repair', title } : { as: 'backburner', title, why, effect })
  if (checked.success) return { json: checked.output }
  const path = String(checked.issues[0].path?.[0]?.key ?? 'title')
  return { errors: { [path]: path === 'title' ? backburnerCopy[person.language].fields.titleHint : whyNot(person, 'invalid') } }
}

async function draft(visit: Visit, person: ActingMember): Promise<Submitted> {
  const { carry } = concernsCopy[person.language].given
  const id = (visit.view?.callback_id ?? '').slice('ask_to_carry:'.length)
  const drafted = draftedIn(person, visit.fields)
  if ('errors' in drafted) return drafted
  const asked = await ask(person.once(visit.key).v1['given-concerns'][':id'].carryings.$post({ param: { id }, json: drafted.json }))
  if (asked.ok) return { view: await givenTo(person, id, carry.asked) }
  const { code, path } = asked.trouble
  return { errors: { [visit.fields.has(path) ? path : 'title']: code === 'invalid' ? carry.namesSomebody : whyNot(person, code) } }
}

function idsIn({ value }: Visit): { id: string; carryingId: string } {
  const [id = '', carryingId = ''] = value.split('/')
  return { id, carryingId }
}

/** Answers yes or no to exactly the words under this id. */
const answer =
  (yes: boolean) =>
  async (visit: Visit, person: ActingMember): Promise<Modal | { notice: string }> => {
    const param = idsIn(visit)
    const said = await ask(person.once(visit.key).v1.concerns[':id'].carryings[':carryingId'].answer.$post({ param, json: { yes } }))
    return said.ok ? showMine(person, param.id) : { notice: whyNot(person, said.trouble.code) }
  }

async function bring(visit: Visit, person: ActingMember): Promise<Modal | { notice: string }> {
  const param = idsIn(visit)
  const brought = await ask(person.once(visit.key).v1['given-concerns'][':id'].carryings[':carryingId'].carry.$post({ param }))
  if (!brought.ok) return { notice: whyNot(person, brought.trouble.code) }
  return givenTo(person, param.id, concernsCopy[person.language].given.carry.carried)
}

function listen(to: Listener): void {
  to.turns('draft_to_carry', async (visit, person) =>
    person.circle.wordsNeverThroughSlack ? elsewherePage(person) : carryPage(person, visit.value),
  )
  to.submits(/^ask_to_carry:/, draft)
  to.turns('carry_yes', answer(true))
  to.turns('carry_no', answer(false))
  to.turns('carry_to_circle', bring)
}

/**
 * Words for the circle: a steward drafts them, the person who raised the concern agrees to them or not, and after a yes the steward brings
 * them to the circle. Nothing is sent.
 */
export const carryWords: Action = { name: 'carry-words', listen }
