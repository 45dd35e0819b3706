import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { viewForCircle } from '../../src/backburner/view.ts'
import { composeDigest, type DigestMaterial } from '../../src/digests/compose.ts'
import { NeedKind, type RepairForCircle } from '../../src/repairs/circle-schema.ts'
import { Wish } from '../../src/repairs/part-schema.ts'
import type { RepairItem } from '../../src/repairs/state.ts'
import { viewRepairForCircle } from '../../src/repairs/view.ts'
import { addDays } from '../../src/zone.ts'
import { circle, simmering } from '../backburner/builders.ts'
import { shared } from '../repairs/builders.ts'

const slot = { day: '2026-03-02', week: '2026-W10', before: '2026-02-23' }
const home = { id: circle.id, name: 'The kitchen', language: 'en' as const }
const empty: DigestMaterial = { circle: home, repairs: [], items: [], agreements: [], rests: [] }

function repair(over: Partial<RepairForCircle> = {}): RepairForCircle {
  return {
    id: 'r1',
    title: 'Meetings run late',
    state: 'tending',
    openedOn: '2026-01-01',
    openWeeks: 8,
    nothingChangedYet: false,
    acknowledgements: [],
    needs: [],
    changes: [],
    ...over,
  }
}
const acknowledgement = (sharedOn: string, words = 'We left people out.') => ({ words, from: null, sharedOn })
const need = (clearedOn: string, words = '') => ({ kind: 'rest' as const, words, clearedOn })
const change = (state: RepairForCircle['changes'][number]['state'], lookAgainOn: string | null) => ({
  words: `Is ${state}`,
  state,
  lookAgainOn,
})

