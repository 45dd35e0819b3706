import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Chosen, choose } from '../../src/prompts/choose.ts'
import { APART_MINUTES, momentNow } from '../../src/prompts/moments.ts'
import { device, item, now, past } from './builders.ts'

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
