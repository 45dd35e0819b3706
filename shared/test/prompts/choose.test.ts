import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { type CallNow, type CallOver, type Chosen, choose, chooseAfter, chooseAsked, chooseGround } from '../../src/prompts/choose.ts'
import { type Device, FEWER_DAYS, type Past, REPEAT_DAYS } from '../../src/prompts/due.ts'
import { APART_MINUTES, momentNow } from '../../src/prompts/moments.ts'
import type { Category } from '../../src/prompts/schema.ts'

const now = new Date('2026-11-22T10:00:00Z')
const luck = { now, chance: 0 }
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const item = { kind: 'asking', itemId: 'item-1', title: 'Who carries the night shifts' } as const

const call = (more: Partial<CallNow> = {}): CallNow => ({
  minute: 3,
  plannedMinutes: 60,
  minutesWithoutBreak: 3,
  callMinutesToday: 3,
  held: [],
  covered: false,
  shown: [],
  dismissedInRow: 0,
  facilitating: false,
  items: [],
  ...more,
})
const device = (more: Partial<Device> = {}): Device => ({ catalogue, past: [], wishes: { perHour: 3, fewer: {} }, ...more })
const past = (promptId: string, days: number, itemId: string | null = null): Past => {
  const category = catalogue.find(({ id }) => id === promptId)?.category ?? 'arriving'
  return { promptId, itemId, category, at: daysAgo(days) }
}
const shown = (minute: number, moment: string) => ({ promptId: 'some-prompt', itemId: null, moment, minute })

describe('in its moment', () => {
  test('a new person alone in their browser is asked something for themselves', () => {
    const chosen = choose(call(), device(), luck)
    expect(chosen).toMatchObject({ because: 'opening', moment: 'opening', open: true, item: null })
    expect(chosen?.prompt.audience).toBe('self')
  })

  test('outside every moment there is nothing', () => {
    expect(choose(call({ minute: 10 }), device(), luck)).toBeNull()
  })

  test('chance picks among what fits', () => {
    const ids = [0, 0.3, 0.6, 0.999].map((chance) => choose(call(), device(), { now, chance })?.prompt.id)
    expect(new Set(ids).size).toBeGreaterThan(2)
    expect(ids).not.toContain(undefined)
  })

  test('nothing is shown while a screen is shared, or the person presents or hides', () => {
    expect(choose(call({ covered: true }), device(), luck)).toBeNull()
  })

  test('two dismissals in a row silence the rest of the call', () => {
    expect(choose(call({ minute: 30, dismissedInRow: 1 }), device(), luck)).not.toBeNull()
    expect(choose(call({ minute: 30, dismissedInRow: 2 }), device(), luck)).toBeNull()
  })

  test('a person who wants none is asked none', () => {
    expect(choose(call(), device({ wishes: { perHour: 0, fewer: {} } }), luck)).toBeNull()
  })

  test('a moment is used once', () => {
    expect(choose(call({ minute: 4, shown: [shown(2, 'opening')] }), device(), luck)).toBeNull()
  })

  test('a fourth within the hour does not come', () => {
    const three = [shown(2, 'opening'), shown(25, 'closing-25'), shown(40, 'rest')]
    expect(choose(call({ minute: 57, shown: three }), device(), luck)).toBeNull()
    expect(choose(call({ minute: 57, shown: three.slice(1) }), device(), luck)).not.toBeNull()
  })
})

describe('repeats', () => {
  test('no prompt comes again within 14 days, and every one may after', () => {
    const all = (days: number) => catalogue.map(({ id }) => past(id, days))
    expect(choose(call(), device({ past: all(REPEAT_DAYS - 0.01) }), luck)).toBeNull()
    expect(choose(call(), device({ past: all(REPEAT_DAYS) }), luck)).not.toBeNull()
  })

  test('the prompt with an item comes again with another item, not with the same', () => {
    const facilitating = call({ facilitating: true, items: [item] })
    expect(choose(facilitating, device({ past: [past('burner-asking', 1, 'item-2')] }), luck)?.item).toEqual(item)
    expect(choose(facilitating, device({ past: [past('burner-asking', 1, 'item-1')] }), luck)?.item).toBeNull()
  })
})

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

