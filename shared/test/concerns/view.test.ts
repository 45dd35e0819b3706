import { open, raise, withdraw } from '@tend/shared/concerns/decide'
import { hasPassed, isItsRaiser, mayKnowOf, mayRaise, mayReadGiven } from '@tend/shared/concerns/policy'
import { reviewFor } from '@tend/shared/concerns/review'
import type { RaiseConcern } from '@tend/shared/concerns/schema'
import { type Concern, textsOf } from '@tend/shared/concerns/state'
import { viewGiven, viewMine, viewWaiting } from '@tend/shared/concerns/view'
import { describe, expect, it } from 'vitest'
import { actor, ada, around, bo, by, circle, circleId, cy, dee, id, input, names, noor, now, today } from './circle.ts'

const state = (result: ReturnType<typeof raise>): Concern => {
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value.state
}
const given = (over: Partial<RaiseConcern> = {}) => state(raise(circle, input(over), by(noor)))
const opened = (over: Partial<RaiseConcern> = {}) => state(open(given(over), by(ada)))
const seen = { names, today }

describe('the one who raised it', () => {
  it('reads all of it, and where each recipient stands by day', () => {
    expect(viewMine(actor(noor), opened({ recipients: [ada, bo], leftOut: [dee] }), seen, { ...around, noticeUncertain: true })).toEqual({
      id: id(99),
      circleId,
      status: 'given',
      about: 'me',
      help: ['rest'],
      ...textsOf(input()),
      tier: 'stewards',
      nameGiven: false,
      raisedOn: today,
      keptUntil: '2027-02-20',
      recipients: [
        { memberId: ada, displayName: 'Ada', state: 'opened', openedOn: today, givenOn: today, standing: 'steward' },
        { memberId: bo, displayName: 'Bo', state: 'waiting', openedOn: null, givenOn: today, standing: 'steward' },
      ],
      leftOut: [{ memberId: dee, displayName: 'Dee' }],
      noticeUncertain: true,
      notOpened: false,
      outsideContact: null,
      endsSoon: false,
      replies: [],
      carryings: [],
      wordsElsewhere: false,
    })
  })

  it('reads it after leaving the circle too, and nobody else ever reads that view', () => {
    expect(isItsRaiser(actor(noor, false), given(), today)).toBe(true)
    for (const other of [ada, bo, dee]) expect(() => viewMine(actor(other), opened(), seen, around)).toThrow()
  })
})

describe('somebody it was given to', () => {
  it('knows that something is there before opening it, and nothing more', () => {
    expect(viewWaiting(actor(ada), given(), today)).toEqual({ id: id(99), circleId, state: 'waiting', givenOn: today })
    expect(() => viewGiven(actor(ada), given(), seen)).toThrow()
  })

  it('reads words and needs once it is opened, without a name unless it was given', () => {
    const view = viewGiven(actor(ada), opened(), seen)
    expect(view).toEqual({
      id: id(99),
      circleId,
      about: 'me',
      help: ['rest'],
      ...textsOf(input()),
      from: null,
      givenOn: today,
      keptUntil: '2027-02-20',
      state: 'opened',
      replies: [],
      carryings: [],
    })
    expect(viewGiven(actor(ada), opened({ nameGiven: true }), seen).from).toBe('Noor')
  })

  it('sees that it was withdrawn, and none of the words again', () => {
    const withdrawn = state(withdraw(opened()))
    expect(viewWaiting(actor(ada), withdrawn, today)).toEqual({ id: id(99), circleId, state: 'withdrawn', givenOn: today })
    expect(mayReadGiven(actor(ada), withdrawn, today)).toBe(false)
    expect(() => viewGiven(actor(ada), withdrawn, seen)).toThrow()
  })

  it('loses it on leaving the circle, and after its last day', () => {
    expect(mayKnowOf(actor(ada, false), opened(), today)).toBe(false)
    expect(mayReadGiven(actor(ada), opened(), '2027-02-20')).toBe(true)
    expect(mayReadGiven(actor(ada), opened(), '2027-02-21')).toBe(false)
    expect(hasPassed(opened(), '2027-02-21')).toBe(true)
  })
})

describe('everybody else', () => {
  it('finds nothing: other stewards, members, those left out', () => {
    const concern = opened({ recipients: [ada, cy], leftOut: [cy] })
    for (const other of [bo, cy, dee]) {
      expect(mayKnowOf(actor(other), concern, today)).toBe(false)
      expect(() => viewWaiting(actor(other), concern, today)).toThrow()
    }
    expect(mayRaise(actor(dee), circleId)).toBe(true)
    expect(mayRaise(actor(dee, false), circleId)).toBe(false)
  })

  it('stays left out even if a row said otherwise', () => {
    const concern = opened({ recipients: [ada] })
    const tampered = { ...concern, leftOut: [ada] } as Concern
    expect(mayKnowOf(actor(ada), tampered, today)).toBe(false)
  })
})

describe('the review', () => {
  it('shows each recipient with exactly what they will read, and who is left out', () => {
    const review = reviewFor(input({ tier: 'care_team', recipients: [], leftOut: [bo], nameGiven: true }), { circle, me: noor, now })
    if (!review.ok) throw new Error(review.refusal.message)
    expect(review.value.recipients.map((one) => one.displayName)).toEqual(['Ada', 'Cy'])
    expect(review.value.recipients[0]?.sees).toMatchObject({ words: input().words, from: 'Noor', givenOn: today })
    expect(review.value.leftOut).toEqual([{ memberId: bo, displayName: 'Bo' }])
    expect(review.value.keptUntil).toBe('2027-02-20')
  })

  it('refuses what giving would refuse, and an older showing is no reason', () => {
    expect(reviewFor(input({ recipients: [dee] }), { circle, me: noor, now })).toMatchObject({
      ok: false,
      refusal: { code: 'not_a_steward' },
    })
    expect(reviewFor(input({ shownTo: [bo] }), { circle, me: noor, now }).ok).toBe(true)
    expect(reviewFor(input({ tier: 'only_me', recipients: [] }), { circle, me: noor, now })).toMatchObject({
      ok: true,
      value: { recipients: [] },
    })
  })
})
