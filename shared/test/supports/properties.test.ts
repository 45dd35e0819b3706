import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, askSupporter, carryOn, end, offer, takeUp } from '../../src/supports/decide.ts'
import { asksSupporter } from '../../src/supports/due.ts'
import { isPartOf, isSupporter, maySeeSupport, mayTakeUp } from '../../src/supports/policy.ts'
import { partsOf, type Support } from '../../src/supports/state.ts'
import { viewSupport } from '../../src/supports/view.ts'
import { addDays } from '../../src/zone.ts'
import { actor, by, canary, circle, everybody, hold, inside, names, shown } from './circle.ts'

const step = fc.record({
  act: fc.constantFrom('takeUp', 'carryOn', 'end', 'clock', 'wait'),
  who: fc.constantFrom(...everybody),
  every: fc.constantFrom(undefined, 7 as const, 14 as const, 28 as const),
  days: fc.nat(20),
  rests: fc.boolean(),
})
const beginning = fc.record({
  way: fc.constantFrom('ask', 'offer'),
  who: fc.constantFrom(...inside),
  told: fc.oneof(
    fc.constant({ who: 'circle' as const }),
    fc.uniqueArray(fc.constantFrom(...everybody), { minLength: 1, maxLength: 4 }).map((people) => ({ who: 'people' as const, people })),
  ),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Begin = typeof beginning extends fc.Arbitrary<infer B> ? B : never

function start({ way, who, told }: Begin) {
  const input = { kind: 'relief' as const, words: canary, told, repairId: null }
  return way === 'ask' ? ask(circle, input, by(who)) : offer(circle, { ...input, askedEveryDays: 14 }, by(who))
}

/** Plays a step as the server would: what the policy denies does not happen. */
function play(support: Support, { act, who, every, rests }: Step, today: string) {
  const given = by(who, today)
  const person = actor(who)
  if (act === 'takeUp' && mayTakeUp(person, support)) return takeUp({ support, circle }, every ? { askedEveryDays: every } : {}, given)
  if (act === 'carryOn' && isSupporter(person, support)) return carryOn({ support, circle }, every ? { askedEveryDays: every } : {}, given)
  if (act === 'end' && isPartOf(person, support)) return end({ support, circle }, given)
  if (act === 'clock' && support.state === 'taken_up' && asksSupporter(support, today, rests))
    return { ok: true as const, value: askSupporter(support) }
  return undefined
}

const next = {
  asked: ['asked', 'taken_up', 'ended'],
  offered: ['offered', 'taken_up', 'ended'],
  taken_up: ['taken_up', 'ended'],
  ended: ['ended'],
}
const seen = { names, standIns: new Map(), uncertain: new Set<string>() }

describe('support over any sequence of commands', () => {
  it('takes only allowed steps, is seen by nobody else, asks its supporter once, and says no word in what happened', () => {
    fc.assert(
      fc.property(beginning, fc.array(step, { minLength: 50, maxLength: 50 }), (begin, steps) => {
        const started = start(begin)
        if (!started.ok) return
        let support: Support = started.value.state
        let today = '2026-03-02'
        expect(JSON.stringify(started.value.events)).not.toContain(canary)
        for (const one of steps) {
          today = addDays(today, one.act === 'wait' ? one.days : 0)
          const before = support
          const done = play(support, one, today)
          if (done?.ok) {
            support = done.value.state
            expect(next[before.state]).toContain(support.state)
            expect({ ...support, state: 0 }).toMatchObject({
              id: before.id,
              by: before.by,
              told: before.told,
              words: canary,
              way: before.way,
            })
            const { supported, supporter } = partsOf(before)
            if (supported && supporter) expect(partsOf(support)).toEqual({ supported, supporter })
            for (const event of done.value.events) {
              expect(JSON.stringify(event)).not.toContain(canary)
              expect(event.subject).toBe(support.id)
              // Only people who may see it hear of it, and the person who acted does not.
              for (const told of event.recipients ?? []) expect(maySeeSupport(actor(told), support) || !inside.includes(told)).toBe(true)
              if (one.act !== 'clock') expect(event.recipients).not.toContain(one.who)
              if (event.kind === 'support.asking') expect([one.rests, event.recipients]).toEqual([false, [partsOf(support).supporter]])
            }
            const again = play(support, one, today)
            if (again?.ok && one.act !== 'carryOn') expect(again.value).toEqual({ state: support, events: [] })
          }
          if (support === before) continue
          for (const who of everybody) {
            const view = shown(() => viewSupport(actor(who), support, seen))
            const may = maySeeSupport(actor(who), support)
            hold((view !== undefined) === may && (view?.includes(canary) ?? false) === may, `${who} reads what is theirs to read`)
            if (view && !isPartOf(actor(who), support) && support.state === 'taken_up')
              hold(!view.includes(`"${support.with}"`), `${who} does not learn who took it up`)
          }
        }
      }),
      { numRuns: 1000 },
    )
  }, 30_000)
})
