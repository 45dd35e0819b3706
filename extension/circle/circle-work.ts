import type { CircleItem } from '@tend/shared/prompts/choose'
import { characters, Id } from '@tend/shared/schema'
import * as v from 'valibot'
import { storage } from 'wxt/utils/storage'

/** Each circle's repairs have this for its calls, as it was fetched last: acknowledgements to make, and changes to look at again. */
export const circleWork = storage.defineItem<Record<string, CircleItem[]>>('local:circleWork', { fallback: {} })

/** A call needs no more of a repair than this. Words of acknowledgements stay out, and a server may know no changes. */
const OfRepair = v.object({
  title: v.string(),
  acknowledgements: v.array(v.object({ id: Id, state: v.string(), how: v.string() })),
  changes: v.optional(v.array(v.object({ id: Id, words: v.string(), asking: v.boolean() })), []),
})

/** The longest title a prompt carries, in characters. A change in more words goes by its repair's title. */
const TITLE_MAX = 140

/** Picks what belongs into the circle's next call: acknowledgements chosen to be made in one, and changes whose day has come. */
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

/** Drops the work of circles that the person left. */
export async function dropCircleWork(known: ReadonlySet<string>): Promise<void> {
  const kept = Object.entries(await circleWork.getValue()).filter(([id]) => known.has(id))
  await circleWork.setValue(Object.fromEntries(kept))
}
