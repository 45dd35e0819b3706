import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { widen } from '../../src/concerns/audience-decide.ts'
import { open, raise, withdraw } from '../../src/concerns/decide.ts'
import { namesakesOf, othersFor, reviewFor, reviewWider } from '../../src/concerns/review.ts'
import { viewGiven, viewMine } from '../../src/concerns/view.ts'
import { actor, ada, around, bo, by, circle, cy, dee, input, names, noor, now, today } from './circle.ts'

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

describe('giving it to more people', () => {
  const about = { circle, me: noor, now }
  const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
    if (!result.ok) throw new Error(result.refusal.code)
    return result.value
  }
  const given = (over = {}) => value(raise(circle, input({ recipients: [ada], ...over }), by(noor))).state
  const mine = (concern = given()) => viewMine(actor(noor), concern, { names, today }, around)

  it('is offered for stewards who can receive it now, never for those who have it or were left out', () => {
    const ids = ({ free, notNow }: ReturnType<typeof othersFor>) => [free, notNow].map((all) => all.map(({ id }) => id))
    expect(ids(othersFor(mine(), about))).toEqual([[bo, cy], []])
    expect(ids(othersFor(mine(given({ leftOut: [bo] })), about))).toEqual([[cy], []])
    const resting = { ...circle, people: circle.people.map((one) => (one.id === bo ? { ...one, noNewOnes: true } : one)) }
    expect(ids(othersFor(mine(), { ...about, circle: resting }))).toEqual([[cy], [bo]])
    expect(ids(othersFor(mine(given({ leftOut: [bo] })), { ...about, circle: resting }))).toEqual([[cy], []])
    const over = { ...circle, stewards: circle.stewards.map((one) => (one.memberId === bo ? { ...one, until: today } : one)) }
    expect(ids(othersFor(mine(), { ...about, circle: over }))).toEqual([[cy], []])
  })

  it('is reviewed as exactly what each of them will read', () => {
    const concern = given({ nameGiven: true })
    const reviewed = value(reviewWider(mine(concern), [bo], about))
    const wider = value(widen({ concern, circle }, { to: 'stewards', recipients: [bo] }, by(noor))).state
    const { id: _, ...reads } = viewGiven(actor(bo), value(open(wider, by(bo))).state, { names, today })
    expect(reviewed).toEqual([{ memberId: bo, displayName: 'Bo', sees: reads }])
  })

  it('names only those who do not have it yet, and refuses what widening refuses', () => {
    const code = (concern: ReturnType<typeof mine>, picked: string[]) => {
      const result = reviewWider(concern, picked, about)
      return result.ok ? result.value.map(({ memberId }) => memberId) : result.refusal.code
    }
    expect(code(mine(), [ada, bo])).toEqual([bo])
    expect(code(mine(), [ada])).toBe('nobody_left')
    expect(code(mine(), [dee])).toBe('not_a_steward')
    expect(code(mine(given({ leftOut: [bo] })), [bo])).toBe('nobody_left')
    expect(code(mine(value(withdraw(given())).state), [bo])).toBe('withdrawn')
    expect(code(mine(given({ tier: 'only_me', recipients: [] })), [bo])).toBe('not_now')
  })
})
