import { promptsCopy } from '../copy/prompts.ts'
import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { triggerOf } from './compose.ts'
import type { AddPrompt, EditPrompt, OwnWords, Prompt } from './schema.ts'
import type { OwnPrompt, PromptEvent, PromptingCircle, PromptVerb } from './state.ts'
import { ALIKE, likeness, type Objection, objections, type WrittenPrompt } from './writing.ts'

type Decision<State> = Result<Decided<State, PromptEvent>>

/** How many prompts of its own a circle may keep beside the library. */
export const OWN_MAX = 200

const languages = ['en', 'es'] as const

/**
 * Adds a prompt of the circle's own. Refuses what the writing rules refuse, a prompt that says nearly the same as another, and more than
 * 200.
 */
export function addPrompt(
  circle: PromptingCircle,
  input: AddPrompt,
  library: readonly Prompt[],
  { id }: Given<Actor>,
): Decision<OwnPrompt> {
  if (circle.own.length >= OWN_MAX) return refuse('not_now', `A circle keeps ${OWN_MAX} prompts of its own: edit one that is there.`)
  if (input.basedOn !== null && !library.some((prompt) => prompt.id === input.basedOn))
    return refuse('invalid', 'The library has no prompt of this name.', 'basedOn')
  const checked = check(input, circle.own, library)
  return checked.ok ? happened('added', { ...input, id: id(), circleId: circle.id, on: true }) : checked
}

/** Changes or translates a prompt of the circle's own. The same rules hold as for a new one. */
export function editPrompt(
  { own, circle }: { own: OwnPrompt; circle: PromptingCircle },
  input: EditPrompt,
  library: readonly Prompt[],
): Decision<OwnPrompt> {
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  const edited: OwnPrompt = { ...own, ...said }
  const others = circle.own.filter(({ id }) => id !== own.id)
  const checked = check(edited, others, library)
  return checked.ok ? happened('edited', edited) : checked
}

/** Switches a prompt of the circle's own on or off. A prompt that is off is kept, and does not come. */
export function switchPrompt(own: OwnPrompt, { on }: { on: boolean }): Decision<OwnPrompt> {
  return own.on === on ? ok({ state: own, events: [] }) : happened('switched', { ...own, on })
}

/** Switches a prompt of the library on or off in this circle. The library itself stays as it is. */
export function switchLibraryPrompt(
  circle: PromptingCircle,
  { promptId, on }: { promptId: string; on: boolean },
  library: readonly Prompt[],
): Decision<PromptingCircle> {
  if (!library.some(({ id }) => id === promptId)) return refuse('invalid', 'The library has no prompt of this name.', 'promptId')
  if (circle.off.includes(promptId) !== on) return ok({ state: circle, events: [] })
  const off = on ? circle.off.filter((id) => id !== promptId) : [...circle.off, promptId]
  return ok({ state: { ...circle, off }, events: [{ kind: 'prompt.library_switched', subject: circle.id, circleId: circle.id }] })
}

function happened(verb: PromptVerb, own: OwnPrompt): Decision<OwnPrompt> {
  return ok({ state: own, events: [{ kind: `prompt.${verb}`, subject: own.id, circleId: own.circleId }] })
}

/** Checks the writing rules, and the rules for a circle's own prompts beside them. */
function check(input: AddPrompt, own: readonly OwnPrompt[], library: readonly Prompt[]): Result<null> {
  const [first] = objections(asWritten(input))
  if (first) return refuse('invalid', promptsCopy.en.objections[first.rule], pathOf(first))
  const holding = input.category === 'facilitating_after_a_rupture'
  if (holding !== (input.moment === 'rupture') || (holding && input.audience !== 'facilitator'))
    return refuse('invalid', 'When something just hurt, it is for whoever holds the room, in the category of that name.', 'moment')
  const twin = languages.find((language) => hasTwin(input, language, own, library))
  return twin ? refuse('taken', 'This says nearly the same as a prompt that is there already.', `${twin}.text`) : ok(null)
}

/** A circle's own prompt in the form that the writing rules read. */
export function asWritten(input: AddPrompt): WrittenPrompt {
  const of = (part: keyof OwnWords) =>
    Object.fromEntries(languages.flatMap((language) => (input[language] ? [[language, input[language][part]]] : [])))
  const { audience, depth, action } = input
  return { audience, depth, action, trigger: triggerOf(input), shareSafe: true, text: of('text'), why: of('why') }
}

/** The field that an objection is about. A refusal says where, and never repeats what was written. */
function pathOf({ rule, language }: Objection): string {
  if (language) return `${language}.${rule === 'why' ? 'why' : 'text'}`
  return rule === 'aloud' ? 'audience' : 'en'
}

function hasTwin(input: AddPrompt, language: 'en' | 'es', own: readonly OwnPrompt[], library: readonly Prompt[]): boolean {
  const text = input[language]?.text
  if (text === undefined) return false
  const others = library.filter(({ id }) => id !== input.basedOn).map((prompt) => prompt.text[language])
  const ours = own.flatMap((one) => one[language]?.text ?? [])
  return [...others, ...ours].some((other) => likeness(text, other) >= ALIKE)
}
