import type { CircleItem } from '@tend/shared/prompts/choose'
import { characters, Id } from '@tend/shared/schema'
import * as v from 'valibot'
import { storage } from 'wxt/utils/storage'

/** What each circle's repairs have for its calls, as they were fetched last: acknowledgements to make, changes to look at again. */
export const circleWork = storage.defineItem<Record<string, CircleItem[]>>('local:circleWork', { fallback: {} })

/** All that a call needs of a repair. Words of acknowledgements stay out; a server may know no changes. */
const OfRepair = v.object({
  title: v.string(),
  acknowledgements: v.array(v.object({ id: Id, state: v.string(), how: v.string() })),
  changes: v.optional(v.array(v.object({ id: Id, words: v.string(), asking: v.boolean() })), []),
})

/** The longest title a prompt carries; a change in more words goes by its repair's. */
const TITLE_MAX = 140

/** What of a repair belongs into the circle's next call: what was chosen to be acknowledged in one, and changes whose day has come. */
function callItems({ title, acknowledgements, changes }: v.InferOutput<typeof OfRepair>): CircleItem[] {
  const chosen = acknowledgements.filter(({ state, how }) => state === 'shared' && how === 'in_a_call')
  return [
    ...chosen.map(({ id }): CircleItem => ({ kind: 'acknowledgement', itemId: id, title })),
    ...changes
      .filter(({ asking }) => asking)
      .map(({ id, words }): CircleItem => ({ kind: 'change', itemId: id, title: characters(words) <= TITLE_MAX ? words : title })),
  ]
}

/** Replaces what is known of one circle's repairs. An answer of another shape leaves what was known. */
export async function keepCircleWork(circleId: string, repairs: unknown): Promise<void> {
  const read = v.safeParse(v.array(OfRepair), repairs)
  if (read.success) await circleWork.setValue({ ...(await circleWork.getValue()), [circleId]: read.output.flatMap(callItems) })
}

/** What circles have goes when the person leaves them. */
export async function dropCircleWork(known: ReadonlySet<string>): Promise<void> {
  const kept = Object.entries(await circleWork.getValue()).filter(([id]) => known.has(id))
  await circleWork.setValue(Object.fromEntries(kept))
}
