import { pick } from '@tend/shared/copy/copy'
import { digestsCopy } from '@tend/shared/copy/digests'
import { Day, Language } from '@tend/shared/schema'
import * as v from 'valibot'
import { storage } from 'wxt/utils/storage'

/** A rest that a person shares with their whole circle: their name, and the day until which it lasts, in the circle's language. */
type SharedRest = { itemId: string; title: string; until: string }

/** The rests each circle reads in its digest, as they were fetched last. A rest told to some people alone is not among them. */
export const circleRests = storage.defineItem<Record<string, SharedRest[]>>('local:circleRests', { fallback: {} })

const OfDigest = v.object({ language: Language, rests: v.array(v.object({ name: v.string(), until: Day })) })

/** Replaces what is known of one circle's rests. An answer of another shape leaves what was known. */
export async function keepCircleRests(circleId: string, digest: unknown, today: string): Promise<void> {
  const read = v.safeParse(OfDigest, digest)
  if (!read.success) return
  const { line } = pick(digestsCopy, read.output.language).rests
  const rests = await Promise.all(
    read.output.rests.map(async ({ name, until }) => ({
      itemId: await itemIdOf(circleId, name),
      title: line(name, until, today),
      until,
    })),
  )
  await circleRests.setValue({ ...(await circleRests.getValue()), [circleId]: rests })
}

/** Makes an id for a rest, as a digest gives none. A rest that grows longer stays the same item, and is not brought up again for it. */
async function itemIdOf(circleId: string, name: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${circleId} ${name}`)))
  const hex = Array.from(hash.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Drops the rests of circles that the person left. */
export async function dropCircleRests(known: ReadonlySet<string>): Promise<void> {
  const kept = Object.entries(await circleRests.getValue()).filter(([id]) => known.has(id))
  await circleRests.setValue(Object.fromEntries(kept))
}
