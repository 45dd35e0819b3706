import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { type CallNow, type CircleItem, choose, chooseAsked } from '../../src/prompts/choose.ts'
import { call, device, item, luck, now, past } from './builders.ts'

describe('what the circle would hear', () => {
  test('an item that asks for attention comes first to whoever facilitates today', () => {
    const chosen = choose(call({ facilitating: true, items: [item] }), device(), luck)
    expect(chosen).toMatchObject({ item, because: 'asking', prompt: { trigger: 'circleItem' } })
  })

  test('nobody else is shown it unasked', () => {
    expect(choose(call({ items: [item] }), device(), luck)?.item).toBeNull()
  })

  test('anybody may ask for it themselves', () => {
    expect(chooseAsked(item, catalogue)).toMatchObject({ item, because: 'asked', open: true })
  })

  test('group and say-aloud prompts come unasked only to whoever facilitates today', () => {
    const many = Array.from({ length: 50 }, (_, i) => i / 50)
    const aloud = (facilitating: boolean) =>
      many.map((chance) => choose(call({ facilitating }), device(), { now, chance })?.prompt).filter((one) => one?.action === 'sayAloud')
    expect(aloud(false)).toEqual([])
    expect(aloud(true).length).toBeGreaterThan(0)
  })
})

describe('what a circle has for its calls', () => {
  const items = (['asking', 'change', 'shared_rest', 'acknowledgement'] as const).map((kind) => ({
    kind,
    itemId: kind,
    title: `About ${kind}`,
  }))
  const facilitating = (more: Partial<CallNow> = {}) => call({ facilitating: true, items, ...more })

  test('an acknowledgement chosen for this call goes first, as it can wait for no other', () => {
    for (const chance of [0, 0.5, 0.99])
      expect(choose(facilitating(), device(), { now, chance })).toMatchObject({
        because: 'acknowledgement',
        prompt: { id: 'ack-next-call' },
      })
  })

  test.each([
    ['asking', 'burner-asking'],
    ['change', 'practice-look-again'],
    ['shared_rest', 'rest-shared'],
  ] as const)('%s has a sentence of its own', (kind, promptId) => {
    const only = items.filter((one) => one.kind === kind)
    expect(choose(facilitating({ items: only }), device(), luck)).toMatchObject({ because: kind, prompt: { id: promptId }, item: only[0] })
    expect(chooseAsked(only[0] as CircleItem, catalogue)?.prompt.id).toBe(promptId)
  })

  test('one that came within 14 days leaves room for the next', () => {
    const before = past('ack-next-call', 3, 'acknowledgement')
    expect(choose(facilitating(), device({ past: [before] }), luck)?.because).not.toBe('acknowledgement')
  })

  test('kinds take turns', () => {
    const others = items.slice(0, 3)
    const lately = [past('burner-asking', 0.5, 'another')]
    const kinds = Array.from(
      { length: 60 },
      (_, i) => choose(facilitating({ items: others }), device({ past: lately }), { now, chance: i / 60 })?.because,
    )
    const asking = kinds.filter((kind) => kind === 'asking').length
    expect(asking).toBeLessThan(5)
    expect(new Set(kinds)).toContain('change')
    expect(new Set(kinds)).toContain('shared_rest')
  })

  test('of a category the person does not want, none comes unasked', () => {
    const wishes = { perHour: 3, fewer: { group_acknowledgement: 2 } }
    expect(choose(facilitating(), device({ wishes }), luck)?.because).not.toBe('acknowledgement')
  })
})
