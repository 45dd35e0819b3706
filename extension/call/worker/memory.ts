import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { CircleItem } from '@tend/shared/prompts/choose'
import { composeCatalogue } from '@tend/shared/prompts/compose'
import type { Past } from '@tend/shared/prompts/due'
import { Category, type Prompt } from '@tend/shared/prompts/schema'
import { Day, Id, Instant } from '@tend/shared/schema'
import { ownDay } from '@tend/shared/zone'
import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { circleItems } from '../../circle/circle-items.ts'
import { circlePrompts } from '../../circle/circle-prompts.ts'
import { circleRests } from '../../circle/circle-rests.ts'
import { circleWork } from '../../circle/circle-work.ts'

/*
 * Calls leave on the device which prompts came, how long the person sat in calls today, and what they typed about a call's link. None of it
 * is ever sent. Links are kept as keyed hashes, so that a seized device lists no meetings.
 */

async function read<T>(key: string, schema: v.GenericSchema<unknown, T>, otherwise: T): Promise<T> {
  const stored = v.safeParse(schema, (await browser.storage.local.get(key))[key])
  return stored.success ? stored.output : otherwise
}

const write = (key: string, value: unknown) => browser.storage.local.set({ [key]: value })

const Remembered = v.object({
  promptId: v.string(),
  itemId: v.nullable(v.string()),
  category: Category,
  at: Instant,
  asked: v.optional(v.boolean(), false),
})

/** Days after which a prompt that came is forgotten. */
const FORGET_DAYS = 60

/** The prompts that came on this device, oldest first. */
export async function readPast(): Promise<Past[]> {
  const past = await read('call.past', v.array(Remembered), [])
  return past.map((one) => ({ ...one, at: new Date(one.at) }))
}

/** Remembers a prompt that came, and forgets those that came too long ago. */
export async function rememberPrompt(shown: Past): Promise<void> {
  const since = shown.at.getTime() - FORGET_DAYS * 86_400_000
  const past = [...(await readPast()).filter(({ at }) => at.getTime() >= since), shown]
  const kept = past.map((one) => ({ ...one, at: one.at.toISOString() }))
  await write('call.past', kept)
}

const CallDay = v.object({
  day: Day,
  /** Minutes of calls on that day. */
  minutes: v.number(),
  /** Minutes without a break until `lastEnd`. */
  stretch: v.number(),
  lastEnd: v.nullable(Instant),
  reflected: v.boolean(),
})
export type CallDay = v.InferOutput<typeof CallDay>

/** Minutes between two calls that count as a break. */
export const BREAK_MINUTES = 10

/** Today's calls so far. A new day begins at nothing. */
export async function readDay(now: Date): Promise<CallDay> {
  const fresh = { day: ownDay(now), minutes: 0, stretch: 0, lastEnd: null, reflected: false }
  const kept = await read('call.day', CallDay, fresh)
  const rested = !kept.lastEnd || now.getTime() - new Date(kept.lastEnd).getTime() >= BREAK_MINUTES * 60_000
  const today = kept.day === fresh.day ? kept : { ...fresh, lastEnd: kept.lastEnd, stretch: kept.stretch }
  return rested ? { ...today, stretch: 0 } : today
}

/** Adds a call that has just ended. */
export async function addCall(minutes: number, stretchBefore: number, now: Date): Promise<void> {
  const day = await readDay(now)
  await write('call.day', { ...day, minutes: day.minutes + minutes, stretch: stretchBefore + minutes, lastEnd: now.toISOString() })
}

/** Notes that looking back was offered on this day. */
export async function markReflected(now: Date): Promise<void> {
  await write('call.day', { ...(await readDay(now)), reflected: true })
}

const Tallies = v.object({ silencedCalls: v.number(), ignoredReflections: v.number() })
export type Tallies = v.InferOutput<typeof Tallies>

/** The number of calls in a row that ended dismissed, and of reflections in a row that were ignored. */
export function readTallies(): Promise<Tallies> {
  return read('call.tallies', Tallies, { silencedCalls: 0, ignoredReflections: 0 })
}

/** Changes some tallies; the others stay. */
export async function changeTallies(change: Partial<Tallies>): Promise<void> {
  await write('call.tallies', { ...(await readTallies()), ...change })
}

const LinkNotes = v.object({
  plannedMinutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(600))),
  circleId: v.nullable(Id),
})
export type LinkNotes = v.InferOutput<typeof LinkNotes>

const noLinkNotes: LinkNotes = { plannedMinutes: null, circleId: null }

/** The person typed this about a call's link: its planned length, and the circle it belongs to. */
export async function readLink(link: string | null): Promise<LinkNotes> {
  if (link === null) return noLinkNotes
  return (await read('call.links', v.record(v.string(), LinkNotes), {}))[link] ?? noLinkNotes
}

/** Changes some of what is kept for a call's link, which is given as its hash. */
export async function changeLink(link: string, change: Partial<LinkNotes>): Promise<void> {
  const links = await read('call.links', v.record(v.string(), LinkNotes), {})
  await write('call.links', { ...links, [link]: { ...noLinkNotes, ...links[link], ...change } })
}

/** Hashes a link so that this device alone can recognise it: SHA-256 with a key that is made here and stays here. */
export async function hashLink(link: string): Promise<string> {
  const held = await read('call.linkKey', v.nullable(v.string()), null)
  const key = held ?? hex(crypto.getRandomValues(new Uint8Array(16)))
  if (held === null) await write('call.linkKey', key)
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${key} ${link}`))))
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The items one circle has for its calls, as they were fetched last. A call asks nothing of the network. */
export async function readItems(circleId: string | null, now: Date): Promise<CircleItem[]> {
  if (circleId === null) return []
  const items = (await circleItems.getValue()).filter((item) => item.circleId === circleId)
  const asking = items.map(({ id, title }) => ({ kind: 'asking', itemId: id, title }) as const)
  const shared = ((await circleRests.getValue())[circleId] ?? []).filter(({ until }) => ownDay(now) <= until)
  const rests = shared.map(({ itemId, title }) => ({ kind: 'shared_rest', itemId, title }) as const)
  return [...asking, ...((await circleWork.getValue())[circleId] ?? []), ...rests]
}

/** The prompts that may come in a call: the library's, and beside them those of the circle that the call's link is bound to. */
export async function readCatalogue(circleId: string | null): Promise<readonly Prompt[]> {
  const own = circleId === null ? undefined : (await circlePrompts.getValue())[circleId]
  return own ? composeCatalogue(catalogue, own) : catalogue
}

/** A call needs this of the circle its link is bound to. While it is covered, it needs no item. */
export async function readCircle(circleId: string | null, { covered, now }: { covered: boolean; now: Date }) {
  return { items: covered ? [] : await readItems(circleId, now), catalogue: await readCatalogue(circleId) }
}
