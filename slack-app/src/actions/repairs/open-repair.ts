import { CircleSafeTitle } from '@tend/shared/backburner/schema'
import { repairsCopy } from '@tend/shared/copy/repairs'
import type { RepairView } from '@tend/shared/repairs/schema'
import * as v from 'valibot'
import type { ActingMember } from '../../acting-member.ts'
import type { Action, Listener, Submitted } from '../../action.ts'
import { ask, need } from '../../core.ts'
import { sentencePage } from '../../messages/plain-pages.ts'
import { openRepairPage, repairsPage } from '../../messages/repairs/repair-pages.ts'
import type { Visit } from '../../visit.ts'
import { itemsOf } from '../backburner/tend-item.ts'

/** What the circle is tending, as it is now. */
export async function repairsOf(person: ActingMember): Promise<RepairView[]> {
  return (await need(person.api.v1.circles[':id'].repairs.$get({ param: { id: person.circle.id } }))).items
}

async function open(visit: Visit, person: ActingMember): Promise<Submitted> {
  const { titleHint, refused, opened } = repairsCopy[person.language]
  const fromItemId = (visit.view?.callback_id ?? '').slice('open_repair:'.length)
  const title = visit.fields.text('title')
  if (!v.is(CircleSafeTitle, title)) return { errors: { title: titleHint } }
  const json = { title, fromItemId }
  const asked = await ask(person.once(visit.key).v1.circles[':id'].repairs.$post({ param: { id: person.circle.id }, json }))
  if (!asked.ok) return { errors: { title: asked.trouble.code === 'not_found' ? refused.not_found : refused.not_now } }
  return { view: repairsPage(person, await repairsOf(person), 0, opened) }
}

function listen(to: Listener): void {
  to.turns('open_repair', async (visit, person) => {
    const item = (await itemsOf(person)).find(({ id }) => id === visit.value)
    return item ? openRepairPage(person, item) : sentencePage(person.language, repairsCopy[person.language].refused.not_found)
  })
  to.submits(/^open_repair:/, open)
  to.turns('more_repairs', async (visit, person) => repairsPage(person, await repairsOf(person), Number(visit.value) || 0))
  to.turns('show_repairs', async (_, person) => repairsPage(person, await repairsOf(person)))
}

/** A repair that grows from an item on the back burner. */
export const openRepair: Action = { name: 'open-repair', listen }
