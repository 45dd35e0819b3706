import { characters, type Language } from '../schema.ts'
import type { Prompt } from './schema.ts'

/** One thing a prompt should not do, where it was found, and what would help. */
export type Objection = { rule: Rule; language: Language | null; found: string; say: string }

export type Rule = 'question' | 'one_idea' | 'length' | 'words' | 'loud' | 'harmed' | 'depth' | 'aloud' | 'why'

/** Characters (code points) of a prompt, and of the line that says why. */
export const TEXT_MAX = 140
export const WHY_MAX = 120

/** Words that diagnose, blame, press, count or close; those Tend avoids everywhere are among them. Whole words or beginnings of words (…). */
const avoided: Record<Language, readonly string[]> = {
  en: [
    ...['should', 'must', 'ought', 'need to', 'have to', 'we noticed', 'we see that', 'always', 'never', 'fault', 'blame…', 'guilt…'],
    ...['trauma…', 'trigger…', 'toxic', 'narciss…', 'anxiet…', 'disorder', 'depress…', 'abuse…', 'attack…', 'aggress…'],
    ...['forgiv…', 'closure', 'move on', 'get over', 'resolve…', 'closed', 'fixed', 'healed', 'complete…', 'both sides'],
    ...['victim…', 'offender…', 'accus…', 'complain…', 'case', 'ticket', 'incident…', 'investigat…', 'ombuds…', 'anonymous…', 'family'],
    ...['raiser', 'sealed', 'aggregate', 'owner', 'shift', 'score', 'streak'],
  ],
  es: [
    ...['debes', 'debe', 'deberías', 'debería', 'debemos', 'tienes que', 'hay que', 'hemos notado', 'siempre', 'nunca', 'culpa…'],
    ...['trauma…', 'tóxic…', 'narcis…', 'ansiedad', 'trastorno', 'depres…', 'abus…', 'ataque…', 'agres…'],
    ...['perdón', 'perdona…', 'pasar página', 'superar', 'resuelt…', 'resolver', 'cerrado', 'completad…', 'ambas partes'],
    ...['víctima…', 'agresor…', 'ofensor…', 'acusa…', 'queja…', 'caso', 'incidente…', 'investiga…', 'anónim…', 'familia…'],
  ],
}

/** What a person harmed is never asked: to explain, to tell, or to do something about it. */
const explaining: Record<Language, readonly string[]> = {
  en: ['why', 'explain', 'what happened', 'tell', 'describe', 'who did', 'speak up', 'talk to', 'raise', 'report', 'confront'],
  es: ['por qué', 'explica…', 'qué pasó', 'cuenta…', 'describe…', 'quién fue', 'habla…', 'denuncia…', 'confronta…', 'enfrenta…'],
}

/** How an invitation begins, where a prompt is not a question. */
const invitations: Record<Language, RegExp> = { en: /^(take|let|you may|you can|if )/iu, es: /(respira|toma|deja|puedes|si )/iu }

const languages = ['en', 'es'] as const

/** The writing rules of prompts: says what it refuses and why; an empty list means the prompt may stand. */
export function objections(prompt: Prompt): Objection[] {
  return [...languages.flatMap((language) => textObjections(prompt, language)), ...shapeObjections(prompt)]
}

function textObjections(prompt: Prompt, language: Language): Objection[] {
  const text = prompt.text[language]
  const why = prompt.why[language]
  const found: [Rule, string | null, string][] = [
    [
      'question',
      isInvitation(text, language) ? null : text,
      'Ask, or invite: end with a question mark, or begin with "take", "you may", "if".',
    ],
    ['one_idea', hasOneIdea(text) ? null : text, 'One question, in at most two sentences: say the one thing and stop.'],
    ['length', characters(text) <= TEXT_MAX ? null : text, `Stay within ${TEXT_MAX} characters: it is read in the middle of a call.`],
    [
      'words',
      firstOf(avoided[language], `${text} ${why}`),
      'This word diagnoses, blames, presses or closes: say what can be seen or needed.',
    ],
    [
      'loud',
      /[!¡]|\p{Extended_Pictographic}|\b\p{Lu}{3,}\b/u.exec(text)?.[0] ?? null,
      'No exclamation marks, emoji or capitals: it speaks quietly.',
    ],
    ['why', isOneLine(why) ? null : why, `Say why in one line of at most ${WHY_MAX} characters.`],
  ]
  if (prompt.audience === 'personHarmed') {
    found.push([
      'harmed',
      firstOf(explaining[language], text),
      'Nobody who was hurt is asked to explain or to act: ask what would be good for them.',
    ])
  }
  return found.flatMap(([rule, what, say]) => (what === null ? [] : [{ rule, language, found: what, say }]))
}

function shapeObjections(prompt: Prompt): Objection[] {
  const { audience, depth, trigger, shareSafe, action } = prompt
  const harmed = audience === 'personHarmed' && !['none', 'breathe', 'noteForMe', 'rest'].includes(action)
  const deep = depth === 3 && !['gesture', 'manual', 'afterCall'].includes(trigger)
  const aloud = action === 'sayAloud' && (!shareSafe || !['group', 'facilitator'].includes(audience))
  const found: [Rule, string | null, string][] = [
    ['harmed', harmed ? action : null, 'Offer a person who was hurt a breath, a note, rest or nothing.'],
    ['depth', deep ? trigger : null, 'Depth 3 comes only on the person’s own click or after the call.'],
    ['depth', depth === 3 && shareSafe ? 'shareSafe' : null, 'What goes this deep is not for a shared screen.'],
    ['aloud', aloud ? audience : null, 'What is said aloud is for the group or whoever facilitates, and fit for a shared screen.'],
  ]
  return found.flatMap(([rule, what, say]) => (what === null ? [] : [{ rule, language: null, found: what, say }]))
}

function isInvitation(text: string, language: Language): boolean {
  return text.trimEnd().endsWith('?') || invitations[language].test(text)
}

function hasOneIdea(text: string): boolean {
  const sentences = text.split(/[.?]+(?:\s|$)/u).filter((part) => part.trim() !== '')
  return sentences.length <= 2 && (text.match(/\?/gu) ?? []).length <= 1
}

function isOneLine(why: string): boolean {
  return why.trim() !== '' && characters(why) <= WHY_MAX && !why.includes('\n')
}

function firstOf(words: readonly string[], text: string): string | null {
  return words.find((word) => matcher(word).test(text)) ?? null
}

/** Whole words, with letters of every language; a word that ends in … stands for everything that begins with it. */
function matcher(word: string): RegExp {
  const open = word.endsWith('…')
  return new RegExp(`(?<!\\p{L})${open ? word.slice(0, -1) : word}${open ? '' : '(?!\\p{L})'}`, 'iu')
}
