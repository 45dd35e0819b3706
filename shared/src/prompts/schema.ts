import * as v from 'valibot'
import { Id, line } from '../schema.ts'

/** The 18 kinds of things that Tend may say. */
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

/** One sentence that Tend may say. A prompt is one entry of the catalogue and nothing else. */
export const Prompt = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z0-9]+)+$/)),
  category: Category,
  moment: v.picklist(['opening', 'middle', 'closing', 'rupture', 'after', 'between']),
  trigger: v.picklist(['clock', 'gesture', 'manual', 'afterCall', 'circleItem', 'rest', 'sharingEnded']),
  audience: v.picklist(['self', 'facilitator', 'group', 'personHarmed', 'witness', 'personWhoCausedHarm', 'steward']),
  /** 1: light. 2: asks for some trust. 3: comes only on the person's own click or after the call. */
  depth: v.picklist([1, 2, 3]),
  /** Whether it may stand on a shared screen. A prompt that may not is never shown unasked. */
  shareSafe: v.boolean(),
  text: v.strictObject({ en: v.pipe(v.string(), v.maxLength(140)), es: v.pipe(v.string(), v.maxLength(140)) }),
  why: v.strictObject({ en: v.string(), es: v.string() }),
  action: v.picklist(['none', 'breathe', 'noteForMe', 'sayAloud', 'raiseConcern', 'putOnBackBurner', 'acknowledge', 'rest', 'offerToRoom']),
})
export type Prompt = v.InferOutput<typeof Prompt>

/** The words of a circle's own prompt in one language. The writing rules say how they may read. */
const OwnWords = v.strictObject({ text: line(1000), why: line(1000) })
export type OwnWords = v.InferOutput<typeof OwnWords>

/**
 * The categories for a circle's own prompts. No prompt of a circle speaks to a person who was hurt, who may have hurt, or who saw it: those
 * sentences stay the library's.
 */
const OwnCategory = v.picklist(
  Category.options.filter((one) => one !== 'ouch' && one !== 'oops' && one !== 'witness'),
  'Choose a category of the library: not the ones for somebody who was hurt, may have hurt someone, or saw it.',
)

/** A prompt that a circle writes itself, in one language or both. `basedOn` names the prompt of the library that it stands beside. */
export const AddPrompt = v.strictObject({
  category: OwnCategory,
  moment: v.picklist(['opening', 'middle', 'closing', 'rupture', 'after'], 'Choose when it may be said.'),
  audience: v.picklist(['self', 'facilitator', 'group', 'steward'], 'Choose whom it is for.'),
  depth: v.picklist([1, 2], 'Choose 1 (light) or 2 (asks for some trust).'),
  action: v.picklist(Prompt.entries.action.options, 'Choose what it offers to do.'),
  en: v.nullable(OwnWords),
  es: v.nullable(OwnWords),
  basedOn: v.nullable(line(80)),
})
export type AddPrompt = v.InferOutput<typeof AddPrompt>

/** What is different by now. A language that is added is a translation. Fields that are absent stay as they are. */
export const EditPrompt = v.partial(v.omit(AddPrompt, ['basedOn']))
export type EditPrompt = v.InferOutput<typeof EditPrompt>

/** Whether a prompt of the circle's own is on. */
export const SwitchPrompt = v.strictObject({ on: v.boolean('Say whether it is on.') })
/** Whether a prompt of the library is on in this circle. */
export const SwitchLibraryPrompt = v.strictObject({ promptId: line(80), on: v.boolean('Say whether it is on.') })

/** A prompt of a circle's own, as every member's device gets it. */
export const OwnPromptView = v.object({ id: Id, circleId: Id, ...AddPrompt.entries, on: v.boolean() })
export type OwnPromptView = v.InferOutput<typeof OwnPromptView>

/** A circle's own prompts, and the prompts of the library that it switched off. */
export const CirclePromptsView = v.object({ items: v.array(OwnPromptView), off: v.array(v.string()) })
export type CirclePromptsView = v.InferOutput<typeof CirclePromptsView>
