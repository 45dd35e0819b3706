import { readdirSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { type RoundEntry, rounds } from '../../src/prompts/catalogue/rounds.ts'
import { Category, Prompt } from '../../src/prompts/schema.ts'
import { ALIKE, likeness, objections } from '../../src/prompts/writing.ts'
import { easeInSpanish, gradeInEnglish } from './reading.ts'

const folder = new URL('../../src/prompts/catalogue/', import.meta.url)
const languages = ['en', 'es'] as const

/** How many prompts each category has at least; together they are 98. A further prompt needs no change here. */
const least: Record<Category, number> = {
  arriving: 6,
  needs_check: 5,
  agreements: 5,
  airtime_and_power: 7,
  noticing_the_unseen: 7,
  temperature_and_silence: 5,
  ouch: 6,
  oops: 6,
  witness: 5,
  facilitating_after_a_rupture: 6,
  closing: 6,
  after_the_call: 6,
  rest_and_support: 5,
  group_acknowledgement: 5,
  practice_and_culture_change: 6,
  back_burner_and_power: 4,
  stewards_own_care: 4,
  outside_supports: 4,
}

const followUps = rounds.flatMap(({ question, followUps: three }) =>
  three.map((text, at) => ({ ...question, id: `${question.id}-${at + 1}`, text })),
)
const everything = [...catalogue, ...followUps]

describe('every sentence', () => {
  test.each(everything.map((prompt) => [prompt.id, prompt] as const))('%s has its shape and keeps the writing rules', (_id, prompt) => {
    expect(v.safeParse(Prompt, prompt).issues).toBeUndefined()
    expect(objections(prompt)).toEqual([])
  })

  test('stands in both languages, and is not the same in both', () => {
    for (const { id, text, why } of everything)
      for (const said of [text, why]) {
        expect(said.en.trim(), id).toBe(said.en)
        expect(said.es.trim(), id).toBe(said.es)
        expect(said.en, id).not.toBe(said.es)
        expect(likeness(said.en, said.es), id).toBeLessThan(ALIKE)
      }
  })

  test('is written as its language writes it', () => {
    for (const { id, text, why } of everything) {
      expect(`${text.en} ${why.en}`, id).not.toMatch(/[¿¡ñáéíóú]|'|\s{2}/u)
      expect(`${text.es} ${why.es}`, id).not.toMatch(/['"]|\s{2}/u)
      expect(text.es.match(/¿/gu)?.length, id).toBe(text.es.match(/\?/gu)?.length)
    }
  })

  test('speaks to everybody: no gendered ending for the reader, no "vosotros", no "usted"', () => {
    const gendered =
      /(?<!\p{L})(estás cansad[oa]|estás sol[oa]|junt[oa]s|tod[oa]s nosotr[oa]s|nosotr[oa]s|vosotr[oa]s|vuestr[oa]s?|usted(es)?|un[oa] mism[oa]|l[oa]s demás|listos?)(?!\p{L})|[oa]\/[oa]s?(?!\p{L})|@|\p{L}x(?!\p{L})/iu
    for (const { id, text, why } of everything) expect(`${text.es} ${why.es}`, id).not.toMatch(gendered)
  })

  test.each(languages)('is like no other (%s)', (language) => {
    const near = everything.flatMap((one, at) =>
      everything
        .slice(0, at)
        .filter((other) => likeness(one.text[language], other.text[language]) >= ALIKE)
        .map((other) => `${one.id} and ${other.id}`),
    )
    expect(near).toEqual([])
  })
})

describe('the library', () => {
  test.each(Object.entries(least))('%s has %i prompts or more', (category, number) => {
    expect(catalogue.filter((prompt) => prompt.category === category).length).toBeGreaterThanOrEqual(number)
  })

  test('has at least 90 prompts in 18 categories, each with an id of its own', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(90)
    expect(new Set(catalogue.map(({ category }) => category))).toEqual(new Set(Category.options))
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length)
  })

  test.each(Category.options)('%s is a file of its own, and the catalogue holds the whole of it', async (category) => {
    const file: Record<string, readonly Prompt[]> = await import(new URL(`${category.replaceAll('_', '-')}.ts`, folder).href)
    const prompts = Object.values(file).flat()
    expect(prompts.length).toBeGreaterThan(0)
    expect(catalogue).toEqual(expect.arrayContaining(prompts))
    for (const prompt of prompts) expect(prompt.category).toBe(category)
  })

  test('has no file that belongs to no category', () => {
    const known = [...Category.options.map((category) => `${category.replaceAll('_', '-')}.ts`), 'rounds.ts', 'catalogue.ts']
    expect(readdirSync(folder).filter((name) => !known.includes(name))).toEqual([])
  })

  test('says whether a native speaker has reviewed the Spanish', () => {
    expect(readFileSync(new URL('catalogue.ts', folder), 'utf8')).toMatch(/native speaker has reviewed/)
  })

  test.each(['opening', 'middle', 'closing', 'after'] as const)('has something light for oneself: %s', (moment) => {
    const fits = catalogue.filter((one) => one.moment === moment && one.audience === 'self' && one.depth < 3 && one.shareSafe)
    expect(fits.length).toBeGreaterThanOrEqual(8)
  })

  test.each(['personHarmed', 'personWhoCausedHarm'] as const)('grounds and later reflects: %s', (audience) => {
    const own = catalogue.filter((one) => one.audience === audience)
    expect(own.filter(({ moment, trigger }) => moment === 'rupture' && trigger === 'gesture').length).toBeGreaterThanOrEqual(2)
    expect(own.filter(({ moment, trigger }) => moment === 'after' && trigger === 'afterCall').length).toBeGreaterThanOrEqual(2)
    for (const one of own) expect(one).toMatchObject({ depth: 3, shareSafe: false })
  })

  test('every trigger, audience and action is used', () => {
    for (const key of ['trigger', 'audience', 'action', 'moment'] as const)
      expect(new Set(catalogue.map((prompt) => prompt[key]))).toEqual(new Set(Prompt.entries[key].options))
  })

  test('knows what to do for somebody one has seen go quiet, what harm does to the work, and what grew between people', () => {
    const ids = new Set(catalogue.map(({ id }) => id))
    for (const id of ['unseen-gone-quiet', 'unseen-in-our-work', 'practice-work-and-hurt', 'ack-what-it-did', 'closing-grew'])
      expect(ids).toContain(id)
  })
})

describe('the rounds, which are its centre', () => {
  const ofKind = (kind: RoundEntry['kind']) => rounds.filter((one) => one.kind === kind)

  test('four questions and the season’s look-back, each with three to go on with', () => {
    expect(ofKind('first')).toHaveLength(4)
    expect(ofKind('season')).toHaveLength(1)
    for (const { followUps: three } of rounds) expect(three).toHaveLength(3)
  })

  test('they come between calls, to a group that opens them', () => {
    for (const { question } of rounds) {
      expect(question).toMatchObject({ moment: 'between', trigger: 'manual', audience: 'group', action: 'offerToRoom' })
      expect(catalogue).toContain(question)
    }
  })

  test('they ask what one person and a whole group take to heal, what is outside, and what could be our own', () => {
    const asked = ofKind('first').map(({ question }) => question.text.en)
    for (const [at, about] of [/person to heal/, /group heals/, /outside/, /our own/].entries()) expect(asked[at]).toMatch(about)
  })
})

describe.each(Category.options)('%s is easy to read', (category) => {
  const prompts = everything.filter((prompt) => prompt.category === category)
  test.each(['text', 'why'] as const)('English: grade 7 or lower (%s)', (part) => {
    expect(gradeInEnglish(prompts.map((prompt) => prompt[part].en))).toBeLessThanOrEqual(7)
  })
  test.each(['text', 'why'] as const)('Spanish: Fernández-Huerta 70 or higher (%s)', (part) => {
    expect(easeInSpanish(prompts.map((prompt) => prompt[part].es))).toBeGreaterThanOrEqual(70)
  })
})
