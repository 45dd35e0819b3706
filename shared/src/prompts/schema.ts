import * as v from 'valibot'

export const Category = v.picklist([
  'arriving',
  'needs_check',
  'agreements',
  'airtime_and_power',
  'noticing_the_unseen',
  'temperature_and_silence',
  'ouch',
  'oops',
  'witness',
  'facilitating_after_a_rupture',
  'closing',
  'after_the_call',
  'rest_and_support',
  'group_acknowledgement',
  'practice_and_culture_change',
  'back_burner_and_power',
  'stewards_own_care',
  'outside_supports',
])
export type Category = v.InferOutput<typeof Category>

/** One sentence Tend may say. A prompt is one catalogue entry and nothing else. */
export const Prompt = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z0-9]+)+$/)),
  category: Category,
  moment: v.picklist(['opening', 'middle', 'closing', 'rupture', 'after', 'between']),
  trigger: v.picklist(['clock', 'gesture', 'manual', 'afterCall', 'circleItem', 'rest', 'sharingEnded']),
  audience: v.picklist(['self', 'facilitator', 'group', 'personHarmed', 'witness', 'personWhoCausedHarm', 'steward']),
  /** 1 light, 2 asks for some trust, 3 only on the person's own click or after the call. */
  depth: v.picklist([1, 2, 3]),
  /** May stand on a shared screen; false is never shown unasked. */
  shareSafe: v.boolean(),
  text: v.strictObject({ en: v.pipe(v.string(), v.maxLength(140)), es: v.pipe(v.string(), v.maxLength(140)) }),
  why: v.strictObject({ en: v.string(), es: v.string() }),
  action: v.picklist(['none', 'breathe', 'noteForMe', 'sayAloud', 'raiseConcern', 'putOnBackBurner', 'acknowledge', 'rest', 'offerToRoom']),
})
export type Prompt = v.InferOutput<typeof Prompt>
