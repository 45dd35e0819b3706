import { characters, Day, line, words } from '@tend/shared/schema'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

const kept = (schema: v.GenericSchema<string>, text: string) => v.safeParse(schema, text).success

describe("a person's words", () => {
  it('are counted as people count, and kept exactly as they were written', () => {
    expect(characters('🌱é')).toBe(2)
    const longest = '🌱'.repeat(3000)
    expect(v.parse(words(3000), longest)).toBe(longest)
    expect(kept(words(3000), `${longest}a`)).toBe(false)
    for (const text of ['', ' spaced \n\t', '\u202Eright to left\u202C', 'مرحبا', 'a\u0301', '\u200d', '\ufeff'])
      expect(v.parse(words(99), text)).toBe(text)
  })

  it('hold no NUL and no half of a character', () => {
    for (const text of ['\u0000', 'a\ud83c', '\udf31b', '\udf31\ud83c']) {
      expect(kept(words(99), text)).toBe(false)
      expect(kept(line(99), `x${text}`)).toBe(false)
    }
  })

  it('stay on one line where a line is asked for, and are not empty there', () => {
    expect(v.parse(line(5), '  Ada  ')).toBe('Ada')
    for (const text of ['', '   ', 'a\nb', 'a\u0007b', 'sixsix']) expect(kept(line(5), text)).toBe(false)
  })
})

describe('a day', () => {
  it('is one of the calendar', () => {
    for (const day of ['2026-11-22', '2028-02-29', '0001-01-01']) expect(v.parse(Day, day)).toBe(day)
    for (const day of ['2027-02-29', '2027-02-31', '2026-13-01', '2026-00-10', '2026-1-1', 'today', '']) expect(kept(Day, day)).toBe(false)
  })
})
