import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { type CallOver, chooseAfter, chooseGround, chooseHints, chooseOpened, TRUST_PROMPTS } from '../../src/prompts/choose.ts'
import { device, luck, past, shown } from './builders.ts'

describe('what a person opens themselves', () => {
  test('a witness and whoever holds the room find a sentence at once, and another next time', () => {
    const first = chooseOpened({ category: 'witness', moment: 'rupture' }, device(), luck)
    expect(first).toMatchObject({ because: 'asked', open: true, prompt: { audience: 'witness', moment: 'rupture' } })
    const again = chooseOpened({ category: 'witness', moment: 'rupture' }, device({ past: [past(first?.prompt.id ?? '', 1)] }), luck)
    expect(again?.prompt.id).not.toBe(first?.prompt.id)
  })

  test('even when all were seen lately', () => {
    const lately = catalogue.map(({ id }) => past(id, 1))
    expect(chooseOpened({ category: 'facilitating_after_a_rupture', moment: 'rupture' }, device({ past: lately }), luck)).not.toBeNull()
  })
})

test('whoever writes an acknowledgement finds the questions of the library for it, and no others', () => {
  expect(chooseHints(catalogue).map(({ id }) => id)).toEqual(['ack-what-it-did', 'ack-not-seen', 'ack-no-answer'])
})

describe('after a call', () => {
  const over = (more: Partial<CallOver> = {}): CallOver => ({
    minute: 45,
    shown: [],
    dismissedInRow: 0,
    covered: false,
    marks: [],
    reflection: true,
    ...more,
  })

  test('a call of more than 30 minutes is reflected on, when that is wanted and not yet done today', () => {
    expect(chooseAfter(over(), device(), luck)).toMatchObject({
      because: 'after',
      open: true,
      prompt: { moment: 'after', audience: 'self' },
    })
    expect(chooseAfter(over({ reflection: false }), device(), luck)?.because).toBe('leaving')
    expect(chooseAfter(over({ minute: 30 }), device(), luck)?.because).toBe('leaving')
  })

  test('a call that ends unplanned gets its closing then, unless it had one or was very short', () => {
    expect(chooseAfter(over({ minute: 12 }), device(), luck)).toMatchObject({ because: 'leaving', prompt: { moment: 'closing' } })
    expect(chooseAfter(over({ minute: 9 }), device(), luck)).toBeNull()
    expect(chooseAfter(over({ minute: 40, reflection: false, shown: [shown(20, 'closing-25')] }), device(), luck)).toBeNull()
    expect(chooseAfter(over({ minute: 12, shown: [shown(3, 'opening')] }), device(), luck)).toBeNull()
  })

  test.each(['landed_hard', 'may_have_hurt'] as const)('what was marked (%s) waits in the dot for the person’s own click', (mark) => {
    const chosen = chooseAfter(over({ minute: 1, marks: [mark], reflection: false }), device(), luck)
    expect(chosen).toMatchObject({ because: 'marked', open: false, prompt: { depth: 3, moment: 'after' } })
  })

  test('who opened what a witness can do finds something for them, in the dot; what they marked of their own comes first', () => {
    const saw = chooseAfter(over({ marks: ['saw_something'] }), device(), luck)
    expect(saw).toMatchObject({ because: 'marked', open: false, prompt: { audience: 'witness', moment: 'after' } })
    const both = chooseAfter(over({ marks: ['saw_something', 'landed_hard'] }), device(), luck)
    expect(both?.prompt.audience).toBe('personHarmed')
  })

  test('what is not for a shared screen waits in the dot', () => {
    const deep = catalogue.filter(({ id }) => id === 'after-second-look' || id === 'stewards-put-down')
    const seen = Array.from({ length: TRUST_PROMPTS }, () => past('gone-by', 40))
    const chosen = chooseAfter(over({ steward: true }), device({ catalogue: deep, past: seen }), luck)
    expect(chosen).toMatchObject({ because: 'after', open: false })
    expect(chooseAfter(over(), device({ catalogue: deep.filter(({ audience }) => audience === 'steward'), past: seen }), luck)).toBeNull()
  })

  test('a mark is answered even when every such sentence was seen lately', () => {
    const lately = catalogue.map(({ id }) => past(id, 1))
    expect(chooseAfter(over({ marks: ['landed_hard'] }), device({ past: lately }), luck)).not.toBeNull()
  })

  test('a silenced call, and a shared screen, stay silent', () => {
    expect(chooseAfter(over({ dismissedInRow: 2 }), device(), luck)).toBeNull()
    expect(chooseAfter(over({ covered: true, marks: ['landed_hard'] }), device(), luck)).toBeNull()
  })
})

test('a gesture is first met with something that grounds', () => {
  expect(chooseGround('landed_hard', { catalogue }, luck)).toMatchObject({ category: 'ouch', moment: 'rupture' })
  expect(chooseGround('may_have_hurt', { catalogue }, luck)).toMatchObject({ category: 'oops', moment: 'rupture' })
})
