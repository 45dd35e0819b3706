import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Life, live, type Said, seeded } from '../../../tools/prompts/live.ts'
import { overlayCopy } from '../../src/copy/overlay.ts'
import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import { type CircleItem, chooseAfter, chooseOpened, PER_HOUR } from '../../src/prompts/choose.ts'
import { type Past, REPEAT_DAYS, type Wishes } from '../../src/prompts/due.ts'
import { APART_MINUTES, DISMISSALS } from '../../src/prompts/moments.ts'
import { Category } from '../../src/prompts/schema.ts'

const DAY_MS = 86_400_000
const start = new Date('2026-11-22T09:00:00Z')
/** The rules are held over at least 10,000 calls together. */
const CALLS = 10_000

type Lived = { life: Life; past: Past[]; wishes: Wishes; seed: number }

const stretch = (minutes: number) =>
  fc.tuple(fc.integer({ min: 0, max: minutes }), fc.integer({ min: 1, max: 30 })).map(([from, long]) => [from, from + long] as const)
const item: fc.Arbitrary<CircleItem> = fc.record({
  kind: fc.constantFrom('acknowledgement', 'asking', 'change', 'shared_rest'),
  itemId: fc.constantFrom('item-1', 'item-2', 'item-3', 'item-4'),
  title: fc.constant('Who carries the night shifts'),
})
const life: fc.Arbitrary<Life> = fc.integer({ min: 1, max: 180 }).chain((minutes) =>
  fc.record({
    minutes: fc.constant(minutes),
    plannedMinutes: fc.option(fc.integer({ min: 5, max: 180 }), { nil: null }),
    sharing: fc.array(stretch(minutes), { maxLength: 4 }),
    marks: fc.array(
      fc.record({ mark: fc.constantFrom('landed_hard' as const, 'may_have_hurt' as const), minute: fc.integer({ min: 0, max: minutes }) }),
      { maxLength: 2 },
    ),
    dismisses: fc.integer().map((seed) => {
      const chance = seeded(seed)
      return () => chance() < 0.4
    }),
    facilitating: fc.boolean(),
    steward: fc.boolean(),
    items: fc.uniqueArray(item, { maxLength: 3, selector: ({ itemId }) => itemId }),
    before: fc.record({ today: fc.integer({ min: 0, max: 300 }), stretch: fc.integer({ min: 0, max: 120 }) }),
    reflection: fc.boolean(),
  }),
)
const past: fc.Arbitrary<Past[]> = fc.array(
  fc
    .record({
      prompt: fc.constantFrom(...catalogue),
      days: fc.double({ min: 0.01, max: 60, noNaN: true }),
      itemId: fc.constantFrom(null, 'item-1', 'item-2'),
    })
    .map(({ prompt, days, itemId }) => ({
      promptId: prompt.id,
      itemId: prompt.trigger === 'circleItem' ? itemId : null,
      category: prompt.category,
      at: new Date(start.getTime() - days * DAY_MS),
    })),
  { maxLength: 60 },
)
const wishes: fc.Arbitrary<Wishes> = fc.record({
  perHour: fc.integer({ min: 0, max: 6 }),
  fewer: fc.dictionary(fc.constantFrom(...Category.options), fc.integer({ min: 0, max: 3 }), { maxKeys: 4 }),
  apartMinutes: fc.integer({ min: 1, max: 40 }),
  repeatDays: fc.integer({ min: 1, max: 40 }),
})
const lived: fc.Arbitrary<Lived> = fc.record({ life, past, wishes, seed: fc.integer() })

const liveIt = ({ life: one, past: before, wishes: wish, seed }: Lived) =>
  live(one, { device: { catalogue, past: before, wishes: wish }, start, chance: seeded(seed) })

/**
 * The prompts that came by themselves, in the call or after it. The person's own gestures, and what follows from them, are not among these.
 */
const unasked = ({ said }: Told) =>
  said.flatMap((one) => (one.chosen && one.chosen.because !== 'marked' ? [{ ...one, chosen: one.chosen }] : []))
/** The prompts that count for the budget. The reflection after a call has a rule of its own: once a day. */
const budgeted = (told: Told) => unasked(told).filter(({ chosen }) => chosen.because !== 'after')

type Told = Lived & { said: Said[] }

