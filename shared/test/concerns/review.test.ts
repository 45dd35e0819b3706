import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesakesOf, reviewFor } from '../../src/concerns/review.ts'
import { ada, bo, circle, cy, dee, input, noor, now } from './circle.ts'

const called = (names: Record<string, string>) => ({
  ...circle,
  people: circle.people.map((person) => ({ ...person, displayName: names[person.id] ?? person.displayName })),
})

describe('people called like somebody left out', () => {
  it('are named beside the ones left out, until they are left out too', () => {
    const twice = called({ [cy]: 'Bo' })
    const review = (leftOut: string[]) => {
      const result = reviewFor(input({ tier: 'care_team', recipients: [], leftOut }), { circle: twice, me: noor, now })
      return result.ok ? result.value : undefined
    }
    expect(review([bo])?.namesakes).toEqual([{ memberId: cy, displayName: 'Bo' }])
    expect(review([bo])?.recipients.map(({ memberId }) => memberId)).toEqual([ada, cy])
    expect(review([bo, cy])?.namesakes).toEqual([])
    expect(review([])?.namesakes).toEqual([])
  })

  it('are found however the name is typed at the other door', () => {
    for (const [one, other] of [
      ['José  Ruiz', 'jose ruiz'],
      ['Ana-Lena', 'Ana Lena'],
      ['🌱', '🌱'],
    ] as const)
      expect(namesakesOf(called({ [bo]: one, [cy]: other }).people, [bo], noor)).toEqual([cy])
    expect(namesakesOf(called({ [bo]: '🌱', [cy]: '🌊' }).people, [bo], noor)).toEqual([])
  })

  it('are never the person who raises it', () => {
    expect(namesakesOf(called({ [bo]: 'Noor' }).people, [bo], noor)).toEqual([])
  })

  it('are, with those left out, everybody who is called so', () => {
    const people = fc.array(fc.record({ id: fc.uuid(), displayName: fc.constantFrom('Sam', 'sam ', 'Noor', 'Li') }), { maxLength: 12 })
    fc.assert(
      fc.property(people, fc.nat(), (all, nth) => {
        const one = all[nth % Math.max(1, all.length)]
        if (!one) return
        const name = one.displayName.trim().toLowerCase()
        const expected = all.filter(({ displayName }) => displayName.trim().toLowerCase() === name).map(({ id }) => id)
        const found = new Set([one.id, ...namesakesOf(all, [one.id], dee)])
        expect(found).toEqual(new Set(expected))
        expect(namesakesOf(all, [...found], dee)).toEqual([])
      }),
    )
  })
})
