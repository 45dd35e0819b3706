import * as v from 'valibot'
import { NeedKind, RepairState } from '../repairs/circle-schema.ts'
import { Day, Id, Language } from '../schema.ts'

/** What a circle reads each week: circle-safe lines only, in constant shape; an empty section stays, with its empty sentence. */
export const DigestView = v.object({
  circleId: Id,
  circleName: v.string(),
  language: Language,
  /** ISO week, such as 2026-W47. */
  week: v.string(),
  /** The circle's day it is composed on; dates in it are said by this day. */
  day: Day,
  tended: v.array(
    v.object({
      repairId: Id,
      title: v.string(),
      state: RepairState,
      openWeeks: v.number(),
      nothingChangedYet: v.boolean(),
      /** What people cleared for the circle, one by one, and what the circle itself needs; never whose. */
      needs: v.array(v.object({ kind: NeedKind, words: v.string() })),
    }),
  ),
  acknowledgements: v.array(v.object({ repairId: Id, title: v.string(), words: v.string(), from: v.nullable(v.string()) })),
  asking: v.array(
    v.object({
      itemId: Id,
      title: v.string(),
      because: v.picklist(['revisit_day', 'untended', 'echoes']),
      waitingWeeks: v.number(),
      touches: v.nullable(v.literal('several')),
    }),
  ),
  /** Changes that are practised, and what was agreed, to be looked at again by the next digest. */
  changes: v.array(v.object({ what: v.picklist(['change', 'agreement']), title: v.string(), lookAgainOn: Day })),
  /** Rests that their people share; said only while there are any. */
  rests: v.array(v.object({ name: v.string(), until: Day })),
})
export type DigestView = v.InferOutput<typeof DigestView>

/** Stretches of days, both ends included, on which no digest goes out. Replaces those that were set before. */
export const SetHolidays = v.strictObject({
  holidays: v.pipe(v.array(v.strictObject({ from: Day, until: Day })), v.maxLength(12, 'Set at most 12 holidays.')),
})
export type SetHolidays = v.InferOutput<typeof SetHolidays>

/** A circle’s holidays as it set them. */
export const HolidaysView = v.object({ holidays: v.array(v.object({ from: Day, until: Day })) })
export type HolidaysView = v.InferOutput<typeof HolidaysView>
