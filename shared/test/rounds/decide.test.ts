import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { rounds as library } from '../../src/prompts/catalogue/rounds.ts'
import { answer, begin, gather, letGo, link, open, setAsideLookBack, takeBack, takeWithUs, write } from '../../src/rounds/decide.ts'
import { gathersByItself, offersLookBack } from '../../src/rounds/due.ts'
import { isItsWriter, mayGather, mayReflectIn } from '../../src/rounds/policy.ts'
import { AnswerRound, LibraryQuestion, OpenRound, type TakeWithUs, WriteReflection } from '../../src/rounds/schema.ts'
import type { Round } from '../../src/rounds/state.ts'
import { viewReflection, viewRound, viewRoundForCircle } from '../../src/rounds/view.ts'
import { actor, ana, bo, by, circle, circleId, cy, eli, names, value } from '../supports/circle.ts'

const first: OpenRound = { question: { kind: 'library', id: 'round-one-person' }, endsOn: null }
const season: OpenRound = { question: { kind: 'library', id: 'round-season' }, endsOn: null }
const at = { circle, lookingBack: false }
const opened = () => value(open(at, first, by(ana)))
const gathered = (unnamed = 3, round: Round = opened()) => value(gather({ round, circle, unnamed }, by(ana)))
const said = { words: 'Time to sleep', named: false }
const taken: TakeWithUs = { words: 'We ask first.', agreements: ['a'], resources: [], changes: [] }

describe('opening a round', () => {
  it('asks one of the library’s questions or one’s own', () => {
    expect(library.map(({ question }) => question.id)).toEqual(LibraryQuestion.options)
    expect(opened()).toMatchObject({ state: 'open', openedOn: '2026-03-02', mine: null, openedByMe: true })
    expect(v.safeParse(OpenRound, { question: { kind: 'own', words: 'How are Mondays?' }, endsOn: null }).success).toBe(true)
    for (const words of ['', ' ', 'What of @bo?', 'x'.repeat(301)])
      expect(v.safeParse(OpenRound, { question: { kind: 'own', words }, endsOn: null }).success).toBe(false)
  })
  it('ends today at the earliest and within three months; looks back once at a time', () => {
    for (const endsOn of ['2026-03-01', '2026-06-03']) expect(open(at, { ...first, endsOn }, by(ana)).ok).toBe(false)
    for (const endsOn of ['2026-03-02', '2026-06-02']) expect(open(at, { ...first, endsOn }, by(ana)).ok).toBe(true)
    expect(open({ circle, lookingBack: true }, season, by(ana))).toMatchObject({ ok: false, refusal: { code: 'already_done' } })
    expect(open({ circle, lookingBack: true }, first, by(ana)).ok).toBe(true)
  })
})

describe('answering', () => {
  it('can be said anew and taken back while it is open, and not once it is gathered', () => {
    const round = value(answer({ round: opened() }, said, by(ana)))
    expect(round.mine).toMatchObject(said)
    expect(value(answer({ round }, { words: 'More time', named: true }, by(ana))).mine).toMatchObject({ words: 'More time', named: true })
    expect(value(takeBack({ round })).mine).toBeNull()
    expect(takeBack({ round: opened() })).toMatchObject({ ok: true, value: { events: [] } })
    expect(answer({ round: gathered() }, said, by(ana))).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
    expect(v.safeParse(AnswerRound, { words: '  ', named: false }).success).toBe(false)
  })
  it('what is shown stays: taking it away would say whose it was; what is not shown can still be taken back', () => {
    const round = value(answer({ round: opened() }, said, by(ana)))
    expect(takeBack({ round: gathered(3, round) })).toMatchObject({ ok: false })
    expect(value(takeBack({ round: gathered(2, round) })).mine).toBeNull()
    const named = value(answer({ round: opened() }, { ...said, named: true }, by(ana)))
    expect(takeBack({ round: gathered(0, named) })).toMatchObject({ ok: false })
  })
})

describe('gathering', () => {
  it('shows answers without a name only from the floor up, settled once', () => {
    expect(gathered(3)).toMatchObject({ state: 'gathered', unnamedShown: true })
    const few = gathered(2)
    expect(few).toMatchObject({ unnamedShown: false })
    expect(gather({ round: few, circle: { ...circle, floor: 1 }, unnamed: 9 }, by(ana))).toEqual({
      ok: true,
      value: { state: few, events: [] },
    })
  })
  it('is for whoever opened it and for facilitators', () => {
    const round = { circleId, openedByMe: false }
    expect(mayGather(actor(bo), round)).toBe(false)
    expect(mayGather(actor(bo), { ...round, openedByMe: true })).toBe(true)
    expect(mayGather(actor(bo, 'facilitator'), round)).toBe(true)
    expect(mayGather(actor(eli), { ...round, openedByMe: true })).toBe(false)
    expect(mayReflectIn(actor(eli), circle)).toBe(false)
  })
  it('happens by itself the day after its last day', () => {
    const round = { state: 'open', endsOn: '2026-03-10' }
    expect(gathersByItself(round, '2026-03-10')).toBe(false)
    expect(gathersByItself(round, '2026-03-11')).toBe(true)
    expect(gathersByItself({ ...round, endsOn: null }, '2026-03-11')).toBe(false)
    expect(gathersByItself({ ...round, state: 'gathered' }, '2026-03-11')).toBe(false)
  })
})

