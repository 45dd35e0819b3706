import { widen } from '@tend/shared/concerns/audience-decide'
import { open, raise, stepBack, withdraw } from '@tend/shared/concerns/decide'
import { extend, lookAfter } from '@tend/shared/concerns/later-decide'
import { endsSoon, isUnopened, mayReadGiven, namesSomebody, wordsMayPass } from '@tend/shared/concerns/policy'
import { answerCarrying, askToCarry, carry, replyToRaiser, replyToStewards } from '@tend/shared/concerns/reply-decide'
import type { DraftCarrying, RaiseConcern, WidenConcern } from '@tend/shared/concerns/schema'
import type { Concern, GivenConcern } from '@tend/shared/concerns/state'
import { viewGiven, viewMine, viewWaiting } from '@tend/shared/concerns/view'
import { addDays } from '@tend/shared/zone'
import { describe, expect, it } from 'vitest'
import { actor, ada, around, bo, by, circle, circleId, cy, dee, eli, everybody, id, input, names, noor, today } from './circle.ts'

type Decision = ReturnType<typeof raise>
const state = (result: Decision): GivenConcern => {
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value.state as GivenConcern
}
const kinds = (result: Decision) => (result.ok ? result.value.events.map(({ kind }) => kind) : [])
const refusal = (result: Decision) => (result.ok ? 'accepted' : `${result.refusal.code} ${result.refusal.path}`.trim())
const given = (over: Partial<RaiseConcern> = {}) => state(raise(circle, input(over), by(noor)))
const kept = () => state(raise(circle, input({ tier: 'only_me', recipients: [] }), by(noor))) as Concern
const opened = (over: Partial<RaiseConcern> = {}) => state(open(given(over), by(ada)))
const on = (memberId: string, days: number) => ({ ...by(memberId), now: new Date(`${addDays(today, days)}T08:00:00Z`) })
const seen = { names, today }
const audience = (concern: GivenConcern) => concern.recipients.map((one) => one.memberId)

describe('widening', () => {
  const wider = (over: Partial<WidenConcern> = {}): WidenConcern => ({ to: 'stewards', recipients: [bo], ...over })
  const widened = (concern: Concern, over: Partial<WidenConcern> = {}, among = circle) =>
    widen({ concern, circle: among }, wider(over), on(noor, 2))

  it('gives it to more stewards on a later day, tells only these, and leaves the others where they were', () => {
    const result = widened(opened())
    expect(state(result).recipients).toEqual([
      { memberId: ada, state: 'opened', openedOn: today, givenOn: today },
      { memberId: bo, state: 'waiting', openedOn: null, givenOn: addDays(today, 2) },
    ])
    expect(result.ok && result.value.events).toEqual([
      { kind: 'concern.widened', subject: id(99), circleId, recipients: [bo], notify: 'at_fixed_hours' },
    ])
    expect(viewWaiting(actor(bo), state(result), today).givenOn).toBe(addDays(today, 2))
  })

  it('reaches the care team of today, never who was left out, raised it, has it or stepped back', () => {
    const back = state(stepBack(given({ recipients: [ada, cy], leftOut: [bo] }), by(cy)))
    expect(refusal(widened(back, { to: 'care_team', recipients: [] }))).toBe('nobody_left recipients')
    expect(refusal(widened(back, { recipients: [bo] }))).toBe('nobody_left recipients')
    const team = widened(given(), { to: 'care_team', recipients: [] })
    expect(audience(state(team))).toEqual([ada, bo, cy])
    expect(state(team).tier).toBe('care_team')
  })

  it('refuses people who are not stewards, away or oneself, and an audience other than the one shown', () => {
    expect(refusal(widened(given(), { recipients: [dee] }))).toBe('not_a_steward recipients')
    const away = { ...circle, people: circle.people.map((one) => ({ ...one, away: one.id === bo })) }
    expect(refusal(widened(given(), {}, away))).toBe('not_a_steward recipients')
    expect(refusal(widened(given(), { recipients: [noor] }))).toBe('invalid recipients')
    expect(refusal(widened(given(), { to: 'care_team', recipients: [], shownTo: [bo] }))).toBe('audience_changed shownTo')
    expect(refusal(widened(given(), { to: 'care_team', recipients: [], shownTo: [cy, bo] }))).toBe('accepted')
  })

  it('has nobody to reach for what was withdrawn or is only for me', () => {
    expect(refusal(widened(state(withdraw(given()))))).toBe('withdrawn')
    expect(refusal(widened(kept()))).toBe('not_now')
  })
})

