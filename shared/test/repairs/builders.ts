import { draft, share } from '../../src/repairs/decide.ts'
import type { Part } from '../../src/repairs/part-state.ts'
import type { Acknowledgement, RepairDecision, RepairItem } from '../../src/repairs/state.ts'
import type { RepairContext } from '../../src/repairs/view.ts'
import { circle, circleId, given, member } from '../backburner/builders.ts'

export const ana = member('ana')
export const rui = member('rui')
const names = new Map([['ana', 'Ana']])
export const context = (today: string): RepairContext => ({ reader: 'ana', today, names })
export const words = { by: 'circle', words: 'We left people out.', how: 'in_writing' } as const

/** The state that an accepted decision led to. */
export function after(decision: RepairDecision): RepairItem {
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`)
  return decision.value.state
}
export function repair(over: Partial<RepairItem> = {}): RepairItem {
  return {
    id: 'repair',
    circleId,
    title: 'Meetings run late',
    state: 'open',
    openedOn: '2026-01-01',
    fromItemId: null,
    acknowledgements: [],
    parts: [],
    needs: [],
    changes: [],
    ...over,
  }
}
export function part(over: Partial<Extract<Part, { state: 'present' }>> = {}): Extract<Part, { state: 'present' }> {
  return { id: 'part', name: null, wish: 'silence', wishShown: false, mine: false, state: 'present', ...over }
}
export function drafted(by: 'circle' | 'me' = 'circle', how: Acknowledgement['how'] = 'in_writing', over: Partial<RepairItem> = {}) {
  const state = after(draft({ repair: repair(over), circle }, { ...words, by, how }, given(ana, '2026-01-05')))
  return { repair: state, acknowledgement: state.acknowledgements[0] as Acknowledgement, circle }
}
export function shared(by: 'circle' | 'me' = 'circle') {
  const state = after(share(drafted(by), { now: new Date('2026-01-10T12:00:00Z') }))
  return { repair: state, acknowledgement: state.acknowledgements[0] as Acknowledgement, circle }
}
/** The same record as another person loads it. */
export const asOther = (one: Acknowledgement): Acknowledgement => ({ ...one, mine: false, joinedByMe: false })
