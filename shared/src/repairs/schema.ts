import * as v from 'valibot'
import { CircleSafeTitle } from '../backburner/schema.ts'
import { Day, Id, words } from '../schema.ts'

/** A repair starts empty: a title the circle reads, and the back-burner item it grew from, if any. No list of steps exists. */
export const OpenRepair = v.strictObject({ title: CircleSafeTitle, fromItemId: v.nullable(Id) })
export type OpenRepair = v.InferOutput<typeof OpenRepair>

export const RepairState = v.picklist(['open', 'tending', 'practising', 'resting', 'set_down'])
export type RepairState = v.InferOutput<typeof RepairState>

/** One box with hints: what we did, what it did, what we did not see. For the circle (others may join) or for oneself. */
export const DraftAcknowledgement = v.strictObject({
  by: v.picklist(['circle', 'me'], 'Draft it for the circle or for yourself.'),
  words: words(2000),
  how: v.picklist(['in_a_call', 'in_writing', 'through_a_steward'], 'Choose how it is made.'),
})
export type DraftAcknowledgement = v.InferOutput<typeof DraftAcknowledgement>

export const AcknowledgementState = v.picklist(['drafted', 'kept_until_wanted', 'shared', 'made'])
export type AcknowledgementState = v.InferOutput<typeof AcknowledgementState>

export const AcknowledgementView = v.object({
  id: Id,
  by: v.picklist(['circle', 'member']),
  /** Shown as the drafter's view or the circle's; a kept one is seen by its drafter alone. */
  words: v.string(),
  how: v.picklist(['in_a_call', 'in_writing', 'through_a_steward']),
  state: AcknowledgementState,
  mine: v.boolean(),
  joinedByMe: v.boolean(),
  /** The name of the member it is by; null when it is the circle's. */
  from: v.nullable(v.string()),
  sharedOn: v.nullable(Day),
})
export type AcknowledgementView = v.InferOutput<typeof AcknowledgementView>

export const RepairView = v.object({
  id: Id,
  circleId: Id,
  title: v.string(),
  state: RepairState,
  openedOn: Day,
  /** Whole weeks since it was opened. */
  openWeeks: v.number(),
  acknowledged: v.boolean(),
  /** Acknowledged at least four weeks ago and no change proposed yet. */
  nothingChangedYet: v.boolean(),
  acknowledgements: v.array(AcknowledgementView),
  fromItemId: v.nullable(Id),
})
export type RepairView = v.InferOutput<typeof RepairView>