describe('keeping it longer', () => {
  it('moves the end on, for what is only for me to no end, and never back', () => {
    expect(state(extend(given(), { keep: { kind: 'ninety_days' } }, on(noor, 30))).keptUntil).toBe(addDays(today, 120))
    expect(refusal(extend(given(), { keep: { kind: 'until_day', day: addDays(today, 90) } }, on(noor, 1)))).toBe('invalid keep')
    expect(refusal(extend(given(), { keep: { kind: 'until_deleted' } }, on(noor, 1)))).toBe('invalid keep')
    const forever = extend(kept(), { keep: { kind: 'until_deleted' } }, on(noor, 1))
    expect(state(forever)).toMatchObject({ status: 'kept', keptUntil: null })
    expect(refusal(extend(state(forever), { keep: { kind: 'ninety_days' } }, on(noor, 1)))).toBe('not_now keep')
    expect(kinds(extend(state(withdraw(given())), { keep: { kind: 'ninety_days' } }, on(noor, 1)))).toEqual(['concern.extended'])
  })

  it('says that the end is near within 14 days, to its raiser alone', () => {
    expect(endsSoon(given(), addDays(today, 75))).toBe(false)
    expect(endsSoon(given(), addDays(today, 76))).toBe(true)
    expect(endsSoon({ keptUntil: null }, today)).toBe(false)
    expect(viewMine(actor(noor), given(), { names, today: addDays(today, 90) }, around).endsSoon).toBe(true)
  })
})

describe('when nobody opens it', () => {
  const present = new Set(everybody)

  it('reminds those who wait once, after three days, and its raiser reads so with the outside contact beside it', () => {
    const concern = state(stepBack(given({ recipients: [ada, bo, cy] }), by(cy)))
    expect(refusal(lookAfter(concern, addDays(today, 2), present))).toBe('not_now')
    const looked = lookAfter(concern, addDays(today, 3), new Set([ada, cy]))
    expect(looked.ok && looked.value.events).toEqual([{ kind: 'concern.unopened', subject: id(99), circleId, recipients: [ada] }])
    expect(refusal(lookAfter(state(looked), addDays(today, 4), present))).toBe('not_now')
    const view = (days: number) => viewMine(actor(noor), state(looked), { names, today: addDays(today, days) }, around)
    expect(view(2)).toMatchObject({ notOpened: false, outsideContact: null })
    expect(view(3)).toMatchObject({ notOpened: true, outsideContact: 'Ana outside, 555 0100' })
  })

  it('reminds nobody once somebody opened it, withdrew it or kept it', () => {
    expect(kinds(lookAfter(opened({ recipients: [ada, bo] }), addDays(today, 3), present))).toEqual([])
    expect(isUnopened(opened(), addDays(today, 9))).toBe(false)
    for (const concern of [state(withdraw(given())), kept()])
      expect(refusal(lookAfter(concern, addDays(today, 3), present))).toBe('not_now')
  })
})

