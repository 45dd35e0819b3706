import * as v from 'valibot'
import { CircleSafeTitle } from '../backburner/schema.ts'
import { Day, Id, words } from '../schema.ts'
import { ChangeView } from './change-schema.ts'
import { RepairState } from './circle-schema.ts'
import { NeedView, PartView } from './part-schema.ts'

/** A repair starts empty: with a title that the circle reads, and the back-burner item it grew from, if any. It has no list of steps. */
export const OpenRepair = v.strictObject({ title: CircleSafeTitle, fromItemId: v.nullable(Id) })
export type OpenRepair = v.InferOutput<typeof OpenRepair>

/**
 * What an acknowledgement is about. *What happened* waits for the wishes of the people it touched. *Our own practice* is always possible,
 * for the circle.
 */
export const AcknowledgementAbout = v.picklist(['what_happened', 'our_practice'], 'Say what it is about.')
export type AcknowledgementAbout = v.InferOutput<typeof AcknowledgementAbout>

/**
 * One box with hints: what we did, what it did, what we did not see. It is for the circle (others may join) or for oneself. `about` absent:
 * what happened.
 */
export const DraftAcknowledgement = v.strictObject({
  by: v.picklist(['circle', 'me'], 'Draft it for the circle or for yourself.'),
  words: words(2000),
  how: v.picklist(['in_a_call', 'in_writing', 'through_a_steward'], 'Choose how it is made.'),
  about: v.optional(AcknowledgementAbout),
})
export type DraftAcknowledgement = v.InferOutput<typeof DraftAcknowledgement>

/** How far an acknowledgement has come. *Kept until wanted* reads the same for silence, not now and never. */
export const AcknowledgementState = v.picklist(['drafted', 'kept_until_wanted', 'shared', 'made'])
export type AcknowledgementState = v.InferOutput<typeof AcknowledgementState>

/** An acknowledgement as the reader may know it: a draft is read by its drafter, a shared one by the circle. */
export const AcknowledgementView = v.object({
  id: Id,
  by: v.picklist(['circle', 'member']),
  about: AcknowledgementAbout,
  /** Shown as the drafter's view or as the circle's. Only its drafter sees a kept one. */
  words: v.string(),
  how: v.picklist(['in_a_call', 'in_writing', 'through_a_steward']),
  state: AcknowledgementState,
  mine: v.boolean(),
  joinedByMe: v.boolean(),
  /** The name of the member who says it; null when it is the circle's. */
  from: v.nullable(v.string()),
  sharedOn: v.nullable(Day),
})
export type AcknowledgementView = v.InferOutput<typeof AcknowledgementView>

/** A repair as one member reads it. */
export const RepairView = v.object({
  id: Id,
  circleId: Id,
  title: v.string(),
  state: RepairState,
  openedOn: Day,
  /** The whole weeks since it was opened. */
  openWeeks: v.number(),
  acknowledged: v.boolean(),
  /** It was acknowledged at least four weeks ago, and no change has been practised since. This is not said while a person asks for time. */
  nothingChangedYet: v.boolean(),
  acknowledgements: v.array(AcknowledgementView),
  /** The parts of the people it touched: each is "someone" unless they chose a name. Their order says nothing. */
  parts: v.array(PartView),
  /** The reader's own needs, the circle's, and those that others cleared for the circle one by one. */
  needs: v.array(NeedView),
  changes: v.array(ChangeView),
  fromItemId: v.nullable(Id),
})
export type RepairView = v.InferOutput<typeof RepairView>