describe('over ten thousand calls, whatever happens in them', () => {
  let calls: Told[] = []
  beforeAll(() => {
    calls = fc.sample(lived, { numRuns: CALLS, seed: 20261122 }).map((one) => ({ ...one, said: liveIt(one) }))
  }, 60_000)

  /** The calls that break a rule. Each of them is told whole, so that it can be lived again. */
  const breaking = (breaks: (told: Told) => boolean) => calls.filter(breaks).slice(0, 1)
  const pairs = (told: Told) => budgeted(told).flatMap((one, at, all) => all.slice(0, at).map((before) => [before, one] as const))

  test('there are that many, and they are calls worth the name', () => {
    expect(calls.length).toBeGreaterThanOrEqual(10_000)
    expect(calls.filter((told) => unasked(told).length >= 2).length).toBeGreaterThan(1_000)
    expect(calls.filter(({ said }) => said.some(({ dismissedInRow }) => dismissedInRow > 0)).length).toBeGreaterThan(500)
  })

  test('at most three an hour, and no more than the person wants', () => {
    const tooMany = (told: Told) => {
      const minutes = budgeted(told).map(({ minute }) => minute)
      const limit = Math.min(PER_HOUR, told.wishes.perHour)
      return minutes.some((minute) => minutes.filter((other) => other <= minute && minute - other < 60).length > limit)
    }
    expect(breaking(tooMany)).toEqual([])
    expect(breaking((told) => told.wishes.perHour === 0 && unasked(told).length > 0)).toEqual([])
  })

  test('at least 15 minutes apart, or what the person wants', () => {
    const apart = ({ wishes: wish }: Told) => Math.max(APART_MINUTES, wish.apartMinutes ?? 0)
    expect(breaking((told) => pairs(told).some(([before, one]) => one.minute - before.minute < apart(told)))).toEqual([])
  })

  test('none repeated in 14 days, be it the prompt or the item', () => {
    const repeats = (told: Told) => {
      const came = told.past.map(({ promptId, itemId, at }) => ({ key: itemId ?? promptId, time: at.getTime() }))
      const days = Math.max(REPEAT_DAYS, told.wishes.repeatDays ?? 0)
      return unasked(told).some(({ chosen, minute }) => {
        const [key, time] = [chosen.item?.itemId ?? chosen.prompt.id, start.getTime() + minute * 60_000]
        const again = came.some((one) => one.key === key && time - one.time < days * DAY_MS)
        came.push({ key, time })
        return again
      })
    }
    expect(breaking(repeats)).toEqual([])
  })

  test('none while sharing', () => {
    const shared = ({ life: { sharing } }: Told, minute: number) => sharing.some(([from, until]) => minute >= from && minute < until)
    expect(breaking((told) => told.said.some(({ when, minute }) => when === 'call' && shared(told, minute)))).toEqual([])
  })

  test('none private unasked: what is shown is fit for a shared screen, and what goes deep waits for a click', () => {
    const isPrivate = ({ chosen: { prompt, open }, when }: ReturnType<typeof unasked>[number]) =>
      (open && (!prompt.shareSafe || prompt.depth === 3)) || (when === 'call' && prompt.depth === 3)
    expect(breaking((told) => unasked(told).some(isPrivate))).toEqual([])
  })

  test('none for a person harmed, a person who caused harm or a witness unasked', () => {
    const own = ['personHarmed', 'personWhoCausedHarm', 'witness']
    expect(breaking((told) => unasked(told).some(({ prompt }) => own.includes(prompt.audience)))).toEqual([])
  })

  test('what the room would hear comes to whoever facilitates, what stewards need to stewards', () => {
    const others = (
      { life: { facilitating, steward } }: Told,
      { prompt: { audience, action }, chosen: { item: about } }: ReturnType<typeof unasked>[number],
    ) =>
      (!facilitating && (audience === 'group' || audience === 'facilitator' || action === 'sayAloud' || about !== null)) ||
      (!steward && audience === 'steward')
    expect(breaking((told) => unasked(told).some((one) => others(told, one)))).toEqual([])
  })

  test('silence after two dismissals', () => {
    expect(breaking((told) => unasked(told).some(({ dismissedInRow }) => dismissedInRow >= DISMISSALS))).toEqual([])
  })

  test('none of a category the person does not want', () => {
    expect(breaking((told) => unasked(told).some(({ prompt }) => (told.wishes.fewer[prompt.category] ?? 0) > 1))).toEqual([])
  })

  test('a gesture is met with ground at once, then left in peace; it is answered after the call, behind the dot', () => {
    const crowded = (told: Told) =>
      told.life.marks.some((mark) => budgeted(told).some(({ minute }) => minute >= mark.minute && minute - mark.minute < APART_MINUTES))
    expect(breaking(crowded)).toEqual([])
    const unmet = ({ life: { marks, minutes }, said }: Told) =>
      said.filter(({ when, prompt }) => when === 'gesture' && prompt.moment === 'rupture').length !==
      marks.filter(({ minute }) => minute < minutes).length
    expect(breaking(unmet)).toEqual([])
    const unanswered = ({ life: { marks }, said }: Told) =>
      marks.length > 0 && !said.some(({ chosen }) => chosen?.because === 'marked' && !chosen.open && chosen.prompt.depth === 3)
    expect(breaking(unanswered)).toEqual([])
  })

  test('the same inputs give the same prompts', () => {
    const ids = (said: readonly Said[]) => said.map(({ minute, prompt }) => `${minute} ${prompt.id}`)
    const twice = calls.filter((_, at) => at % 20 === 0).map((one) => ({ ...one, life: { ...one.life, dismisses: () => false } }))
    for (const one of twice) expect(ids(liveIt(one))).toEqual(ids(liveIt(one)))
  }, 30_000)

  test('each category is reached: by the clock, a gesture, the circle, or the person opening it', () => {
    const reached = new Set(calls.flatMap(({ said }) => said.map(({ prompt }) => prompt.category)))
    for (const category of ['witness', 'facilitating_after_a_rupture'] as const) {
      const opened = chooseOpened(
        { category, moment: 'rupture' },
        { catalogue, past: [], wishes: { perHour: 3, fewer: {} } },
        { now: start, chance: 0.5 },
      )
      expect(opened).toMatchObject({ because: 'asked', open: true, prompt: { category } })
      reached.add(category)
    }
    expect([...reached].sort()).toEqual([...Category.options].sort())
  })

  test('each that was shown says why', () => {
    for (const language of ['en', 'es'] as const) {
      const { because } = overlayCopy[language]
      expect(breaking(({ said }) => said.some(({ chosen }) => chosen !== null && !because[chosen.because]))).toEqual([])
    }
  })
})

