import { type Concern, hear, open, raise, stepBack, withdraw } from '@tend/shared/concerns/decide'
import { isItsRaiser, mayKnowOf, mayReadGiven } from '@tend/shared/concerns/policy'
import { reviewFor } from '@tend/shared/concerns/review'
import { Help, type RaiseConcern } from '@tend/shared/concerns/schema'
import { viewGiven, viewMine, viewWaiting } from '@tend/shared/concerns/view'
import { addDays } from '@tend/shared/zone'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actor, ada, bo, by, circle, circleId, cy, everybody, names, noor, now, today } from './circle.ts'

const canary = 'words-nobody-else-may-read'
const person = fc.constantFrom(...everybody)
const input: fc.Arbitrary<RaiseConcern> = fc.record({
  circleId: fc.constant(circleId),
  about: fc.constantFrom('me', 'something_i_saw'),
  help: fc.uniqueArray(fc.constantFrom(...Help.options), { maxLength: 10 }),
  words: fc.string({ maxLength: 40 }).map((text) => canary + text),
  tier: fc.constantFrom('only_me', 'stewards', 'care_team'),
  recipients: fc.array(person, { maxLength: 4 }),
  leftOut: fc.array(person, { maxLength: 4 }),
  nameGiven: fc.boolean(),
  keep: fc.oneof(
    fc.constantFrom<RaiseConcern['keep']>({ kind: 'ninety_days' }, { kind: 'until_deleted' }),
    fc.integer({ min: -3, max: 800 }).map((n) => ({ kind: 'until_day' as const, day: addDays(today, n) })),
  ),
})
const acts = fc.array(fc.record({ act: fc.constantFrom('open', 'hear', 'stepBack', 'withdraw'), who: person }), { maxLength: 12 })
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
  it('a view shows words only to whom the policy allows them', () => {
    fc.assert(
      fc.property(raised, person, fc.boolean(), fc.integer({ min: 0, max: 900 }), ({ states }, who, inCircle, later) => {
        const [reader, seen] = [actor(who, inCircle), { names, today: addDays(today, later) }]
        for (const concern of states) {
          const mine = shown(() => viewMine(reader, concern, seen, false))
          const waiting = shown(() => viewWaiting(reader, concern, seen.today))
          const given = shown(() => viewGiven(reader, concern, seen))
          expect(mine !== undefined).toBe(isItsRaiser(reader, concern, seen.today))
          expect(waiting !== undefined).toBe(mayKnowOf(reader, concern, seen.today))
          expect(given !== undefined).toBe(mayReadGiven(reader, concern, seen.today))
          expect(waiting ?? '').not.toContain(canary)
          if (who !== noor) expect(mine).toBeUndefined()
          if (given && !concern.nameGiven) for (const trace of [noor, 'Noor']) expect(given.replace(concern.words, '')).not.toContain(trace)
          if (concern.leftOut.includes(who) || concern.status === 'withdrawn') expect(given).toBeUndefined()
        }
      }),
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