describe('writing back', () => {
  it('reaches the person who raised it, and no other steward', () => {
    const concern = opened({ recipients: [ada, bo] })
    const result = replyToRaiser(concern, { words: 'I am here.' }, by(ada))
    expect(result.ok && result.value.events).toEqual([{ kind: 'concern.replied', subject: id(99), circleId }])
    const both = state(open(state(result), by(bo)))
    expect(viewMine(actor(noor), both, seen, around).replies).toEqual([
      { mine: false, words: 'I am here.', on: today, with: [{ memberId: ada, displayName: 'Ada' }] },
    ])
    expect(viewGiven(actor(ada), both, seen).replies).toEqual([{ mine: true, words: 'I am here.', on: today }])
    expect(viewGiven(actor(bo), both, seen).replies).toEqual([])
  })

  it('reaches one steward or all who have it, and never tells a name that was withheld', () => {
    const concern = opened({ recipients: [ada, bo, cy] })
    const toAda = state(replyToStewards(concern, { words: 'Only for you.', to: ada }, by(noor)))
    const toAll = state(replyToStewards(state(stepBack(toAda, by(cy))), { words: 'For both.', to: null }, by(noor)))
    const later = state(open(toAll, by(bo)))
    expect(viewGiven(actor(ada), later, seen).replies.map(({ words, mine }) => [words, mine])).toEqual([
      ['Only for you.', false],
      ['For both.', false],
    ])
    expect(viewGiven(actor(bo), later, seen).replies.map(({ words }) => words)).toEqual(['For both.'])
    expect(JSON.stringify(viewGiven(actor(ada), later, seen))).not.toMatch(new RegExp(`${noor}|Noor`))
  })

  it('is not read by who comes to it later, nor written before opening, by others, or after it was withdrawn', () => {
    const said = state(replyToStewards(opened(), { words: 'For you.', to: null }, by(noor)))
    const wider = state(widen({ concern: said, circle }, { to: 'stewards', recipients: [bo] }, by(noor)))
    expect(viewGiven(actor(bo), state(open(wider, by(bo))), seen).replies).toEqual([])
    expect(refusal(replyToRaiser(given(), { words: 'x' }, by(ada)))).toBe('not_now')
    for (const who of [dee, bo, noor]) expect(refusal(replyToRaiser(opened(), { words: 'x' }, by(who)))).toBe('not_found')
    expect(refusal(replyToRaiser(state(withdraw(opened())), { words: 'x' }, by(ada)))).toBe('withdrawn')
    expect(refusal(replyToStewards(kept(), { words: 'x', to: null }, by(noor)))).toBe('not_now')
    expect(refusal(replyToStewards(opened(), { words: 'x', to: bo }, by(noor)))).toBe('nobody_left to')
  })

  it('ends after 60, with nothing lost', () => {
    let concern = opened()
    for (let n = 0; n < 60; n++) concern = state(replyToRaiser(concern, { words: `${n}` }, by(ada)))
    expect(refusal(replyToRaiser(concern, { words: '60' }, by(ada)))).toBe('not_now')
    expect(concern.replies).toHaveLength(60)
  })
})

