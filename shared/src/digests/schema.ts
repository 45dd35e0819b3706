import * as v from 'valibot'
import { NeedKind, RepairState } from '../repairs/circle-schema.ts'
import { Day, Id, Language } from '../schema.ts'

/** What a circle reads each week: circle-safe lines only, in a constant shape. An empty section stays, with its empty sentence. */
export const DigestView = v.object({
  circleId: Id,
  circleName: v.string(),
  language: Language,
  /** The ISO week, such as 2026-W47. */
  week: v.string(),
  /** The day of the circle on which it is composed. Days in it are worded by this day. */
  day: Day,
  tended: v.array(
    v.object({
      repairId: Id,
      title: v.string(),
      state: RepairState,
      openWeeks: v.number(),
      nothingChangedYet: v.boolean(),
      /** The needs that people cleared for the circle, one by one, and the circle's own. They never say whose a need is. */
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
  /** Changes that are practised and agreements, to be looked at again by the next digest. */
  changes: v.array(v.object({ what: v.picklist(['change', 'agreement']), title: v.string(), lookAgainOn: Day })),
  /** Rests that their people share. They stand here only while there are any. */
  rests: v.array(v.object({ name: v.string(), until: Day })),
})
export type DigestView = v.InferOutput<typeof DigestView>

/** The stretches of days on which no digest goes out, both ends included. They replace the ones that were set before. */
export const SetHolidays = v.strictObject({
  holidays: v.pipe(v.array(v.strictObject({ from: Day, until: Day })), v.maxLength(12, 'Set at most 12 holidays.')),
})
export type SetHolidays = v.InferOutput<typeof SetHolidays>

/** A circle’s holidays as it set them. */
export const HolidaysView = v.object({ holidays: v.array(v.object({ from: Day, until: Day })) })
export type HolidaysView = v.InferOutput<typeof HolidaysView>
