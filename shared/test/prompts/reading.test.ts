import { describe, expect, test } from 'vitest'
import { easeInSpanish, gradeInEnglish, syllablesInSpanish } from './reading.ts'

describe('syllables of Spanish', () => {
  test.each([
    ['yo', 1],
    ['muy', 1],
    ['y', 1],
    ['que', 1],
    ['guerra', 2],
    ['pingüino', 3],
    ['llegar', 2],
    ['cuidado', 3],
    ['reunión', 2],
    ['teatro', 3],
    ['país', 2],
    ['río', 2],
    ['cae', 2],
    ['oír', 2],
    ['hacia', 2],
    ['todavía', 4],
    ['silencio', 3],
    ['reconocimiento', 6],
    ['ahora', 3],
    ['descansé', 3],
  ])('%s has %i', (word, syllables) => expect(syllablesInSpanish(word)).toBe(syllables))
})

describe('reading levels tell easy from hard', () => {
  test('English', () => {
    expect(gradeInEnglish(['What would be good for you now?'])).toBeLessThan(3)
    expect(
      gradeInEnglish([
        'Organisational accountability necessitates comprehensive institutional acknowledgement of interpersonal difficulties.',
      ]),
    ).toBeGreaterThan(15)
  })

  test('Spanish', () => {
    expect(easeInSpanish(['¿Qué te haría bien ahora?'])).toBeGreaterThan(90)
    expect(
      easeInSpanish(['La responsabilidad organizacional necesita reconocimientos institucionales exhaustivos e interpersonales.']),
    ).toBeLessThan(20)
  })
})