test('every single prompt can come, and the rounds can be opened', () => {
  const came = new Set<string>()
  const chance = seeded(4)
  for (let i = 0; i < 600; i++) {
    const one: Life = {
      minutes: 60,
      plannedMinutes: 60,
      sharing: i % 3 === 0 ? [[20, 28]] : [],
      marks: i % 5 === 0 ? [{ mark: i % 2 ? 'landed_hard' : 'may_have_hurt', minute: 30 }] : [],
      dismisses: () => false,
      facilitating: i % 2 === 0,
      steward: i % 4 < 2,
      items:
        i % 6 === 0
          ? [
              {
                kind: (['acknowledgement', 'asking', 'change', 'shared_rest'] as const)[(i / 6) % 4] ?? 'asking',
                itemId: `item-${i}`,
                title: 'A title',
              },
            ]
          : [],
      before: { today: i % 7 === 0 ? 200 : 0, stretch: 0 },
      reflection: true,
    }
    const trusted: Past[] = Array.from({ length: 4 }, () => ({ promptId: 'gone-by', itemId: null, category: 'arriving', at: new Date(0) }))
    for (const { prompt } of live(one, { device: { catalogue, past: trusted, wishes: { perHour: 3, fewer: {} } }, start, chance }))
      came.add(prompt.id)
  }
  const device = { catalogue, past: [], wishes: { perHour: 3, fewer: {} } }
  for (const { category, moment, trigger } of catalogue.filter((prompt) => prompt.trigger === 'manual'))
    for (let i = 0; i < 40; i++) {
      const opened = chooseOpened({ category, moment }, device, { now: start, chance: i / 40 })
      if (opened && trigger === 'manual') came.add(opened.prompt.id)
    }
  const seen = { minute: 40, shown: [], dismissedInRow: 0, covered: false, marks: ['saw_something'], reflection: false } as const
  for (let i = 0; i < 40; i++) came.add(chooseAfter(seen, device, { now: start, chance: i / 40 })?.prompt.id ?? '')
  expect(catalogue.map(({ id }) => id).filter((id) => !came.has(id))).toEqual([])
}, 30_000)
