import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import {
  type CallNow,
  type CallOver,
  type Chosen,
  type CircleItem,
  choose,
  chooseAfter,
  chooseAsked,
  chooseGround,
  chooseHints,
  chooseOpened,
  TRUST_PROMPTS,
} from '../../src/prompts/choose.ts'
import { type Device, FEWER_DAYS, isOfThisCall, type Past, REPEAT_DAYS, shownBefore, type Wishes } from '../../src/prompts/due.ts'
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

  test('a call ends once: a closing under a guess that was too short is the only one', () => {
    const guessed = { plannedMinutes: null, shown: [shown(21, 'closing-25')] }
    expect(choose(call({ ...guessed, minute: 46 }), device(), luck)).toBeNull()
    expect(choose(call({ ...guessed, minute: 46, shown: [shown(3, 'opening')] }), device(), luck)?.because).toBe('closing')
  })

  test('a fourth within the hour does not come', () => {
    const three = [shown(2, 'opening'), shown(25, 'middle'), shown(40, 'rest')]
    expect(choose(call({ minute: 57, shown: three }), device(), luck)).toBeNull()
    expect(choose(call({ minute: 57, shown: three.slice(1) }), device(), luck)).not.toBeNull()
  })
})

describe('the hour before the call', () => {
  const before = (...minutes: number[]) =>
    shownBefore(
      minutes.map((minute) => past('arriving-body', minute / 1440)),
      now,
    )

  test('is on the call’s clock, below 0, and goes back an hour', () => {
    expect(before(5, 59, 61)).toMatchObject([{ minute: -5 }, { minute: -59 }])
    expect([...before(5), shown(3, 'opening')].map(isOfThisCall)).toEqual([false, true])
  })

  test('keeps its distance and its share of the budget', () => {
    expect(choose(call({ shown: before(11) }), device(), luck)).toBeNull()
    expect(choose(call({ shown: before(13) }), device(), luck)).not.toBeNull()
    expect(choose(call({ shown: before(20, 30, 40) }), device(), luck)).toBeNull()
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

describe('trust and depth', () => {
  const middle = (more: Partial<CallNow> = {}) => call({ minute: 30, ...more })
  const many = Array.from({ length: 80 }, (_, i) => i / 80)
  const depths = (at: CallNow, before: Past[]) =>
    new Set(many.map((chance) => choose(at, device({ past: before }), { now, chance })?.prompt.depth))
  const seen = Array.from({ length: TRUST_PROMPTS }, () => past('gone-by', 40))

  test('a new device is asked lightly; one that has shown some may be asked more', () => {
    expect(depths(middle(), [])).toEqual(new Set([1]))
    expect(depths(middle(), seen)).toEqual(new Set([1, 2]))
  })

  test('after a dismissal it is light again', () => {
    expect(depths(middle({ dismissedInRow: 1 }), seen)).toEqual(new Set([1]))
  })

  test('stewards are asked for themselves; others are not asked as stewards', () => {
    const audiences = (steward: boolean) =>
      new Set(many.map((chance) => choose(call({ steward }), device(), { now, chance })?.prompt.audience))
    expect(audiences(true)).toContain('steward')
    expect(audiences(false)).not.toContain('steward')
  })
})

describe('after a gesture', () => {
  test('the clock keeps its distance', () => {
    expect(choose(call({ minute: 30, markedAt: 20 }), device(), luck)).toBeNull()
    expect(choose(call({ minute: 35, markedAt: 20 }), device(), luck)).not.toBeNull()
  })
})

describe('when sharing ends', () => {
  test('what is written for that comes; when it came lately, what fits the middle', () => {
    const ended = call({ minute: 20, sharingEndedAt: 20 })
    expect(choose(ended, device(), luck)).toMatchObject({ because: 'sharingEnded', moment: 'middle', prompt: { trigger: 'sharingEnded' } })
    const lately = [past('airtime-after-sharing', 2), past('silence-after-sharing', 2)]
    expect(choose(ended, device({ past: lately }), luck)).toMatchObject({
      because: 'sharingEnded',
      prompt: { trigger: 'clock', moment: 'middle' },
    })
  })
})

describe('variety', () => {
  const share = (before: Past[], category: Category, at = call({ minute: 57 })) => {
    const chances = Array.from({ length: 400 }, (_, i) => i / 400)
    const came = chances.map((chance) => choose(at, device({ past: before }), { now, chance })?.prompt.category)
    return came.filter((one) => one === category).length / came.length
  }

  test('a category that came yesterday is much less likely than one that has not come for weeks', () => {
    const unseen = share([], 'closing')
    const yesterday = share([{ ...past('gone-by', 1), category: 'closing' }], 'closing')
    const weeks = share([{ ...past('gone-by', 20), category: 'closing' }], 'closing')
    expect(yesterday).toBeLessThan(unseen / 10)
    expect(weeks).toBeGreaterThan(yesterday * 10)
    expect(weeks).toBeLessThan(unseen)
  })

  test('a category that came in this call comes again only when there is no other', () => {
    const here = [{ promptId: 'closing-grew', itemId: null, moment: 'opening', minute: 3 }]
    expect(share([], 'closing', call({ minute: 57, shown: here }))).toBe(0)
    const only = catalogue.filter(({ category }) => category === 'closing')
    expect(choose(call({ minute: 57, shown: here }), device({ catalogue: only }), luck)?.prompt.category).toBe('closing')
  })

  test('what is chosen says how long its category has not come', () => {
    const only = catalogue.filter(({ category }) => category === 'closing')
    const at = call({ minute: 57 })
    expect(choose(at, device({ catalogue: only }), luck)?.categoryDays).toBeNull()
    expect(choose(at, device({ catalogue: only, past: [{ ...past('gone-by', 3.5), category: 'closing' }] }), luck)?.categoryDays).toBe(3)
  })
})

describe('the person’s pace', () => {
  const wants = (wishes: Partial<Wishes>) => device({ wishes: { perHour: 3, fewer: {}, ...wishes } })

  test('a longer distance is kept, a shorter one than 15 minutes is not', () => {
    const at = call({ minute: 30, shown: [shown(12, 'opening')] })
    expect(choose(at, wants({ apartMinutes: 20 }), luck)).toBeNull()
    expect(choose(at, wants({ apartMinutes: 18 }), luck)).not.toBeNull()
    expect(choose(call({ minute: 30, shown: [shown(20, 'opening')] }), wants({ apartMinutes: 5 }), luck)).toBeNull()
  })

  test('a longer time until the same prompt is kept, a shorter one than 14 days is not', () => {
    const all = (days: number) => catalogue.map(({ id }) => past(id, days))
    expect(choose(call(), { ...wants({ repeatDays: 30 }), past: all(29) }, luck)).toBeNull()
    expect(choose(call(), { ...wants({ repeatDays: 30 }), past: all(30) }, luck)).not.toBeNull()
    expect(choose(call(), { ...wants({ repeatDays: 3 }), past: all(13) }, luck)).toBeNull()
  })

  test('no setting makes more than three an hour', () => {
    const three = [shown(2, 'opening'), shown(18, 'middle'), shown(34, 'rest')]
    expect(choose(call({ minute: 57, shown: three }), wants({ perHour: 6 }), luck)).toBeNull()
  })
})

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
