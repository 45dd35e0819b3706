import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer, begin, gather, letGo, link, open, takeBack, takeWithUs, write } from '../../src/rounds/decide.ts'
import { isItsWriter, mayGather } from '../../src/rounds/policy.ts'
import type { Answer, Reflection, Round } from '../../src/rounds/state.ts'
import { viewReflection, viewRound, viewRoundForCircle } from '../../src/rounds/view.ts'
import { actor, ana, by, canary, circle, everybody, hold, inside, names, shown } from '../supports/circle.ts'

/** All of a round as the server keeps it: everybody's answers. For each person it reads only those that they may read. */
type Kept = { round: Round; answers: Map<string, { id: string; words: string; named: boolean }> }

function seenBy({ round, answers }: Kept, who: string): Round {
  const mine = answers.get(who) ?? null
  const own = { ...round, mine, openedByMe: who === ana }
  if (own.state === 'open') return own
  const read = [...answers].filter(([by, one]) => by === who || one.named || own.unnamedShown)
  return { ...own, answers: read.map(([by, one]): Answer => ({ id: one.id, words: one.words, from: one.named ? by : null })) }
}

const step = fc.record({
  act: fc.constantFrom('answer', 'answer', 'takeBack', 'gather', 'take'),
  who: fc.constantFrom(...inside),
  named: fc.boolean(),
  chance: fc.nat(20),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function play(kept: Kept, { act, who, named, chance }: Step) {
  const round = seenBy(kept, who)
  const given = by(who)
  if (act === 'answer') return answer({ round }, { words: `${canary} ${who}`, named }, given)
  if (act === 'takeBack') return takeBack({ round })
  const unnamed = [...kept.answers.values()].filter((one) => !one.named).length
  if (act === 'gather' && mayGather(actor(who), round) && chance === 0) return gather({ round, circle, unnamed }, given)
  if (act === 'take') return takeWithUs({ round, known: new Set() }, { words: 'ours', agreements: [], resources: [], changes: [] })
  return undefined
}

const next = { open: ['open', 'gathered'], gathered: ['gathered', 'done'], done: ['done'] }

function checkViews(kept: Kept): void {
  const { round, answers } = kept
  const unnamed = [...answers.values()].filter((one) => !one.named).length
  hold(!JSON.stringify(viewRoundForCircle(seenBy(kept, ana))).includes(canary), 'what everybody reads at once holds no answer')
  for (const who of inside) {
    const { myAnswer, ...view } = viewRound(actor(who), seenBy(kept, who), names)
    hold((myAnswer?.words ?? `${canary} ${who}`) === `${canary} ${who}`, 'one’s own answer is one’s own')
    const text = JSON.stringify(view)
    if (round.state === 'open') hold(!text.includes(canary), 'nobody reads an answer before it is gathered')
    else {
      const quiet = view.answers?.filter(({ from }) => from === null) ?? []
      hold(quiet.length === (round.unnamedShown ? unnamed : 0), 'without a name all or none are shown')
      hold(quiet.length === 0 || quiet.length >= circle.floor, 'and never fewer than the floor')
      for (const [by, one] of answers)
        if (!one.named) hold(!text.includes(`"from":"${names.get(by)}"`), 'a name is shown only where it was given')
    }
  }
}

describe('a round over any sequence of commands', () => {
  it('goes one way, shows no answer before its end and none that could be guessed after, and says no word in what happened', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 50, maxLength: 50 }), (steps) => {
        const begun = open({ circle, lookingBack: false }, { question: { kind: 'library', id: 'round-outside' }, endsOn: null }, by(ana))
        if (!begun.ok) throw new Error('refused')
        const kept: Kept = { round: begun.value.state, answers: new Map() }
        for (const one of steps) {
          const done = play(kept, one)
          if (!done?.ok) continue
          const { state, events } = done.value
          hold(next[kept.round.state].includes(state.state), `from ${kept.round.state} to ${state.state}`)
          hold(!JSON.stringify(events).includes(canary), 'events hold no words')
          hold(
            Object.keys(events[0] ?? {}).every((key) => ['kind', 'subject', 'circleId'].includes(key)),
            'events hold ids and kinds',
          )
          if (state.mine) kept.answers.set(one.who, state.mine)
          else kept.answers.delete(one.who)
          if (kept.round.state !== 'open' && state.state !== 'open')
            expect(state.unnamedShown, 'what may be shown is settled once').toBe(kept.round.unnamedShown)
          kept.round = state
          checkViews(kept)
        }
      }),
      { numRuns: 1000 },
    )
  }, 30_000)
})

const ownStep = fc.record({
  act: fc.constantFrom('write', 'link', 'letGo'),
  text: fc.string({ maxLength: 10 }),
  id: fc.option(fc.uuid(), { nil: null }),
})

describe('a reflection over any sequence of commands', () => {
  it('is read by its writer alone, keeps only the last words, and is never further along', () => {
    fc.assert(
      fc.property(fc.array(ownStep, { minLength: 50, maxLength: 50 }), (steps) => {
        const begun = begin(0, { did: canary, impact: '', unseen: '', next: '' }, by(ana))
        if (!begun.ok) throw new Error('refused')
        let own: Reflection = begun.value.state
        for (const { act, text, id } of steps) {
          const before = own
          const done =
            act === 'write'
              ? write(own, { did: `${canary}${text}`, impact: '', unseen: '', next: '' })
              : act === 'link'
                ? link(own, { supportId: id, acknowledgement: null })
                : letGo(own)
          if (!done.ok) throw new Error('refused')
          own = done.value.state
          hold(own.ownerId === ana && own.id === before.id && own.begunOn === before.begunOn, 'it stays whose it is')
          hold(act === 'write' || own.answers === before.answers, 'only writing changes words')
          hold(
            done.value.events.every((event) => event.circleId === null && !JSON.stringify(event).includes(canary)),
            'events say nothing',
          )
          for (const who of everybody) {
            const view = shown(() => viewReflection(actor(who), own))
            hold(
              (view !== undefined) === isItsWriter(actor(who), own) && (view?.includes(canary) ?? false) === (who === ana),
              `${who} reads their own`,
            )
          }
        }
      }),
      { numRuns: 1000 },
    )
  }, 30_000)
})
