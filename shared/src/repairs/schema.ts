import * as v from 'valibot'
import { CircleSafeTitle } from '../backburner/schema.ts'
import { Day, Id, words } from '../schema.ts'
import { ChangeView } from './change-schema.ts'
import { RepairState } from './circle-schema.ts'
import { NeedView, PartView } from './part-schema.ts'

/** A repair starts empty: a title the circle reads, and the back-burner item it grew from, if any. No list of steps exists. */
export const OpenRepair = v.strictObject({ title: CircleSafeTitle, fromItemId: v.nullable(Id) })
export type OpenRepair = v.InferOutput<typeof OpenRepair>

/** What it acknowledges: what happened, which waits for the wishes of whom it touched; or our own practice, which is always possible, for the circle. */
export const AcknowledgementAbout = v.picklist(['what_happened', 'our_practice'], 'Say what it is about.')
export type AcknowledgementAbout = v.InferOutput<typeof AcknowledgementAbout>

/** One box with hints: what we did, what it did, what we did not see. For the circle (others may join) or for oneself. `about` absent: what happened. */
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

/** An acknowledgement as the reader may know it: drafts by whoever drafted them, shared ones by the circle. */
export const AcknowledgementView = v.object({
  id: Id,
  by: v.picklist(['circle', 'member']),
  about: AcknowledgementAbout,
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

/** A repair as one member reads it. */
export const RepairView = v.object({
  id: Id,
  circleId: Id,
  title: v.string(),
  state: RepairState,
  openedOn: Day,
  /** Whole weeks since it was opened. */
  openWeeks: v.number(),
  acknowledged: v.boolean(),
  /** Acknowledged at least four weeks ago and no change practised yet; not said while somebody asks for time. */
  nothingChangedYet: v.boolean(),
  acknowledgements: v.array(AcknowledgementView),
  /** Of whom it touched, each "someone" unless they chose a name; in no order that says anything. */
  parts: v.array(PartView),
  /** The reader's own, the circle's, and what others cleared for the circle one by one. */
  needs: v.array(NeedView),
  changes: v.array(ChangeView),
  fromItemId: v.nullable(Id),
})
export type RepairView = v.InferOutput<typeof RepairView>
