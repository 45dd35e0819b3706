import { characters, type Language } from '../schema.ts'
import type { Prompt } from './schema.ts'

/** What the rules read: a prompt of the library, or one of a circle's own, which may stand in one language first. */
export type WrittenPrompt = Pick<Prompt, 'audience' | 'depth' | 'trigger' | 'shareSafe' | 'action'> & {
  text: Readonly<Partial<Record<Language, string>>>
  why: Readonly<Partial<Record<Language, string>>>
}

/**
 * One thing that a prompt may not do, and where it does it. `copy/prompts.ts` says it in words. `language` is null where it belongs to no
 * language.
 */
export type Objection = { rule: Rule; language: Language | null; found: string }

/** The most characters (code points) of a prompt, and of the line that says why. */
export const TEXT_MAX = 140
export const WHY_MAX = 120
/** How alike two prompts may be before they say the same thing twice: the Jaccard index of their letter trigrams, from 0 to 1. */
export const ALIKE = 0.5

/** Whole words. A word that ends in … stands for every word that begins with it. */
type Words = Readonly<Record<Language, readonly string[]>>

const list = (...lines: readonly string[]) => lines.flatMap((line) => line.split(', '))

const pressing: Words = {
  en: list('should…, must, mustn…, ought, need to, needs to, have to, has to, had to, supposed to, had better, make sure'),
  es: list(
    'debo, debes, debe, deben, debemos, deber, debería…, deberíamos, tienes que, tiene que, tienen que, tenemos que, hay que',
    'habría que, es necesario, es obligatorio, asegúrate',
  ),
}
const diagnosis: Words = {
  en: list(
    'trauma…, trigger…, toxic…, narciss…, anxiet…, anxious, disorder…, depress…, burnout, burned out, burnt out, adhd, ptsd',
    'autis…, bipolar, neurotic, hysteri…, paranoi…, manipulat…, gaslight…, oversensitive, too sensitive, you are upset',
    'you are angry, you are hurt, you are stressed, you are afraid, dysfunction…, codepend…',
  ),
  es: list(
    'trauma…, tóxic…, narcis…, ansiedad, ansios…, trastorn…, depres…, neurótic…, histéri…, paranoi…, manipul…, estás enfad…',
    'estás herid…, estás estresad…, te sientes mal, susceptible, bipolar, autis…, disfuncion…',
  ),
}
const blame: Words = {
  en: list('fault…, blam…, guilt…, asham…, sham…, always, never, abus…, attack…, aggress…, wrongdo…, punish…, bully…'),
  es: list('culp…, avergon…, vergüenza, siempre, nunca, jamás, abus…, ataca…, ataque…, agred…, agres…, castig…, acos…'),
}
const noticed: Words = {
  en: list(
    'we noticed, we notice, we see, we saw, we heard, i noticed, i see, tend noticed, it seems, it looks like, you seem',
    'you sound, you look like, you look so, you look tired, you look sad, you have been quiet, you were quiet',
  ),
  es: list(
    'hemos notado, notamos, hemos visto, vemos que, vimos que, parece que, pareces, se te ve, se te nota, te noto, te notamos',
    'te vemos, has hablado poco, tend notó',
  ),
}
const ending: Words = {
  en: list(
    'forgiv…, closure, move on, moving on, get over, let bygones, water under, resolve…, resolution, closed, fixed, healed',
    'complete…, over and done, put it behind, reconcil…',
  ),
  es: list(
    'perdón, perdon…, pasar página, superar…, resolv…, resuelt…, cerrado, cerrada, zanjar, completad…, sanado, sanada',
    'arreglado, arreglada, reconcili…, borrón',
  ),
}
const words: Words = {
  en: list(
    'victim…, offender…, perpetrator…, accus…, complain…, case, cases, ticket…, incident…, investigat…, ombuds…, anonym…',
    'family, families, both sides, private message, raiser, sealed, aggregate, owner, shift, score…, streak…',
  ),
  es: list(
    'víctima…, agresor…, ofensor…, acusa…, queja…, denuncia…, caso, casos, incidente…, investiga…, anónim…, familia…',
    'ambas partes, las dos partes, mensaje privado, puntuación, racha',
  ),
}
/** What a person who was hurt is never asked: to explain, to tell, or to do something about it. */
const explaining: Words = {
  en: list(
    'why, explain…, what happened, tell, telling, describe…, who did, speak up, speak to, talk to, talk about, raise, report…',
    'confront…, let them know, reach out, respond…, prove, apolog…, teach…, their side, understand them',
  ),
  es: list(
    'por qué, explic…, qué pasó, qué ocurrió, cuenta…, contar…, describ…, quién fue, habla…, dile, decirle, confront…, enfrent…',
    'escríbele, respond…, demostrar…, disculpa…, enseñar…, hazle saber, entender a',
  ),
}

/** How an invitation begins. A sentence that is not a question has to be one. */
const invitations: Record<Language, RegExp> = {
  en: /^(take|let|if|you may|you can|you could)\b/iu,
  es: /^(primero, )?(respira|toma|deja|si|puedes|podrías)(?!\p{L})/iu,
}

type Said = { text: string; why: string; language: Language; harmed: boolean }
type Check = { rule: string; find: (said: Said) => string | null }

