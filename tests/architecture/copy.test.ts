import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = path.resolve(import.meta.dirname, '../../shared/src/copy')
const names = readdirSync(folder).filter((name) => name !== 'copy.ts')

type Found = { where: string; text: string }

// Sentences that a function makes are made with words that no rule bans, so that their fixed parts are checked too.
function sentences(value: unknown, where: string): Found[] {
  if (typeof value === 'string') return [{ where, text: value }]
  if (typeof value === 'function') {
    for (const args of [
      [3, 3, 3, 3],
      ['Ada', 'Ada', 'Ada', 'Ada'],
      [['Ada', 'Bo'], ['Ada', 'Bo'], 'Ada'],
      ['2026-11-22', '2026-11-22', '2026-11-22'],
      [{}, {}, {}],
    ])
      try {
        const made: unknown = value(...args)
        if (typeof made === 'string') return [{ where: `${where}()`, text: made }]
      } catch {}
    return []
  }
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([key, inner]) => sentences(inner, `${where}.${key}`)) : []
}

const avoid = {
  en: /\b(victims?|offenders?|accused|complaints?|cases?|tickets?|incidents?|investigations?|resolved?|closed|fixed|healed|forgiv\w*|closure|both sides|ombuds\w*|anonymous\w*|private message|family|raiser|sealed|aggregate|completed?)\b/i,
  es: /(?<!\p{L})(v[ií]ctimas?|ofensor\w*|acusad[oa]s?|quejas?|denuncias?|incidentes?|investigaci[oó]n|resuelt[oa]s?|cerrad[oa]s?|arreglad[oa]s?|sanad[oa]s?|perd[oó]n\w*|an[oó]nim\w*|mensaje privado|familias?)(?!\p{L})/iu,
}

describe.each(names)('copy in %s', (name) => {
  it.each(['en', 'es'] as const)('keeps to the words of Tend (%s)', async (language) => {
    const module: Record<string, unknown> = await import(path.join(folder, name))
    const all = Object.values(module).flatMap((copy) =>
      copy && typeof copy === 'object' && language in copy ? sentences((copy as Record<string, unknown>)[language], language) : [],
    )
    expect(all.length, 'a file of copy exports { en, es }').toBeGreaterThan(0)
    expect(all.filter(({ text }) => avoid[language].test(text))).toEqual([])
    expect(
      all.filter(({ text }) => /[!¡]|\p{Extended_Pictographic}/u.test(text)),
      'no exclamation marks and no emoji in our own words',
    ).toEqual([])
  })

  it('speaks Spanish to people of every country: «tú», and neither «vosotros» nor «usted»', async () => {
    const module: Record<string, unknown> = await import(path.join(folder, name))
    const all = Object.values(module).flatMap((copy) => (copy && typeof copy === 'object' && 'es' in copy ? sentences(copy.es, 'es') : []))
    const ofOneCountry = /(?<!\p{L})(vosotr[oa]s|vuestr[oa]s?|ustedes|usted|\p{L}+(?:áis|éis|íais))(?!\p{L})/iu
    expect(all.filter(({ text }) => ofOneCountry.test(text))).toEqual([])
  })

  it('says the same things in both languages', async () => {
    const module: Record<string, unknown> = await import(path.join(folder, name))
    const keys = (value: unknown): unknown =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keys(inner)]))
        : typeof value
    for (const copy of Object.values(module))
      if (copy && typeof copy === 'object' && 'en' in copy && 'es' in copy) expect(keys(copy.es)).toEqual(keys(copy.en))
  })
})
