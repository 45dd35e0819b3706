import * as v from 'valibot'

/* What the circle as a whole may read of a repair, in a channel too. Nothing in this file knows of a part, or of a need that was not cleared. */

/** Where a repair stands. A repair can leave every one of these states again. */
export const RepairState = v.picklist(['open', 'tending', 'practising', 'resting', 'set_down'])
export type RepairState = v.InferOutput<typeof RepairState>

/** What is needed. *Not known yet* is always possible. */
export const NeedKind = v.picklist(
  ['rest', 'relief', 'safety', 'information', 'acknowledgement', 'change', 'space', 'company', 'other', 'not_known_yet'],
  'Choose what is needed; not known yet is one of the answers.',
)
export type NeedKind = v.InferOutput<typeof NeedKind>

/** How a change goes. *Slipped* is said without blame, and the change can be practised again. */
export const ChangeState = v.picklist(['proposed', 'practising', 'stays', 'slipped', 'dropped'])
export type ChangeState = v.InferOutput<typeof ChangeState>

/**
 * A repair in circle-safe words: what was shared, cleared and proposed. It holds the days from which a digest reckons how long something
 * has waited.
 */
export type RepairForCircle = {
  id: string
  title: string
  state: RepairState
  openedOn: string
  openWeeks: number
  nothingChangedYet: boolean
  acknowledgements: readonly { words: string; from: string | null; sharedOn: string }[]
  needs: readonly { kind: NeedKind; words: string; clearedOn: string }[]
  changes: readonly { words: string; state: ChangeState; lookAgainOn: string | null }[]
}
