import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { agree, drop, mostWordings, revise } from '../../src/agreements/decide.ts'
import { asksAgain } from '../../src/agreements/due.ts'
import { mayUseAgreements } from '../../src/agreements/policy.ts'
import { AgreeOn } from '../../src/agreements/schema.ts'
import type { Agreement } from '../../src/agreements/state.ts'
import { viewAgreement } from '../../src/agreements/view.ts'
import { addDays } from '../../src/zone.ts'
import { actor, ana, by, canary, circle, eli, hold, value } from '../supports/circle.ts'

const words = 'One person at a time.'
const agreed = (lookAgainOn: string | null = null) => value(agree(circle, { words, lookAgainOn }, by(ana)))
const revised = (agreement: Agreement, said: string, day = '2026-03-10', lookAgainOn: string | null = null) =>
  value(revise({ agreement, circle }, { words: said, lookAgainOn }, by(ana, day)))

describe('an agreement', () => {
  it('is made by the day of its circle, with a day to look again or none', () => {
    expect(agreed('2026-04-01')).toMatchObject({ state: 'current', agreedOn: '2026-03-02', lookAgainOn: '2026-04-01', earlier: [] })
    for (const lookAgainOn of ['2026-03-02', '2026-02-01', '2028-03-04'])
      expect(agree(circle, { words, lookAgainOn }, by(ana))).toMatchObject({ ok: false, refusal: { path: 'lookAgainOn' } })
    expect(agree(circle, { words, lookAgainOn: '2028-03-02' }, by(ana)).ok).toBe(true)
  })
  it.each(['', '   ', 'Ask <@U123>', 'Ask @ana first', 'x'.repeat(2001)])('refuses the words %j', (said) => {
    expect(v.safeParse(AgreeOn, { words: said, lookAgainOn: null }).success).toBe(false)
  })
  it('keeps an address: it is no mention', () => {
    expect(v.safeParse(AgreeOn, { words: 'Write to circle@example.org', lookAgainOn: null }).success).toBe(true)
  })
  it('revised keeps the earlier words with their days; the same words are looked at and hold on', () => {
    const again = revised(agreed('2026-03-09'), words, '2026-03-10', '2026-06-01')
    expect(again).toMatchObject({ state: 'current', earlier: [], wordedOn: '2026-03-02', lookAgainOn: '2026-06-01' })
    expect(revised(again, 'Two at most.', '2026-04-01')).toMatchObject({
      state: 'revised',
      words: 'Two at most.',
      agreedOn: '2026-03-02',
      wordedOn: '2026-04-01',
      earlier: [{ words, from: '2026-03-02', until: '2026-04-01' }],
    })
    expect(revise({ agreement: again, circle }, { words, lookAgainOn: null }, by(ana))).toMatchObject({
      value: { events: [{ kind: 'agreement.looked_at' }] },
    })
  })
  it('is dropped with a reason or none, and can be taken up again', () => {
    const dropped = value(drop({ agreement: agreed('2026-03-09'), circle }, { reason: 'Known by now' }, by(ana)))
    expect(dropped).toMatchObject({ state: 'dropped', reason: 'Known by now' })
    expect(drop({ agreement: dropped, circle }, { reason: 'x' }, by(ana))).toEqual({ ok: true, value: { state: dropped, events: [] } })
    expect(revised(dropped, words)).toMatchObject({ state: 'current' })
    expect(revised(dropped, 'Anew')).toMatchObject({ state: 'revised' })
  })
  it('asks on its day, not before, and not once it is dropped', () => {
    const agreement = agreed('2026-03-09')
    expect([asksAgain(agreement, '2026-03-08'), asksAgain(agreement, '2026-03-09')]).toEqual([false, true])
    expect(asksAgain({ ...agreement, state: 'dropped' }, '2026-03-09')).toBe(false)
    expect(viewAgreement(agreement, '2026-03-10').asking).toBe(true)
  })
  it('is for whoever belongs to the circle', () => {
    expect([ana, eli].map((one) => mayUseAgreements(actor(one), circle))).toEqual([true, false])
  })
  it('over any sequence of commands every wording stays, days go forward, and events hold no words', () => {
    const step = fc.record({ act: fc.constantFrom('revise', 'drop', 'wait'), text: fc.nat(5), days: fc.integer({ min: -2, max: 30 }) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 50, maxLength: 50 }), (steps) => {
        let today = '2026-03-02'
        let agreement: Agreement = agreed()
        for (const { act, text, days } of steps) {
          if (act === 'wait') today = addDays(today, Math.max(0, days))
          const before = agreement
          const input = { words: `${canary} ${text}`, lookAgainOn: days > 20 ? null : addDays(today, days) }
          const at = { agreement, circle }
          const done =
            act === 'revise' ? revise(at, input, by(ana, today)) : act === 'drop' ? drop(at, { reason: canary }, by(ana, today)) : undefined
          if (!done?.ok) continue
          agreement = done.value.state
          hold(!JSON.stringify(done.value.events).includes(canary), 'events hold no words')
          hold(
            before.earlier.every((one) => agreement.earlier.includes(one)),
            'history stays',
          )
          const said = [...agreement.earlier.map((one) => one.words), agreement.words]
          hold(said.includes(before.words), 'the words of before stand somewhere')
          hold(agreement.earlier.every((one) => one.from <= one.until) && agreement.earlier.length <= mostWordings, 'days go forward')
          hold(
            agreement.state === 'dropped' || (agreement.state === 'revised') === agreement.earlier.length > 0,
            'its state says what happened',
          )
        }
      }),
      { numRuns: 1000 },
    )
  }, 30_000)
})
