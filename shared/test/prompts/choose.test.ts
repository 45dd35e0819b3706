import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { type CallNow, choose, TRUST_PROMPTS } from '../../src/prompts/choose.ts'
import { FEWER_DAYS, isOfThisCall, type Past, REPEAT_DAYS, shownBefore, type Wishes } from '../../src/prompts/due.ts'
import type { Category } from '../../src/prompts/schema.ts'
import { call, device, item, luck, now, past, shown } from './builders.ts'

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
