import { Day, Id } from '@tend/shared/schema'
import { addDays, ownDay } from '@tend/shared/zone'
import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { changeTallies, markReflected, readTallies } from './memory.ts'
import type { Session } from './session.ts'
import { changeSettings } from './settings.ts'

const key = 'call.after'

/** A question for after a call that its page could not show any more, or that the person wants tomorrow. It waits in the panel. */
const WaitingPrompt = v.object({
  promptId: v.string(),
  /** The circle whose own words the question may be. */
  circleId: v.nullable(Id),
  because: v.picklist(['after', 'marked']),
  /** The person's day from which on the question shows. */
  from: Day,
  /** Whether the question stands open. What is private waits for the person's click. */
  open: v.boolean(),
})
export type WaitingPrompt = v.InferOutput<typeof WaitingPrompt>

/** Days after which a question that the person did not look at goes, without a word. */
const LAPSE_DAYS = 2

/** The question that waits, today's or tomorrow's. There is at most one, so that they never pile up. */
export async function readWaiting(now: Date): Promise<WaitingPrompt | null> {
  const kept = v.safeParse(WaitingPrompt, (await browser.storage.local.get(key))[key])
  return kept.success && ownDay(now) <= addDays(kept.output.from, LAPSE_DAYS) ? kept.output : null
}

/**
 * Lets a call's question wait from the day `from` on; a newer one takes the place of an older one. Other prompts belong to their call
 * alone.
 */
export async function letWait({ prompt, circleId }: Session, from: string, now: Date): Promise<void> {
  if (!prompt || (prompt.because !== 'after' && prompt.because !== 'marked')) return
  const { promptId, because } = prompt
  // A question that was put off waits closed: on another day nothing stands open that the person did not open.
  const open = prompt.open && !prompt.answered && from === ownDay(now)
  const waiting: WaitingPrompt = { promptId, circleId, because, from, open }
  await browser.storage.local.set({ [key]: waiting })
}

/** The number of ignored reflections in a row after which they switch themselves off. */
const IGNORED_REFLECTIONS = 3

/** A reflection that goes unread three times in a row is not wanted, and switches itself off. */
export async function learnReflection(ignored: boolean): Promise<void> {
  const inRow = ignored ? (await readTallies()).ignoredReflections + 1 : 0
  await changeTallies({ ignoredReflections: inRow })
  if (inRow >= IGNORED_REFLECTIONS) await changeSettings({ afterCall: false })
}

/** Takes what the person did with the question that waits. Looking back is offered once a day, in the call or in the panel. */
export async function answerWaiting(waiting: WaitingPrompt, given: 'open' | 'later' | 'done', now: Date): Promise<void> {
  if (given === 'done') await browser.storage.local.remove(key)
  if (given === 'open') await browser.storage.local.set({ [key]: { ...waiting, open: true } })
  if (given === 'later') await browser.storage.local.set({ [key]: { ...waiting, open: false, from: dayAfter(now) } })
  if (waiting.because !== 'after') return
  await markReflected(now)
  await learnReflection(false)
}

/** Another question for after a call has come, and the one that waited goes, unread. */
export async function dropWaiting(now: Date): Promise<void> {
  const waiting = await readWaiting(now)
  await browser.storage.local.remove(key)
  if (waiting?.because === 'after' && waiting.from <= ownDay(now)) await learnReflection(true)
}

/** The person's tomorrow, by this device's clock. */
export const dayAfter = (now: Date): string => addDays(ownDay(now), 1)

/** Calls back whenever the question that waits changes. */
export function watchWaiting(changed: () => void): void {
  browser.storage.onChanged.addListener((changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && key in changes) changed()
  })
}
