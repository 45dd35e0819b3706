import type { MeView } from '@tend/shared/members/schema'
import { CirclePromptsView } from '@tend/shared/prompts/schema'
import * as v from 'valibot'
import { storage } from 'wxt/utils/storage'
import { dropCircleRests } from './circle-rests.ts'
import { dropCircleWork } from './circle-work.ts'

/** Each of the person's circles says this in its calls beside the library, as it was fetched last. */
export const circlePrompts = storage.defineItem<Record<string, CirclePromptsView>>('local:circlePrompts', { fallback: {} })

/** Whether the person is a steward anywhere. If so, a call may ask how they are as one. */
export const isSteward = storage.defineItem<boolean>('local:isSteward', { fallback: false })

/** Keeps what a circle says. An answer of another shape, as of another version, leaves what was known: a call does not depend on it. */
export async function keepCirclePrompts(circleId: string, said: unknown): Promise<void> {
  const read = v.safeParse(CirclePromptsView, said)
  if (read.success) await circlePrompts.setValue({ ...(await circlePrompts.getValue()), [circleId]: read.output })
}

/** Keeps what the person's roles mean for calls. What a circle said goes once the person left it. */
export async function keepRoles(circles: MeView['circles']): Promise<void> {
  await isSteward.setValue(circles.some(({ roles }) => roles.includes('steward')))
  const known = new Set(circles.map(({ id }) => id))
  const kept = Object.entries(await circlePrompts.getValue()).filter(([id]) => known.has(id))
  await circlePrompts.setValue(Object.fromEntries(kept))
  await dropCircleWork(known)
  await dropCircleRests(known)
}