describe('bringing something to the circle', () => {
  const safe: DraftCarrying = { as: 'backburner', title: 'Meetings run late', why: 'We go home tired.', effect: '' }
  const ask = (concern: Concern, words: DraftCarrying = safe, who = ada, carryingId = 50) =>
    askToCarry({ concern, names: [...names.values()] }, words, { ...by(who), id: () => id(carryingId) })
  const asked = (concern: Concern = opened()) => state(ask(concern))
  const only = (concern: GivenConcern) => concern.carryings[0] as GivenConcern['carryings'][number]
  const said = (concern: GivenConcern, yes: boolean) => answerCarrying({ concern, carrying: only(concern) }, { yes })
  const carried = (concern: GivenConcern, who = ada) => carry({ concern, carrying: only(concern), openedId: id(70) }, by(who))

  it('needs the exact words, the yes of the person, and then whoever drafted them', () => {
    const agreed = state(said(asked(), true))
    const result = carried(agreed)
    expect(result.ok && result.value.events).toEqual([{ kind: 'concern.carried', subject: id(99), circleId }])
    expect(only(state(result))).toMatchObject({ title: 'Meetings run late', state: 'carried', openedId: id(70), askedOn: today })
    expect(refusal(carried(state(result)))).toBe('already_done')
  })

  it('is refused without an answer, after a no, and after a yes that was taken back', () => {
    expect(refusal(carried(asked()))).toBe('not_now')
    const no = state(said(asked(), false))
    expect(refusal(carried(no))).toBe('not_now')
    expect(refusal(said(no, true))).toBe('not_now')
    const back = state(said(state(said(asked(), true)), false))
    expect(refusal(carried(back))).toBe('not_now')
  })

  it('takes other words under another id: a yes to the old ones does not reach the new', () => {
    const first = asked()
    const again = state(ask(first, { as: 'repair', title: 'How we end meetings' }, ada, 51))
    expect(again.carryings.map((one) => [one.id, one.title, one.why])).toEqual([[id(51), 'How we end meetings', '']])
    expect(refusal(carried(again))).toBe('not_now')
    expect(viewMine(actor(noor), again, seen, around).carryings).toMatchObject([
      { by: { displayName: 'Ada' }, title: 'How we end meetings' },
    ])
  })

  it('is asked only by somebody who opened it, and carried by nobody else', () => {
    expect(refusal(ask(given()))).toBe('not_now')
    expect(refusal(ask(opened(), safe, bo))).toBe('not_now')
    expect(refusal(ask(kept()))).toBe('not_now')
    expect(refusal(ask(state(withdraw(opened()))))).toBe('withdrawn')
    const both = state(open(opened({ recipients: [ada, bo] }), by(bo)))
    const agreed = state(said(asked(both), true))
    expect(refusal(carried(agreed, bo))).toBe('not_found')
    expect(refusal(carried(state(stepBack(agreed, by(ada)))))).toBe('not_found')
    expect(refusal(carried(state(withdraw(agreed))))).toBe('withdrawn')
    expect(viewGiven(actor(bo), agreed, seen).carryings).toEqual([])
    expect(viewGiven(actor(ada), agreed, seen).carryings).toMatchObject([{ state: 'agreed' }])
  })

  it.each([
    ['title', { title: "Bo's meetings run late" }],
    ['why', { why: 'Ever since DEE came.' }],
    ['effect', { effect: 'We do what Cy says, always.' }],
  ] as const)('names nobody of the circle in its %s', (field, over) => {
    expect(refusal(ask(opened(), { ...safe, ...over } as DraftCarrying))).toBe(`invalid ${field}`)
  })

  it('knows a name from a word that is written like it', () => {
    expect(namesSomebody('We may and will meet', ['May Will'])).toBe(false)
    expect(namesSomebody('What May said', ['May Jones'])).toBe(true)
    expect(namesSomebody('what noor said', ['noor'])).toBe(true)
    expect(namesSomebody('from the start', ['sam from finance'])).toBe(false)
    expect(namesSomebody('Ask Sam', ['sam from finance'])).toBe(true)
  })
})

describe('a circle whose words never pass through Slack', () => {
  const closed = { ...circle, wordsNeverThroughSlack: true }
  const from = (via: 'slack' | 'device') => ({ ...by(noor), actor: { ...actor(noor), via } })

  it('takes nothing raised there from Slack, and everything from a device', () => {
    expect(refusal(raise(closed, input(), from('slack')))).toBe('not_through_slack')
    expect(refusal(raise(closed, input(), from('device')))).toBe('accepted')
    expect(refusal(raise(circle, input(), from('slack')))).toBe('accepted')
    expect(wordsMayPass({}, closed)).toBe(true)
  })

  it('lists what one raised without its words', () => {
    const talked = state(replyToRaiser(opened(), { words: 'I am here.' }, by(ada)))
    const view = viewMine(actor(noor), talked, seen, { ...around, withoutWords: true })
    expect(view).toMatchObject({ words: '', replies: [], carryings: [], wordsElsewhere: true })
    expect(JSON.stringify(view)).not.toMatch(/I am|meeting/)
  })
})

describe('a withdrawal', () => {
  it('leaves those it was given to with the fact alone, whatever was written', () => {
    const talked = state(replyToStewards(opened(), { words: 'For you.', to: null }, by(noor)))
    const gone = state(withdraw(talked))
    expect(Object.keys(viewWaiting(actor(ada), gone, today)).sort()).toEqual(['circleId', 'givenOn', 'id', 'state'])
    expect(mayReadGiven(actor(ada), gone, today)).toBe(false)
    expect(() => viewGiven(actor(ada), gone, seen)).toThrow()
    for (const other of [eli, bo]) expect(() => viewWaiting(actor(other), gone, today)).toThrow()
  })
})