describe('what we take with us', () => {
  it('comes after gathering, links what is the circle’s, and can be said anew', () => {
    const known = new Set(['a'])
    expect(takeWithUs({ round: opened(), known }, taken)).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
    expect(takeWithUs({ round: gathered(), known }, { ...taken, resources: ['b'] })).toMatchObject({
      ok: false,
      refusal: { path: 'resources' },
    })
    const done = value(takeWithUs({ round: gathered(), known }, taken))
    expect(done).toMatchObject({ state: 'done', taken })
    expect(value(takeWithUs({ round: done, known }, { ...taken, words: 'We ask, always.' }))).toMatchObject({
      taken: { words: 'We ask, always.' },
    })
  })
})

describe('the season’s look-back', () => {
  it('is offered after a season, once, and never before', () => {
    const offered = (lastOn: string | null, today: string) => offersLookBack({ beganOn: '2026-01-01', lastOn }, today)
    expect(offered(null, '2026-04-01')).toBe(false)
    expect(offered(null, '2026-04-02')).toBe(true)
    expect(offered('2026-04-02', '2026-07-01')).toBe(false)
    expect(offered('2026-04-02', '2026-07-02')).toBe(true)
    const aside = setAsideLookBack(circle, by(bo))
    expect(aside).toMatchObject({ ok: true, value: { state: { id: circleId, setAsideOn: '2026-03-02' } } })
  })
})

describe('what a round shows', () => {
  const answers = [
    { id: '3', words: 'quiet', from: null },
    { id: '1', words: 'aloud', from: cy },
  ]
  const showing = (unnamedShown: boolean): Round => ({ ...opened(), state: 'gathered', gatheredOn: '2026-03-03', unnamedShown, answers })
  it('nothing of others while it is open, and the same to whoever may gather', () => {
    const round = value(answer({ round: opened() }, said, by(ana)))
    expect(viewRound(actor(ana), round, names)).toMatchObject({ answers: null, unnamedShown: null, myAnswer: said, mayGather: true })
  })
  it('in an order that says nothing; without a name only when there are enough; names only of those who gave them', () => {
    expect(viewRound(actor(bo), showing(true), names).answers).toEqual([
      { words: 'aloud', from: 'CY' },
      { words: 'quiet', from: null },
    ])
    expect(viewRound(actor(bo), showing(false), names).answers).toEqual([{ words: 'aloud', from: 'CY' }])
  })
  it('to everybody at once only the question and what is taken along', () => {
    const done: Round = {
      ...opened(),
      state: 'done',
      gatheredOn: '2026-03-03',
      unnamedShown: true,
      answers,
      taken,
      mine: { id: '9', ...said },
    }
    expect(JSON.stringify(viewRoundForCircle(done))).not.toMatch(/quiet|aloud|sleep/)
    expect(viewRoundForCircle(done)).toMatchObject({ taken, answers: null, myAnswer: null, mayGather: false })
  })
})

describe('"I may have hurt someone"', () => {
  const nothing: WriteReflection = { did: '', impact: '', unseen: '', next: '' }
  const begun = () => value(begin(0, nothing, by(ana)))
  it('asks four questions, none of which has to be answered; names nobody; is nobody’s but its writer’s', () => {
    expect(begun()).toMatchObject({ ownerId: ana, begunOn: '2026-03-02', answers: nothing })
    expect(Object.keys(WriteReflection.entries)).toHaveLength(4)
    expect(v.safeParse(WriteReflection, { ...nothing, who: bo }).success).toBe(false)
    expect([ana, bo].filter((one) => isItsWriter(actor(one), begun()))).toEqual([ana])
    expect(() => viewReflection(actor(bo), begun())).toThrow()
    expect(JSON.stringify(viewReflection(actor(ana), begun()))).not.toMatch(/done|complete|progress|step|%/)
  })
  it('is written on, linked and let go, and in what happened stand no circle, nobody and no words', () => {
    const written = write(begun(), { ...nothing, did: 'I talked over Bo' })
    expect(value(written).answers.did).toBe('I talked over Bo')
    const linked = link(value(written), { supportId: 'support', acknowledgement: null })
    expect(value(linked)).toMatchObject({ answers: { did: 'I talked over Bo' }, links: { supportId: 'support' } })
    for (const result of [written, linked, letGo(begun())]) {
      if (!result.ok) throw new Error('refused')
      for (const event of result.value.events) {
        expect(Object.keys(event).sort()).toEqual(['circleId', 'kind', 'subject'])
        expect(event.circleId).toBeNull()
      }
    }
    expect(begin(200, nothing, by(ana))).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
  })
})
