import * as v from 'valibot'
import { Day, Id, Language } from '../schema.ts'

/** What a circle reads each week: circle-safe lines only, in constant shape; an empty section stays, with its empty sentence. */
export const DigestView = v.object({
  circleId: Id,
  circleName: v.string(),
  language: Language,
  /** ISO week, such as 2026-W47. */
  week: v.string(),
  tended: v.array(v.object({ repairId: Id, title: v.string(), state: v.string(), openWeeks: v.number(), nothingChangedYet: v.boolean() })),
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
  changes: v.array(v.object({ title: v.string(), lookAgainOn: Day })),
})
export type DigestView = v.InferOutput<typeof DigestView>
