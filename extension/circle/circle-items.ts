import type { BackBurnerView } from '@tend/shared/backburner/schema'
import { browser } from 'wxt/browser'
import { storage } from 'wxt/utils/storage'

/** A back-burner item that asks for attention, with all that a prompt in a call needs of it. */
export type AskingItem = { id: string; circleId: string; title: string; because: 'revisit_day' | 'untended' | 'echoes' }

/**
 * The items of the person's circles that asked for attention when they were last fetched. They lie on the device, so that a call needs no
 * request.
 */
export const circleItems = storage.defineItem<AskingItem[]>('local:circleItems', { fallback: [] })

/** The alarm that fetches them. It rings with or without a call, so that its ringing tells an observer nothing about when people meet. */
export const circleItemsAlarm = 'circle-items'

/** Minutes until the next fetch: six hours, give or take half an hour, so that devices of one circle do not ask together. */
export function minutesToNextFetch(chance: number): number {
  return 330 + Math.round(chance * 60)
}

/** Sets the alarm unless it is set already, so that a worker that wakes again does not put the next fetch off. */
export async function armCircleItems(chance: number): Promise<void> {
  if (!(await browser.alarms.get(circleItemsAlarm))) {
    await browser.alarms.create(circleItemsAlarm, { delayInMinutes: minutesToNextFetch(chance) })
  }
}

/** Picks the items that ask for attention out of a circle's back burner. */
function askingItems(items: readonly BackBurnerView[]): AskingItem[] {
  return items.flatMap(({ id, circleId, title, state, flaggedBecause }) =>
    state === 'flagged' && flaggedBecause ? [{ id, circleId, title, because: flaggedBecause }] : [],
  )
}

/** Replaces what is known of one circle; the other circles' items stay. */
export async function keepCircleItems(circleId: string, items: readonly BackBurnerView[]): Promise<void> {
  const others = (await circleItems.getValue()).filter((item) => item.circleId !== circleId)
  await circleItems.setValue([...others, ...askingItems(items)])
}

/** A circle the person belongs to. A call's link can be bound to it. */
export type KnownCircle = { id: string; name: string }

/** The person's circles as they were last fetched. */
export const knownCircles = storage.defineItem<KnownCircle[]>('local:circles', { fallback: [] })

/** Replaces the circles. Items of a circle the person left go with it. */
export async function keepCircles(circles: readonly KnownCircle[]): Promise<void> {
  await knownCircles.setValue(circles.map(({ id, name }) => ({ id, name })))
  const known = new Set(circles.map(({ id }) => id))
  await circleItems.setValue((await circleItems.getValue()).filter((item) => known.has(item.circleId)))
}
