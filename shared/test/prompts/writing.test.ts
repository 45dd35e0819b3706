import { readdirSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { Prompt } from '../../src/prompts/schema.ts'
import { objections, type Rule } from '../../src/prompts/writing.ts'

describe('the catalogue', () => {
  test.each(catalogue.map((prompt) => [prompt.id, prompt] as const))('%s keeps the writing rules in both languages', (_id, prompt) => {
    expect(v.safeParse(Prompt, prompt).issues).toBeUndefined()
    expect(objections(prompt)).toEqual([])
  })

  test('holds every file of its folder', async () => {
    const folder = new URL('../../src/prompts/catalogue/', import.meta.url)
    for (const name of readdirSync(folder)) {
      const file: Record<string, unknown> = await import(new URL(name, folder).href)
      for (const prompt of Object.values(file).flat() as Prompt[]) expect(catalogue).toContain(prompt)
    }
  })

  test('has no two prompts of one id or one text', () => {
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length)
    for (const language of ['en', 'es'] as const) expect(new Set(catalogue.map(({ text }) => text[language])).size).toBe(catalogue.length)
  })

  test.each(['opening', 'middle', 'closing', 'after'] as const)('has something light for oneself at the %s', (moment) => {
    const fits = catalogue.filter((one) => one.moment === moment && one.audience === 'self' && one.depth < 3 && one.shareSafe)
    expect(fits.length).toBeGreaterThanOrEqual(3)
  })

  test.each(['personHarmed', 'personWhoCausedHarm'] as const)('grounds and later reflects for the %s', (audience) => {
    const own = catalogue.filter((one) => one.audience === audience)
    expect(own.some(({ moment, trigger }) => moment === 'rupture' && trigger === 'gesture')).toBe(true)
    expect(own.filter(({ moment, trigger }) => moment === 'after' && trigger === 'afterCall').length).toBeGreaterThanOrEqual(2)
  })
})

const good = catalogue[0] as Prompt
const harmed = catalogue.find(({ audience }) => audience === 'personHarmed') as Prompt
const saying = (en: string): Prompt => ({ ...good, text: { ...good.text, en } })

describe('the writing rules refuse, and say why', () => {
  test.each<[string, Prompt, Rule]>([
    ['a statement', saying('The room is quiet.'), 'question'],
    ['two questions', saying('How are you? What do you need?'), 'one_idea'],
    ['three sentences', saying('Stop. Breathe. What now?'), 'one_idea'],
    ['more than can be read in a call', saying(`${'long '.repeat(30)}?`), 'length'],
    ['should', saying('What should you have said?'), 'words'],
    ['should in Spanish', { ...good, text: { ...good.text, es: '¿Qué deberías haber dicho?' } }, 'words'],
    ['we noticed', saying('We noticed you were quiet: are you well?'), 'words'],
    ['a diagnosis', saying('Is this an anxiety you know?'), 'words'],
    ['forgiveness', saying('Could you forgive them?'), 'words'],
    ['what Tend never says', saying('Is there a complaint to make?'), 'words'],
    ['a blaming why', { ...good, why: { ...good.why, en: 'It was somebody’s fault.' } }, 'words'],
    ['an exclamation', saying('How lovely! What else?'), 'loud'],
    ['an emoji', saying('How is the room 🙂?'), 'loud'],
    ['capitals', saying('Who is NOT here?'), 'loud'],
    ['asking a person harmed to explain', { ...harmed, text: { ...harmed.text, en: 'Would you like to explain it?' } }, 'harmed'],
    ['asking them in Spanish', { ...harmed, text: { ...harmed.text, es: '¿Quieres explicarlo?' } }, 'harmed'],
    ['asking a person harmed to act', { ...harmed, action: 'raiseConcern' }, 'harmed'],
    ['depth 3 by the clock', { ...good, depth: 3, shareSafe: false }, 'depth'],
    ['depth 3 on a shared screen', { ...harmed, shareSafe: true }, 'depth'],
    ['asking one person alone to say it aloud', { ...good, action: 'sayAloud' }, 'aloud'],
    ['no why', { ...good, why: { ...good.why, en: '' } }, 'why'],
    ['a why of two lines', { ...good, why: { ...good.why, en: 'One.\nTwo.' } }, 'why'],
  ])('%s', (_what, prompt, rule) => {
    const found = objections(prompt)
    expect(found.map((one) => one.rule)).toContain(rule)
    for (const { say } of found) expect(say).toMatch(/\.$/)
  })

  test('words are found whole: a suitcase is no case', () => {
    expect(objections(saying('What is in your suitcase today?'))).toEqual([])
    expect(objections(saying('Is this a case?')).map(({ found }) => found)).toEqual(['case'])
  })
})