const saysOneOf = (list: Words) => (said: Said) => firstOf(list[said.language], `${said.text} ${said.why}`)

const checks = [
  { rule: 'question', find: ({ text, language }) => (isAskedOrInvited(text, language) ? null : text) },
  { rule: 'one_idea', find: ({ text }) => (hasOneIdea(text) ? null : text) },
  { rule: 'length', find: ({ text }) => (characters(text) <= TEXT_MAX ? null : text) },
  { rule: 'pressing', find: saysOneOf(pressing) },
  { rule: 'diagnosis', find: saysOneOf(diagnosis) },
  { rule: 'blame', find: saysOneOf(blame) },
  { rule: 'noticed', find: saysOneOf(noticed) },
  { rule: 'ending', find: saysOneOf(ending) },
  { rule: 'words', find: saysOneOf(words) },
  { rule: 'names', find: ({ text, why }) => firstMatch(/@\p{L}+|https?:\S*|www\.\S*/iu, `${text} ${why}`) },
  { rule: 'loud', find: ({ text, why }) => firstMatch(/[!¡]|\p{Extended_Pictographic}|(?<!\p{L})\p{Lu}{3,}(?!\p{L})/u, `${text} ${why}`) },
  { rule: 'why', find: ({ why }) => (isOneLine(why) ? null : why) },
  { rule: 'harmed', find: ({ harmed, text, language }) => (harmed ? firstOf(explaining[language], text) : null) },
] as const satisfies readonly Check[]

export type Rule =
  | (typeof checks)[number]['rule']
  | ('harmed_action' | 'harmed_unasked' | 'depth' | 'deep_on_screen' | 'aloud' | 'no_words' | 'translation')

const languages = ['en', 'es'] as const

/** What a prompt does against the writing rules, and where. An empty list means that the prompt may stand. */
export function objections(prompt: WrittenPrompt): Objection[] {
  return [...languages.flatMap((language) => inLanguage(prompt, language)), ...inShape(prompt)]
}

function inLanguage(prompt: WrittenPrompt, language: Language): Objection[] {
  const text = prompt.text[language]
  if (text === undefined) return []
  const said = { text, why: prompt.why[language] ?? '', language, harmed: prompt.audience === 'personHarmed' }
  return checks.flatMap(({ rule, find }) => {
    const found = find(said)
    return found === null ? [] : [{ rule, language, found }]
  })
}

function inShape({ audience, depth, trigger, shareSafe, action, text }: WrittenPrompt): Objection[] {
  const harmed = audience === 'personHarmed'
  const unasked = !['gesture', 'manual', 'afterCall'].includes(trigger)
  const forTheRoom = shareSafe && (audience === 'group' || audience === 'facilitator')
  const rules: [Rule, string | false][] = [
    ['harmed_action', harmed && !['none', 'breathe', 'noteForMe', 'rest'].includes(action) && action],
    ['harmed_unasked', harmed && unasked && trigger],
    ['depth', depth === 3 && unasked && trigger],
    ['deep_on_screen', depth === 3 && shareSafe && 'shareSafe'],
    ['aloud', action === 'sayAloud' && !forTheRoom && audience],
    ['no_words', text.en === undefined && text.es === undefined && 'text'],
    ['translation', text.en !== undefined && text.en === text.es && 'text'],
  ]
  return rules.flatMap(([rule, found]) => (found ? [{ rule, language: null, found }] : []))
}

/** How alike two sentences are, from 0 to 1: the Jaccard index of their letter trigrams, without accents and punctuation. */
export function likeness(one: string, other: string): number {
  const [a, b] = [trigrams(one), trigrams(other)]
  const shared = [...a].filter((trigram) => b.has(trigram)).length
  const all = a.size + b.size - shared
  return all === 0 ? 1 : shared / all
}

function trigrams(text: string): Set<string> {
  const plain = ` ${text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
  return new Set(Array.from({ length: Math.max(0, plain.length - 2) }, (_, at) => plain.slice(at, at + 3)))
}

function sentencesOf(text: string): string[] {
  return (text.match(/[^.?…]+[.?…]*/gu) ?? []).map((one) => one.trim()).filter((one) => /\p{L}/u.test(one))
}

function isAskedOrInvited(text: string, language: Language): boolean {
  if (language === 'es' && (text.match(/\?/gu) ?? []).length !== (text.match(/¿/gu) ?? []).length) return false
  return sentencesOf(text).some((one) => one.endsWith('?') || invitations[language].test(one))
}

function hasOneIdea(text: string): boolean {
  return sentencesOf(text).length <= 2 && (text.match(/\?/gu) ?? []).length <= 1
}

function isOneLine(why: string): boolean {
  return why.trim() !== '' && characters(why) <= WHY_MAX && !/\p{Cc}/u.test(why)
}

function firstOf(list: readonly string[], text: string): string | null {
  return list.find((word) => matcher(word).test(text)) ?? null
}

function firstMatch(pattern: RegExp, text: string): string | null {
  return pattern.exec(text)?.[0] ?? null
}

function matcher(word: string): RegExp {
  const open = word.endsWith('…')
  return new RegExp(`(?<!\\p{L})${open ? word.slice(0, -1) : word}${open ? '' : '(?!\\p{L})'}`, 'iu')
}