describe('what a circle reads each week', () => {
  it('has the same four sections when there is nothing', () => {
    expect(composeDigest(empty, slot)).toEqual({
      circleId: circle.id,
      circleName: 'The kitchen',
      language: 'en',
      week: '2026-W10',
      day: slot.day,
      tended: [],
      acknowledgements: [],
      asking: [],
      changes: [],
      rests: [],
    })
  })
  it('says what is tended, oldest first, in weeks; not what rests or was set down', () => {
    const repairs = [
      repair({ id: 'r2', openedOn: '2026-02-01', openWeeks: 4 }),
      repair(),
      repair({ id: 'r3', state: 'resting' }),
      repair({ id: 'r4', state: 'set_down' }),
    ]
    expect(composeDigest({ ...empty, repairs }, slot).tended).toEqual([
      { repairId: 'r1', title: 'Meetings run late', state: 'tending', openWeeks: 8, nothingChangedYet: false, needs: [] },
      { repairId: 'r2', title: 'Meetings run late', state: 'tending', openWeeks: 4, nothingChangedYet: false, needs: [] },
    ])
  })
  it('says only what asks for attention', () => {
    const items = [
      simmering(),
      { ...simmering({ id: 'asks' }), state: 'flagged' as const, because: 'untended' as const },
      { ...simmering({ id: 'gone' }), state: 'hidden' as const, hiddenByMe: false, repairId: null },
    ]
    const views = items.map((item) => viewForCircle(item, circle, slot.day))
    expect(composeDigest({ ...empty, items: views }, slot).asking).toEqual([
      { itemId: 'asks', title: 'Meetings run late', because: 'untended', waitingWeeks: 8, touches: null },
    ])
  })
  it('what was shared less than seven days ago waits, and then stands in exactly one digest', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 60 }), (age) => {
        const shared = addDays(slot.day, -age)
        const told = [0, 7, 14, 21, 28, 35, 42, 49, 56, 63].map((later) => {
          const day = addDays(slot.day, later)
          return composeDigest(
            { ...empty, repairs: [repair({ acknowledgements: [acknowledgement(shared)] })] },
            { ...slot, day, before: addDays(day, -7) },
          ).acknowledgements.length
        })
        if (age < 7) expect(told[0]).toBe(0)
        expect(told.filter((count) => count > 0).length).toBeLessThanOrEqual(1)
        if (age < 14) expect(told.filter((count) => count > 0).length).toBe(1)
      }),
    )
  })
  it('after a holiday it says what was shared meanwhile, once, and nothing of long ago', () => {
    const repairs = ['2026-01-10', '2026-02-05', '2026-02-20', '2026-02-24'].map((day) =>
      repair({ id: day, acknowledgements: [acknowledgement(day)] }),
    )
    const told = (day: string, before: string | null) =>
      composeDigest({ ...empty, repairs }, { day, week: '', before }).acknowledgements.map(({ repairId }) => repairId)
    expect(told('2026-03-02', '2026-02-02')).toEqual(['2026-02-05', '2026-02-20'])
    expect(told('2026-03-09', '2026-03-02')).toEqual(['2026-02-24'])
    expect(told('2026-03-02', '2020-01-06')).toEqual(['2026-02-05', '2026-02-20'])
    expect(told('2026-03-02', null)).toEqual(['2026-02-05', '2026-02-20'])
  })
  it('says what was cleared at least seven days ago, by kind and words in no order of time', () => {
    const needs = [need('2026-02-23', 'b'), need('2026-02-01', 'c'), need('2026-02-20', 'a'), need('2026-02-24', 'too early')]
    expect(composeDigest({ ...empty, repairs: [repair({ needs })] }, slot).tended[0]?.needs).toEqual(
      ['a', 'b', 'c'].map((words) => ({ kind: 'rest', words })),
    )
  })
  it('says what is practised and what was agreed when its day comes before the next digest; nothing of a repair that rests', () => {
    const changes = [
      change('practising', '2026-03-08'),
      change('stays', '2026-02-01'),
      change('slipped', '2026-03-09'),
      change('proposed', '2026-03-03'),
      change('dropped', '2026-03-03'),
      change('practising', null),
    ]
    const agreements = [
      { words: 'We say when we leave', lookAgainOn: '2026-03-02' },
      { words: 'Later', lookAgainOn: '2026-04-01' },
      { words: 'No day', lookAgainOn: null },
    ]
    const repairs = [repair({ changes }), ...(['resting', 'set_down'] as const).map((state) => repair({ id: state, state, changes }))]
    expect(composeDigest({ ...empty, repairs, agreements }, slot).changes).toEqual([
      { what: 'change', title: 'Is stays', lookAgainOn: '2026-02-01' },
      { what: 'agreement', title: 'We say when we leave', lookAgainOn: '2026-03-02' },
      { what: 'change', title: 'Is practising', lookAgainOn: '2026-03-08' },
    ])
  })
  it('says shared rests at once, by name', () => {
    const rests = [
      { name: 'Rui', until: '2026-03-04' },
      { name: 'Ana', until: '2026-03-10' },
    ]
    expect(composeDigest({ ...empty, rests }, slot).rests).toEqual(rests.toReversed())
  })
  it('does not depend on the order of what it is given', () => {
    const repairs = [
      repair(),
      repair({ id: 'r0' }),
      repair({ id: 'r5', openedOn: '2025-01-01', needs: [need('2026-01-01', 'a'), need('2026-01-09', 'b')] }),
    ]
    const agreements = ['b', 'a'].map((words) => ({ words, lookAgainOn: '2026-03-05' }))
    const rests = ['Ana', 'Rui'].map((name) => ({ name, until: '2026-03-09' }))
    const turned = {
      repairs: repairs.toReversed().map((one) => ({ ...one, needs: one.needs.toReversed() })),
      agreements: agreements.toReversed(),
      rests: rests.toReversed(),
    }
    expect(composeDigest({ ...empty, repairs, agreements, rests }, slot)).toEqual(composeDigest({ ...empty, ...turned }, slot))
  })
  it('in circles of one to ten people, week after week, nothing tells how many echoed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.nat(10), fc.nat(10), fc.integer({ min: 0, max: 12 }), (people, a, b, weeks) => {
        const digestOf = (echoes: number) => {
          const day = addDays(slot.day, weeks * 7)
          const item = { ...simmering({ echoes: Math.min(echoes, people) }), state: 'flagged' as const, because: 'untended' as const }
          return JSON.stringify(composeDigest({ ...empty, items: [viewForCircle(item, { people, floor: 5 }, day)] }, { ...slot, day }))
        }
        const several = (echoes: number) => people >= 5 && Math.min(echoes, people) >= 5
        if (several(a) === several(b)) expect(digestOf(a)).toBe(digestOf(b))
        if (people < 5) expect(digestOf(a)).not.toContain('several')
      }),
    )
  })
  it('in circles of one to ten people, week after week, one part, wish or uncleared need more or less changes no byte', () => {
    const held = (people: number) =>
      fc.record({
        parts: fc.array(
          fc.record({ wish: fc.constantFrom(...Wish.options), wishShown: fc.boolean(), rests: fc.boolean(), mine: fc.boolean() }),
          { maxLength: people },
        ),
        needs: fc.array(fc.constantFrom(...NeedKind.options), { maxLength: people }),
      })
    const both = fc.integer({ min: 1, max: 10 }).chain((people) => fc.tuple(held(people), held(people)))
    fc.assert(
      fc.property(both, fc.integer({ min: 0, max: 12 }), ([a, b], weeks) => {
        const digestOf = ({ parts, needs }: typeof a) => {
          const today = addDays(slot.day, weeks * 7)
          const whole: RepairItem = {
            id: 'r1',
            circleId: circle.id,
            title: 'Late',
            state: 'tending',
            openedOn: '2026-01-01',
            fromItemId: null,
            changes: [],
            acknowledgements: [shared().acknowledgement],
            parts: parts.map(({ wish, wishShown, rests, mine }, n) => ({
              id: `${n}`,
              name: `Name ${n}`,
              wish,
              wishShown,
              mine,
              ...(rests ? { state: 'at_rest' as const, shared: false } : { state: 'present' as const }),
            })),
            needs: needs.map((kind, n) => ({
              id: `need ${n}`,
              kind,
              words: 'A quiet week',
              state: 'said',
              of: 'part',
              partId: `${n}`,
              mine: true,
              clearedOn: null,
            })),
          }
          const repairs = [viewRepairForCircle(whole, { today, names: new Map() })]
          return JSON.stringify(composeDigest({ ...empty, repairs }, { day: today, week: '', before: addDays(today, -7) }))
        }
        expect(digestOf(a)).toBe(digestOf(b))
      }),
      { numRuns: 1000 },
    )
  })
})
