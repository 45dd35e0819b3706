import { hear, open, raise, stepBack, withdraw } from '@tend/shared/concerns/decide'
import { isItsRaiser, mayKnowOf, mayReadGiven } from '@tend/shared/concerns/policy'
import { reviewFor } from '@tend/shared/concerns/review'
import { type ConcernText, concernTexts, Help, type RaiseConcern } from '@tend/shared/concerns/schema'
import type { Concern } from '@tend/shared/concerns/state'
import { viewGiven, viewMine, viewWaiting } from '@tend/shared/concerns/view'
import { addDays } from '@tend/shared/zone'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actor, ada, around, bo, by, circle, circleId, cy, dee, eli, everybody, names, noor, now, today } from './circle.ts'

const canary = 'words-nobody-else-may-read'
const person = fc.constantFrom(...everybody)
const steward = fc.constantFrom(ada, bo, cy)
const often = <T>(good: fc.Arbitrary<T>, any: fc.Arbitrary<T>) => fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: any })
const keep = often<RaiseConcern['keep']>(
  fc.constant({ kind: 'ninety_days' }),
  fc.oneof(
    fc.constant({ kind: 'until_deleted' as const }),
    fc.integer({ min: -3, max: 800 }).map((n) => ({ kind: 'until_day' as const, day: addDays(today, n) })),
  ),
)
const text = fc.string({ maxLength: 40 }).map((typed) => canary + typed)
const texts = Object.fromEntries(concernTexts.map((name) => [name, text])) as Record<ConcernText, typeof text>
/** What a person may send. Mostly it is accepted; now and then it is anything. */
const input: fc.Arbitrary<RaiseConcern> = fc.constantFrom('only_me' as const, 'stewards' as const, 'care_team' as const).chain((tier) =>
  fc.record({
    circleId: fc.constant(circleId),
    about: fc.constantFrom('me', 'something_i_saw'),
    help: fc.uniqueArray(fc.constantFrom(...Help.options), { maxLength: 10 }),
    ...texts,
    tier: fc.constant(tier),
    recipients: often(
      tier === 'stewards' ? fc.array(steward, { minLength: 1, maxLength: 4 }) : fc.constant([]),
      fc.array(person, { maxLength: 4 }),
    ),
    leftOut: often(fc.array(fc.constantFrom(cy, dee, eli), { maxLength: 2 }), fc.array(person, { maxLength: 4 })),
    nameGiven: fc.boolean(),
    keep,
  }),
)
const recipients = ['open', 'open', 'open', 'hear', 'hear', 'hear', 'stepBack'] as const
const act = fc.oneof(
  { weight: 12, arbitrary: fc.record({ act: fc.constantFrom(...recipients), who: often<string>(steward, person) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdraw' as const), who: often<string>(fc.constant(noor), person) }) },
)
const acts = fc.array(act, { maxLength: 12, size: 'max' })
const decide = { open, hear, stepBack, withdraw }

/** Plays commands as the server would: only the raiser withdraws, and a refusal changes nothing. Returns every state on the way. */
function play(start: Concern, commands: { act: keyof typeof decide; who: string }[]): Concern[] {
  const states = [start]
  for (const { act, who } of commands) {
    const concern = states.at(-1) as Concern
    if (act === 'withdraw' && who !== noor) continue
    const result = decide[act](concern, by(who))
    if (result.ok) states.push(result.value.state)
  }
  return states
}

const shown = (view: () => unknown) => {
  try {
    return JSON.stringify(view())
  } catch {
    return undefined
  }
}

const raised = fc.tuple(input, acts).map(([what, commands]) => {
  const result = raise(circle, what, by(noor))
  return { what, states: result.ok ? play(result.value.state, commands) : [] }
})

describe('over any sequence of commands', () => {
  it('is really tried: most of what is sent is accepted, read, heard and withdrawn', () => {
    const seen = { tried: 0, given: 0, opened: 0, heard: 0, steppedBack: 0, withdrawn: 0 }
    for (const { states } of fc.sample(raised, { numRuns: 1000, seed: 20261122 })) {
      const last = states.at(-1)
      seen.tried++
      if (!last || last.status === 'kept') continue
      seen.given++
      if (last.status === 'withdrawn') seen.withdrawn++
      for (const { state } of last.recipients) {
        if (state === 'opened') seen.opened++
        if (state === 'heard') seen.heard++
        if (state === 'stepped_back') seen.steppedBack++
      }
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(50)
  })

  it('a view shows words only to whom the policy allows them', () => {
    fc.assert(
      fc.property(
        raised,
        person,
        fc.boolean(),
        often(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 900 })),
        ({ states }, who, inCircle, later) => {
          const [reader, seen] = [actor(who, inCircle), { names, today: addDays(today, later) }]
          for (const concern of states) {
            const mine = shown(() => viewMine(reader, concern, seen, around))
            const waiting = shown(() => viewWaiting(reader, concern, seen.today))
            const given = shown(() => viewGiven(reader, concern, seen))
            expect(mine !== undefined).toBe(isItsRaiser(reader, concern, seen.today))
            expect(waiting !== undefined).toBe(mayKnowOf(reader, concern, seen.today))
            expect(given !== undefined).toBe(mayReadGiven(reader, concern, seen.today))
            expect(waiting ?? '').not.toContain(canary)
            if (who !== noor) expect(mine).toBeUndefined()
            if (given && !concern.nameGiven) {
              const said = concernTexts.reduce((left, name) => left.replace(concern[name], ''), given)
              for (const trace of [noor, 'Noor']) expect(said).not.toContain(trace)
            }
            if (concern.leftOut.includes(who) || concern.status === 'withdrawn') expect(given).toBeUndefined()
          }
        },
      ),
    )
  })

  it('the audience stays as it was given; stewards only, never the raiser, never anybody left out', () => {
    fc.assert(
      fc.property(raised, ({ states }) => {
        const audiences = states.map((concern) => (concern.status === 'kept' ? [] : concern.recipients.map((one) => one.memberId)))
        for (const audience of audiences) {
          expect(audience).toEqual(audiences[0])
          for (const who of audience) expect([ada, bo, cy]).toContain(who)
          expect(audience.filter((who) => states[0]?.leftOut.includes(who))).toEqual([])
        }
      }),
    )
  })

  it('only allowed steps are taken: nobody un-opens, un-hears, comes back, or gives again what was withdrawn', () => {
    const places = { waiting: ['opened', 'stepped_back'], opened: ['heard', 'stepped_back'], heard: ['stepped_back'], stepped_back: [] }
    fc.assert(
      fc.property(raised, ({ states }) => {
        states.slice(1).forEach((after, n) => {
          const before = states[n] as Concern
          if (before.status !== 'given') expect(after).toEqual(before)
          if (before.status === 'kept' || after.status === 'kept') return
          after.recipients.forEach((place, at) => {
            const was = before.recipients[at]
            if (was && was.state !== place.state) expect(places[was.state]).toContain(place.state)
            if (place.state === 'waiting') expect(place.openedOn).toBeNull()
          })
          expect({ ...after, status: 0, recipients: 0 }).toEqual({ ...before, status: 0, recipients: 0 })
        })
      }),
    )
  })

  it('a review shows exactly what each recipient reads later, and refuses what raising refuses', () => {
    fc.assert(
      fc.property(input, (what) => {
        const review = reviewFor(what, { circle, me: noor, now })
        const result = raise(circle, what, by(noor))
        expect(review.ok).toBe(result.ok)
        if (!result.ok) expect(review).toEqual(result)
        if (!review.ok || !result.ok) return
        const concern = result.value.state
        expect(review.value.recipients.map((one) => one.memberId)).toEqual(
          concern.status === 'kept' ? [] : concern.recipients.map((one) => one.memberId),
        )
        for (const { memberId, sees } of review.value.recipients) {
          const opened = open(concern, by(memberId))
          if (!opened.ok) throw new Error(opened.refusal.message)
          expect(viewGiven(actor(memberId), opened.value.state, { names, today })).toEqual({ id: concern.id, ...sees })
        }
      }),
    )
  })

  it('an event holds ids and enums, and never words', () => {
    fc.assert(
      fc.property(input, (what) => {
        const result = raise(circle, what, by(noor))
        if (result.ok) expect(JSON.stringify(result.value.events)).not.toContain(canary)
      }),
    )
  })
})
