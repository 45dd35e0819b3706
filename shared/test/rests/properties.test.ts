import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AtHand, end, extend, leave, passOn, take, takeBack, takeOn } from '../../src/rests/decide.ts'
import { keptAwayUntil, restsOn } from '../../src/rests/due.ts'
import { isResting, maySeeRest, wasAsked } from '../../src/rests/policy.ts'
import type { Carried, RestWindow } from '../../src/rests/state.ts'
import { viewRest, viewResting } from '../../src/rests/view.ts'
import { addDays } from '../../src/zone.ts'
import { actor, ana, by, canary, circle, circleId, everybody, hold, inside, names, shown } from '../supports/circle.ts'

const step = fc.record({
  act: fc.constantFrom('extend', 'end', 'passOn', 'takeBack', 'takeOn', 'leave', 'wait'),
  who: fc.constantFrom(...everybody),
  to: fc.constantFrom(...everybody),
  thing: fc.nat(3),
  days: fc.integer({ min: -3, max: 15 }),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
const carried: Carried[] = [
  { kind: 'steward', subject: circleId, circleId, only: null },
  { kind: 'support', subject: 'one', circleId, only: ['bo', 'cy'] },
  { kind: 'change', subject: 'two', circleId, only: null },
]

/** Plays a step as the server would: what the policy denies does not happen. */
function play(rest: RestWindow, { act, who, to, thing, days }: Step, today: string) {
  const given = by(who, today)
  const person = actor(who)
  const at: AtHand = { rest, circle, running: restsOn(rest, today) ? rest.id : null }
  const own = isResting(person, rest)
  const duty = rest.duties[thing]
  const { kind, subject } = carried[thing] ?? { kind: 'support' as const, subject: 'nothing' }
  if (act === 'extend' && own) return extend(at, { until: addDays(today, days) }, given)
  if (act === 'end' && own) return end(at, given)
  if (act === 'passOn' && own) return passOn({ ...at, carried }, { kind, subject, to }, given)
  if (act === 'takeBack' && own && duty) return takeBack({ rest, duty })
  if (act === 'takeOn' && duty && wasAsked(person, rest, duty, today)) return takeOn({ rest, duty, circle }, given)
  if (act === 'leave' && duty && wasAsked(person, rest, duty, today)) return leave({ rest, duty })
  return undefined
}

describe('a rest over any sequence of commands', () => {
  it('is its person’s to change, seen by those told while it runs, and keeps everything away exactly as long', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 50, maxLength: 50 }), fc.subarray(inside.slice(1)), fc.nat(30), (steps, told, length) => {
        let today = '2026-03-02'
        const begun = take({ circle, running: null }, { until: addDays(today, length), helps: canary, told, shared: false }, by(ana, today))
        if (!begun.ok) throw new Error('refused')
        let rest: RestWindow = begun.value.state
        for (const one of steps) {
          if (one.act === 'wait') today = addDays(today, Math.max(0, one.days))
          const before = rest
          const done = play(rest, one, today)
          if (done?.ok) {
            rest = done.value.state
            hold(!JSON.stringify(done.value.events).includes(canary), 'events hold no words')
            hold(rest.memberId === ana && rest.helps === canary && rest.circleId === circleId, 'whose it is and what helps stays')
            hold(
              before.told.every((who) => rest.told.includes(who)),
              'nobody who was told is untold',
            )
            const more = rest.told.filter((who) => !before.told.includes(who))
            hold(more.length === 0 || (one.act === 'passOn' && one.who === ana), 'only its person tells anybody, by passing on')
            const subjects = rest.duties.map(({ kind, subject }) => `${kind} ${subject}`)
            hold(new Set(subjects).size === subjects.length, 'each thing is with one person')
            hold(
              rest.duties.every(({ to }) => rest.told.includes(to) && to !== ana),
              'who carries something knows of the rest',
            )
            const fresh = rest.duties.filter(
              ({ id, state }) => state === 'taken' && before.duties.find((was) => was.id === id)?.state !== 'taken',
            )
            hold(
              fresh.every(({ to }) => one.act === 'takeOn' && one.who === to),
              'only whoever was asked takes it on',
            )
            if (rest.state === 'ended') expect(rest.duties).toEqual([])
          } else hold(rest === before, 'a refusal changes nothing')
          const noon = new Date(`${today}T12:00:00Z`)
          const kept = keptAwayUntil([{ ...rest, timeZone: circle.timeZone }], noon)
          hold((kept !== undefined && kept > noon) === restsOn(rest, today), 'things are kept away while one rests, and only then')
          if (rest === before && one.act !== 'wait') continue
          for (const who of everybody) {
            const may = maySeeRest(actor(who), rest, today)
            const view = shown(() => viewRest(actor(who), rest, { names, today, noticeUncertain: true }))
            hold((view !== undefined) === may && (view?.includes(canary) ?? false) === may, `${who} reads what is theirs to read`)
            const asking = JSON.stringify(viewResting(actor(who), rest, { names, today }))
            hold(may || !(asking.includes(canary) || asking.includes(rest.until)), `${who} learns no day and no words by asking`)
          }
        }
      }),
      { numRuns: 1000 },
    )
  }, 30_000)
})
