import * as v from 'valibot'
import { Day, Id, words } from '../schema.ts'

/** Words that the whole circle reads. They may not be empty, and they mention nobody. */
export const circleWords = (max: number) =>
  v.pipe(
    words(max),
    v.check((text) => text.trim() !== '', 'Write a few words here.'),
    v.check(
      (text) => !/(^|[^\p{L}\p{N}._-])[@＠]\S/u.test(text) && !/<[@!#]/.test(text),
      'Your circle will read this: leave mentions of people out of it.',
    ),
  )

/** What the circle agrees on, in its own words, and the day on which it looks at it again (null: no day). */
export const AgreeOn = v.strictObject({ words: circleWords(2000), lookAgainOn: v.nullable(Day) })
export type AgreeOn = v.InferOutput<typeof AgreeOn>

/**
 * Looks at an agreement again. The same words may come with another day; other words keep the earlier ones as history. An agreement that
 * was dropped is taken up again.
 */
export const ReviseAgreement = v.strictObject(AgreeOn.entries)

/** Why an agreement is dropped. The reason may stay empty, and the circle reads it. */
export const DropAgreement = v.strictObject({ reason: words(500) })

/** Whether an agreement holds as it was, holds in other words, or was dropped. */
export const AgreementState = v.picklist(['current', 'revised', 'dropped'])
export type AgreementState = v.InferOutput<typeof AgreementState>

/** An earlier wording, and the days on which it held. */
export const EarlierWording = v.object({ words: v.string(), from: Day, until: Day })

/** An agreement as its circle reads it, with its earlier wordings. */
export const AgreementView = v.object({
  id: Id,
  circleId: Id,
  words: v.string(),
  /** `revised`: the agreement holds, in other words than at first. */
  state: AgreementState,
  agreedOn: Day,
  lookAgainOn: v.nullable(Day),
  /** Whether its day has come, so that it asks for attention. */
  asking: v.boolean(),
  /** Why it was dropped; null while it holds. */
  reason: v.nullable(v.string()),
  /** Oldest first. */
  earlier: v.array(EarlierWording),
})
export type AgreementView = v.InferOutput<typeof AgreementView>
