import type { OwnWords } from '@tend/shared/prompts/schema'
import type { OwnPrompt, PromptingCircle } from '@tend/shared/prompts/state'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import { loadCircleAround } from '../members/circle.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['circle_prompt']>
/** One of a circle's own prompts, among all of them. */
export type LoadedPrompt = { own: OwnPrompt; circle: PromptingCircle }

/** Reads a circle with everything it says beside the library, in the order it came, and the prompts of the library that it does not say. */
export async function loadPrompts(work: Work, circleId: string): Promise<PromptingCircle | undefined> {
  const { trx, workspaceId } = work
  if (!(await loadCircleAround(work, circleId))) return undefined
  const rows = await trx
    .selectFrom('circle_prompt')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .orderBy('id')
    .execute()
  const off = await trx
    .selectFrom('circle_prompt_off')
    .select('prompt_id')
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .orderBy('prompt_id')
    .execute()
  return { id: circleId, own: rows.map((row) => toOwn(work, row)), off: off.map(({ prompt_id }) => prompt_id) }
}

/** Reads one prompt, locked until the transaction ends, with the others of its circle. */
export async function loadPrompt(work: Work, { id }: { id: string }): Promise<LoadedPrompt | undefined> {
  const row = await work.trx
    .selectFrom('circle_prompt')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const circle = row && (await loadPrompts(work, row.circle_id))
  return row && circle && { own: toOwn(work, row), circle }
}

export async function insertPrompt(work: Work, own: OwnPrompt): Promise<void> {
  await work.trx
    .insertInto('circle_prompt')
    .values({ workspace_id: work.workspaceId, id: own.id, circle_id: own.circleId, added_on: work.today, ...columns(work, own) })
    .execute()
}

/** Saves a prompt whole under a new key: what was written before is gone with the old key. */
export async function savePrompt(work: Work, own: OwnPrompt): Promise<void> {
  await work.trx
    .updateTable('circle_prompt')
    .set(columns(work, own))
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', own.id)
    .execute()
}

/** Saves which prompts of the library a circle does not say. */
export async function saveOff({ trx, workspaceId }: Work, circle: PromptingCircle, before: PromptingCircle): Promise<void> {
  const added = circle.off.filter((id) => !before.off.includes(id))
  const gone = before.off.filter((id) => !circle.off.includes(id))
  if (added.length > 0)
    await trx
      .insertInto('circle_prompt_off')
      .values(added.map((prompt_id) => ({ workspace_id: workspaceId, circle_id: circle.id, prompt_id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  if (gone.length > 0)
    await trx
      .deleteFrom('circle_prompt_off')
      .where('workspace_id', '=', workspaceId)
      .where('circle_id', '=', circle.id)
      .where('prompt_id', 'in', gone)
      .execute()
}

const texts = ['text_en', 'why_en', 'text_es', 'why_es'] as const

function columns({ keys }: Work, own: OwnPrompt) {
  const { category, moment, audience, depth, action, en, es } = own
  const sealed = keys.seal('circle_prompt', own.id, {
    text_en: en?.text ?? null,
    why_en: en?.why ?? null,
    text_es: es?.text ?? null,
    why_es: es?.why ?? null,
  })
  return { ...sealed, category, moment, audience, depth, action, based_on: own.basedOn, is_on: own.on }
}

function toOwn({ keys }: Work, row: Row): OwnPrompt {
  const open = keys.open('circle_prompt', row, texts)
  const words = (text: string | null, why: string | null): OwnWords | null => (text === null ? null : { text, why: why ?? '' })
  const { category, moment, audience, depth, action } = row
  return {
    id: row.id,
    circleId: row.circle_id,
    category,
    moment,
    audience,
    depth,
    action,
    basedOn: row.based_on,
    on: row.is_on,
    en: words(open.text_en, open.why_en),
    es: words(open.text_es, open.why_es),
  }
}
