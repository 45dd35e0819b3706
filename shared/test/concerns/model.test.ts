import { widen } from '@tend/shared/concerns/audience-decide'
import {
  carryingTransitions,
  concernTransitions,
  hear,
  open,
  raise,
  recipientTransitions,
  stepBack,
  withdraw,
} from '@tend/shared/concerns/decide'
import { extend, lookAfter } from '@tend/shared/concerns/later-decide'
import { recipientOf } from '@tend/shared/concerns/policy'
import { answerCarrying, askToCarry, carry, replyToRaiser, replyToStewards } from '@tend/shared/concerns/reply-decide'
import type { Carrying, Concern, ConcernEvent } from '@tend/shared/concerns/state'
import { viewGiven, viewMine, viewWaiting } from '@tend/shared/concerns/view'
import { addDays } from '@tend/shared/zone'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actor, ada, around, bo, by, circle, cy, dee, eli, everybody, id, input, names, noor, today } from './circle.ts'

const canary = 'words-nobody-else-may-read'
const verbs = [
  ...['open', 'open', 'open', 'hear', 'hear', 'stepBack', 'replyToRaiser', 'replyToRaiser', 'replyToStewards', 'replyToStewards'],
  ...[
    'askToCarry',
    'askToCarry',
    'askToCarry',
    'answer',
    'answer',
    'carry',
    'carry',
    'widen',
    'extend',
    'lookAfter',
    'nextDay',
    'withdraw',
  ],
] as const
type Verb = (typeof verbs)[number]
type Said = { verb: Verb; who: string; to: string; yes: boolean; at: number; team: boolean }

const person = fc.constantFrom(ada, ada, bo, bo, cy, noor, dee)
const raisers: readonly Verb[] = ['withdraw', 'widen', 'extend', 'replyToStewards', 'answer']
const any = { to: person, yes: fc.boolean(), at: fc.nat({ max: 3 }), team: fc.boolean() }
/** The raiser's verbs are mostly tried by the raiser. */
const said: fc.Arbitrary<Said> = fc
  .constantFrom(...verbs)
  .chain((verb) =>
    fc.record({ verb: fc.constant(verb), who: raisers.includes(verb) ? fc.constantFrom(noor, noor, noor, ada) : person, ...any }),
  )
const commands = fc.array(said, { minLength: 50, maxLength: 50, size: 'max' })
const start = fc.record({
  tier: fc.constantFrom('stewards' as const, 'stewards' as const, 'care_team' as const, 'only_me' as const),
  leftOut: fc.constantFrom([], [cy], [cy, eli]),
  nameGiven: fc.boolean(),
})

type Step = { before: Concern; after: Concern; said: Said; events: ConcernEvent[] }
/**
 * Plays a command as the server runs it: the raiser's verbs by the raiser, the recipients' by a recipient, and the clock's by the clock.
 */
function play(first: Concern, all: readonly Said[]): Step[] {
  const steps: Step[] = []
  let concern = first
  let days = 0
  all.forEach((any, n) => {
    const one = any.verb === 'carry' && any.yes ? { ...any, who: carryingAt(concern, any.at)?.by ?? any.who } : any
    if (one.verb === 'nextDay') days++
    const now = new Date(`${addDays(today, days)}T09:00:00Z`)
    const result = decide(concern, one, { ...by(one.who), now, id: () => id(1000 + n) }, addDays(today, days))
    if (!result?.ok) return
    steps.push({ before: concern, after: result.value.state, said: one, events: result.value.events })
    concern = result.value.state
  })
  return steps
}

const carryingAt = (concern: Concern, at: number): Carrying | undefined =>
  concern.status === 'kept' ? undefined : concern.carryings[at % Math.max(1, concern.carryings.length)]

