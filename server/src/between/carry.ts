import { park } from '@tend/shared/backburner/decide'
import type { Carrying } from '@tend/shared/concerns/state'
import { open } from '@tend/shared/repairs/decide'
import type { Decided, Result } from '@tend/shared/result'
import { insertItem } from '../backburner/store.ts'
import { recordEvents } from '../events.ts'
import { loadCircleAround } from '../members/circle.ts'
import { insertRepair } from '../repairs/store.ts'
import type { TendEvent, Work } from '../work.ts'

/** What will be opened for the circle. It is decided and not yet saved. */
type Carried = { id: string; save(): Promise<void> }

/**
 * Opens words for the circle as if the steward who drafted them had done so anyway: with an ordinary id and an event of the steward's own.
 * No column leads back; that the words have to do with a concern lies sealed in the concern alone.
 */
export async function openCarried(work: Work, circleId: string, { as, title, why, effect }: Carrying): Promise<Carried> {
  const circle = await loadCircleAround(work, circleId)
  if (!circle) throw new Error('A concern is in a circle that is there.')
  const given = { actor: work.actor, now: work.now, id: work.id }
  if (as === 'repair') return carried(work, open({ circle, from: null }, { title, fromItemId: null }, given), insertRepair)
  return carried(work, park(circle, { title, why, effect, revisitOn: null, link: null }, given), insertItem)
}

function carried<State extends { id: string }>(
  work: Work,
  decided: Result<Decided<State, TendEvent>>,
  insert: (work: Work, state: State) => Promise<void>,
): Carried {
  if (!decided.ok) throw new Error('Circle-safe words without a day or a link are never refused.')
  const { state, events } = decided.value
  const save = async () => {
    await insert(work, state)
    await recordEvents(work, events, false)
  }
  return { id: state.id, save }
}
