import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { viewForCircle } from '../../src/backburner/view.ts'
import { composeDigest, type DigestMaterial } from '../../src/digests/compose.ts'
import type { RepairView } from '../../src/repairs/schema.ts'
import { addDays } from '../../src/zone.ts'
import { circle, simmering } from '../backburner/builders.ts'

const slot = { day: '2026-03-02', week: '2026-W10' }
const home = { id: circle.id, name: 'The kitchen', language: 'en' as const }
const empty: DigestMaterial = { circle: home, repairs: [], items: [], changes: [] }

function repair(over: Partial<RepairView> = {}): RepairView {
  return {
    ...{ id: 'r1', circleId: circle.id, title: 'Meetings run late', state: 'tending', openedOn: '2026-01-01', openWeeks: 8 },
    ...{ acknowledged: false, nothingChangedYet: false, acknowledgements: [], fromItemId: null },
    ...over,
  }
}
function acknowledgement(sharedOn: string | null, words = 'We left people out.') {
  return {
    id: 'a',
    by: 'circle' as const,
    words,
    how: 'in_writing' as const,
    state: 'shared' as const,
    mine: false,
    joinedByMe: false,
    from: null,
    sharedOn,
  }
}

describe('what a circle reads each week', () => {
  it('has the same four sections when there is nothing', () => {
    expect(composeDigest(empty, slot)).toEqual({
      ...{ circleId: circle.id, circleName: 'The kitchen', language: 'en', week: '2026-W10' },
      ...{ tended: [], acknowledgements: [], asking: [], changes: [] },
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
      { repairId: 'r1', title: 'Meetings run late', state: 'tending', openWeeks: 8, nothingChangedYet: false },
      { repairId: 'r2', title: 'Meetings run late', state: 'tending', openWeeks: 4, nothingChangedYet: false },
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
          return composeDigest({ ...empty, repairs: [repair({ acknowledgements: [acknowledgement(shared)] })] }, { ...slot, day })
            .acknowledgements.length
        })
        if (age < 7) expect(told[0]).toBe(0)
        expect(told.filter((count) => count > 0).length).toBeLessThanOrEqual(1)
        if (age < 14) expect(told.filter((count) => count > 0).length).toBe(1)
      }),
    )
  })
  it('does not depend on the order of what it is given', () => {
    const repairs = [repair(), repair({ id: 'r0' }), repair({ id: 'r5', openedOn: '2025-01-01' })]
    const changes = [
      { title: 'b', lookAgainOn: '2026-03-09' },
      { title: 'a', lookAgainOn: '2026-03-09' },
    ]
    expect(composeDigest({ ...empty, repairs, changes }, slot)).toEqual(
      composeDigest({ ...empty, repairs: repairs.toReversed(), changes: changes.toReversed() }, slot),
    )
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
})