function decide(concern: Concern, { verb, who, to, yes, at, team }: Said, given: ReturnType<typeof by>, day: string) {
  const carrying = carryingAt(concern, at)
  if (raisers.includes(verb) && who !== noor) return undefined
  if (['open', 'hear', 'stepBack', 'replyToRaiser', 'askToCarry', 'carry'].includes(verb) && !recipientOf(actor(who), concern, day))
    return undefined
  if (verb === 'open') return open(concern, given)
  if (verb === 'hear') return hear(concern, given)
  if (verb === 'stepBack') return at === 0 ? stepBack(concern, given) : undefined
  if (verb === 'withdraw') return at === 0 && yes && team ? withdraw(concern) : undefined
  if (verb === 'lookAfter') return lookAfter(concern, day, new Set(everybody))
  if (verb === 'extend') return extend(concern, { keep: { kind: 'ninety_days' } }, given)
  if (verb === 'widen') return widen({ concern, circle }, { to: team ? 'care_team' : 'stewards', recipients: team ? [] : [to] }, given)
  if (verb === 'replyToRaiser') return replyToRaiser(concern, { words: `${canary} from ${who}` }, given)
  if (verb === 'replyToStewards') return replyToStewards(concern, { words: `${canary} to ${team ? '' : to}`, to: team ? null : to }, given)
  if (verb === 'askToCarry') return askToCarry({ concern, names: [...names.values()] }, words(at), given)
  if (!carrying) return undefined
  if (verb === 'answer') return answerCarrying({ concern, carrying }, { yes })
  return verb === 'carry' ? carry({ concern, carrying, openedId: id(5000 + at) }, given) : undefined
}

const words = (at: number) =>
  at === 0
    ? { as: 'repair' as const, title: `${canary} title` }
    : { as: 'backburner' as const, title: `${canary} ${at}`, why: '', effect: at === 3 ? 'Bo was there' : '' }

const played = fc.tuple(start, commands).map(([over, all]) => {
  const whole = input({ ...over, leftOut: [...over.leftOut], words: canary, recipients: over.tier === 'stewards' ? [ada] : [] })
  const raised = raise(circle, whole, by(noor))
  if (!raised.ok) throw new Error(raised.refusal.message)
  return { first: raised.value.state, steps: play(raised.value.state, all) }
})
const runs = { numRuns: 1000 }
const recipientsOf = (concern: Concern) => (concern.status === 'kept' ? [] : concern.recipients)
const carryingsOf = (concern: Concern): readonly Carrying[] => (concern.status === 'kept' ? [] : concern.carryings)