describe('fewer like this', () => {
  test('once: that category waits four weeks; twice: it is off', () => {
    const category: Category = 'arriving'
    const only = catalogue.filter((one) => one.category === category && one.audience === 'self')
    const asked = (times: number, days: number) =>
      choose(
        call(),
        device({ catalogue: only, past: [{ ...past('gone-by', days), category }], wishes: { perHour: 3, fewer: { [category]: times } } }),
        luck,
      )
    expect(asked(0, 1)).not.toBeNull()
    expect(asked(1, FEWER_DAYS - 1)).toBeNull()
    expect(asked(1, FEWER_DAYS)).not.toBeNull()
    expect(asked(2, 400)).toBeNull()
  })
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

describe('through whole calls, whatever happens in them', () => {
  const life = fc.record({
    planned: fc.option(fc.integer({ min: 5, max: 180 }), { nil: null }),
    perHour: fc.integer({ min: 0, max: 6 }),
    facilitating: fc.boolean(),
    items: fc.boolean(),
    covered: fc.func(fc.boolean()),
    dismissed: fc.func(fc.boolean()),
    chance: fc.double({ min: 0, max: 0.999999, noNaN: true }),
    before: fc.nat(200),
  })

  function live(one: typeof life extends fc.Arbitrary<infer T> ? T : never) {
    const shownHere: { minute: number; chosen: Chosen; covered: boolean; dismissedInRow: number }[] = []
    const held: string[] = []
    let dismissedInRow = 0
    for (let minute = 0; minute <= 180; minute += 0.5) {
      const covered = one.covered(Math.floor(minute / 7))
      const time = {
        minute,
        plannedMinutes: one.planned,
        minutesWithoutBreak: minute + one.before,
        callMinutesToday: minute + one.before,
        held,
      }
      const moment = momentNow(time)
      if (covered && moment) held.push(moment.id)
      const here = shownHere.map(({ chosen, minute: at }) => ({
        ...chosen,
        promptId: chosen.prompt.id,
        itemId: chosen.item?.itemId ?? null,
        minute: at,
      }))
      const state = { ...time, covered, shown: here, dismissedInRow, facilitating: one.facilitating, items: one.items ? [item] : [] }
      const earlier = here.map(({ promptId, itemId }) => ({ ...past(promptId, 0, itemId), at: now }))
      const chosen = choose(state, device({ past: earlier, wishes: { perHour: one.perHour, fewer: {} } }), { now, chance: one.chance })
      if (!chosen) continue
      shownHere.push({ minute, chosen, covered, dismissedInRow })
      dismissedInRow = one.dismissed(minute) ? dismissedInRow + 1 : 0
    }
    return shownHere
  }

  test('budget, spacing, silence, sharing and repeats hold', () => {
    fc.assert(
      fc.property(life, (one) => {
        const seen = live(one)
        for (const [i, { minute, chosen, covered, dismissedInRow }] of seen.entries()) {
          const hour = seen.filter((other) => other.minute <= minute && minute - other.minute < 60)
          expect(hour.length).toBeLessThanOrEqual(one.perHour)
          expect(covered).toBe(false)
          expect(dismissedInRow).toBeLessThan(2)
          const before = seen[i - 1]
          if (before) expect(minute - before.minute).toBeGreaterThanOrEqual(APART_MINUTES)
          const same = seen.filter((other) => other.chosen.prompt.id === chosen.prompt.id && other.chosen.item === chosen.item)
          expect(same).toHaveLength(1)
          expect(chosen.prompt.depth).toBeLessThan(3)
          expect(chosen.prompt.shareSafe).toBe(true)
          if (!one.facilitating) expect(chosen.prompt.audience).toBe('self')
        }
      }),
      { numRuns: 60 },
    )
  })
})