describe('over 1,000 lives of 50 commands each', { timeout: 60_000 }, () => {
  it('is really tried: every verb is accepted often', () => {
    const accepted = new Map<string, number>()
    for (const { steps } of fc.sample(played, { numRuns: 1000, seed: 20261122 }))
      for (const { said, before, after } of steps) if (after !== before) accepted.set(said.verb, (accepted.get(said.verb) ?? 0) + 1)
    for (const verb of new Set(verbs)) if (verb !== 'nextDay') expect(accepted.get(verb) ?? 0, verb).toBeGreaterThan(50)
  })

  it('goes only where the tables say, and everywhere they say', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(played, ({ steps }) => {
        for (const { before, after, said } of steps) {
          const table = concernTransitions.find(({ verb }) => verb === said.verb || (verb === 'reply' && said.verb.startsWith('reply')))
          if (table) {
            expect(table.from).toContain(before.status)
            expect(table.to === 'same' ? [before.status] : table.to).toContain(after.status)
            seen.add(`${table.verb} ${before.status}`)
          } else expect(after.status).toBe(before.status)
          const was = new Map(recipientsOf(before).map((one) => [one.memberId, one.state]))
          for (const { memberId, state } of recipientsOf(after)) {
            if (was.get(memberId) === state) continue
            const moved = recipientTransitions.find(({ to }) => to === state)
            expect(moved?.from).toContain(was.get(memberId) ?? null)
            expect(moved?.verb.split(' or ')).toContain(said.verb)
            if (moved?.by === 'recipient') expect(memberId).toBe(said.who)
            seen.add(`${moved?.verb} ${was.get(memberId) ?? null}`)
          }
          const stood = new Map(carryingsOf(before).map((one) => [one.id, one.state]))
          for (const one of carryingsOf(after)) {
            if (stood.get(one.id) === one.state) continue
            const moved = carryingTransitions.find(({ to }) => (to as readonly string[]).includes(one.state))
            expect(moved?.from).toContain(stood.get(one.id) ?? null)
            seen.add(`${moved?.verb} ${stood.get(one.id) ?? null}`)
          }
        }
      }),
      { ...runs, seed: 20261123 },
    )
    const bodies = concernTransitions.filter(({ verb }) => !['raise', 'remove', 'expire'].includes(verb))
    for (const { verb, from } of [...bodies, ...recipientTransitions, ...carryingTransitions])
      for (const one of from) expect([...seen], `${verb} ${one}`).toContain(`${verb} ${one}`)
  })

  it('only its raiser widens it, and nobody left out ever comes in', () => {
    fc.assert(
      fc.property(played, ({ first, steps }) => {
        for (const { before, after, said } of steps) {
          const [was, is] = [recipientsOf(before), recipientsOf(after)].map((all) => all.map((one) => one.memberId)) as [string[], string[]]
          if (is.length !== was.length) expect([said.verb, said.who]).toEqual(['widen', noor])
          expect(is.slice(0, was.length)).toEqual(was)
          expect(is.filter((who) => first.leftOut.includes(who) || who === noor || ![ada, bo, cy].includes(who))).toEqual([])
          expect(after.leftOut).toEqual(first.leftOut)
        }
      }),
      runs,
    )
  })

  it('brings nothing to the circle but words under an id that its raiser said yes to, unchanged since they were asked', () => {
    fc.assert(
      fc.property(played, ({ steps }) => {
        const drafted = new Map<string, string>()
        const agreed = new Set<string>()
        const text = ({ as, title, why, effect, by }: Carrying) => JSON.stringify([as, title, why, effect, by])
        for (const { after, said } of steps)
          for (const one of carryingsOf(after)) {
            if (said.verb === 'askToCarry' && !drafted.has(one.id)) drafted.set(one.id, text(one))
            expect(text(one)).toBe(drafted.get(one.id))
            expect(text(one)).not.toMatch(/Bo was/)
            if (said.verb === 'answer' && one.state === 'agreed') agreed.add(one.id)
            if (one.state === 'carried') expect(agreed).toContain(one.id)
            expect(one.openedId !== null).toBe(one.state === 'carried')
          }
      }),
      runs,
    )
  })

  it('views show each reader only what is theirs, and events hold no words', () => {
    fc.assert(
      fc.property(played, ({ steps }) => {
        for (const { after, events } of steps.slice(-6)) {
          expect(JSON.stringify(events)).not.toContain(canary)
          const seen = { names, today }
          expect(JSON.stringify(viewMine(actor(noor), after, seen, around))).toContain(canary)
          for (const { memberId, state } of recipientsOf(after)) {
            if (state !== 'stepped_back') expect(JSON.stringify(viewWaiting(actor(memberId), after, today))).not.toContain(canary)
            if (after.status !== 'given' || (state !== 'opened' && state !== 'heard')) {
              expect(() => viewGiven(actor(memberId), after, seen)).toThrow()
              continue
            }
            const view = viewGiven(actor(memberId), after, seen)
            for (const { words, mine } of view.replies)
              if (mine) expect(words).toBe(`${canary} from ${memberId}`)
              else expect([`${canary} to `, `${canary} to ${memberId}`]).toContain(words)
            expect(view.carryings.length).toBe(carryingsOf(after).filter((one) => one.by === memberId).length)
            if (!after.nameGiven) expect(JSON.stringify(view)).not.toContain('Noor')
          }
        }
      }),
      runs,
    )
  })

  it('doing the last thing again changes nothing, where doing it twice can mean nothing new', () => {
    const once = ['open', 'hear', 'withdraw', 'answer'] as const
    fc.assert(
      fc.property(played, ({ steps }) => {
        for (const step of steps) {
          if (!(once as readonly string[]).includes(step.said.verb)) continue
          const again = play(step.after, [step.said])[0]
          if (again && step.said.verb !== 'answer') expect(again).toMatchObject({ after: step.after, events: [] })
        }
      }),
      runs,
    )
  })
})
