import { expire, hear, open, raise, remove, sendNoticeAgain, stepBack, withdraw } from '@tend/shared/concerns/decide'
import type { RaiseConcern } from '@tend/shared/concerns/schema'
import type { Concern } from '@tend/shared/concerns/state'
import { addDays } from '@tend/shared/zone'
import { describe, expect, it } from 'vitest'
import { ada, bo, by, circle, circleId, cy, dee, id, input, noor, today } from './circle.ts'

const raised = (over: Partial<RaiseConcern> = {}, inCircle: typeof circle = circle) => raise(inCircle, input(over), by(noor))
const state = (result: ReturnType<typeof raise>): Concern => {
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value.state
}
const given = (over: Partial<RaiseConcern> = {}) => state(raised(over))
const refusal = (result: { ok: boolean; refusal?: { code: string; path: string } }) =>
  result.ok ? 'accepted' : `${result.refusal?.code} ${result.refusal?.path}`.trim()
const audience = (concern: Concern) => (concern.status === 'kept' ? [] : concern.recipients.map((one) => one.memberId))

describe('raising', () => {
  it('keeps what is only for me, and tells nobody', () => {
    const result = raised({ tier: 'only_me', recipients: [] })
    expect(state(result)).toMatchObject({ status: 'kept', tier: 'only_me', raiserId: noor, keptUntil: '2027-02-20' })
    expect(result.ok && result.value.events).toEqual([{ kind: 'concern.kept', subject: id(99), circleId }])
  })

  it('gives to the stewards picked, and to them alone', () => {
    const result = raised({ recipients: [ada, bo] })
    expect(state(result)).toMatchObject({
      status: 'given',
      raisedOn: today,
      recipients: [
        { memberId: ada, state: 'waiting', openedOn: null },
        { memberId: bo, state: 'waiting', openedOn: null },
      ],
    })
    expect(result.ok && result.value.events).toEqual([
      { kind: 'concern.given', subject: id(99), circleId, recipients: [ada, bo], notify: 'at_fixed_hours' },
    ])
    const now = raised({ notify: 'now' })
    expect(now.ok && now.value.events).toMatchObject([{ notify: 'now' }])
  })

  it('gives to the care team: stewards of today who are not away, without those left out', () => {
    const rested = { ...circle, people: circle.people.map((one) => ({ ...one, away: one.id === bo })) }
    expect(audience(state(raised({ tier: 'care_team', recipients: [] }, rested)))).toEqual([ada, cy])
    expect(audience(given({ tier: 'care_team', recipients: [], leftOut: [cy] }))).toEqual([ada, bo])
    const lapsed = { ...circle, stewards: circle.stewards.map((one) => (one.memberId === ada ? { ...one, until: today } : one)) }
    expect(audience(state(raised({ tier: 'care_team', recipients: [] }, lapsed)))).toEqual([bo, cy])
  })

  it('never gives it to the one who raises it', () => {
    const asSteward = raise(circle, input({ tier: 'care_team', recipients: [] }), by(ada))
    expect(audience(state(asSteward))).toEqual([bo, cy])
    expect(refusal(raise(circle, input({ recipients: [ada, bo] }), by(ada)))).toBe('invalid recipients')
  })

  it('takes a person out who is both picked and left out', () => {
    expect(audience(given({ recipients: [ada, bo], leftOut: [bo] }))).toEqual([ada])
  })

  it.each([
    ['those left out were all there is', { leftOut: [ada] }],
    ['nobody was picked', { recipients: [] }],
    ['the care team is left out', { tier: 'care_team', recipients: [], leftOut: [ada, bo, cy] }],
  ] as [string, Partial<RaiseConcern>][])('refuses an audience of nobody: %s', (_, over) => {
    expect(refusal(raised(over))).toBe('nobody_left leftOut')
  })

  it('refuses somebody who is not a steward, whose term is over or who takes no new ones', () => {
    expect(refusal(raised({ recipients: [dee] }))).toBe('not_a_steward recipients')
    expect(refusal(raised({ recipients: [id(77)] }))).toBe('not_a_steward recipients')
    const rested = { ...circle, people: circle.people.map((one) => ({ ...one, away: one.id === ada })) }
    expect(refusal(raised({}, rested))).toBe('not_a_steward recipients')
    const lapsed = { ...circle, stewards: circle.stewards.map((one) => ({ ...one, until: today })) }
    expect(refusal(raised({}, lapsed))).toBe('not_a_steward recipients')
  })

  it('allows only *only me* while the circle misses stewards or contacts', () => {
    const unready = { ...circle, missing: ['outside_contact' as const] }
    expect(refusal(raised({}, unready))).toBe('not_ready tier')
    expect(refusal(raised({ tier: 'care_team', recipients: [] }, unready))).toBe('not_ready tier')
    expect(refusal(raised({ tier: 'only_me', recipients: [] }, unready))).toBe('accepted')
  })

  it('refuses picked people with another tier, oneself or strangers left out', () => {
    expect(refusal(raised({ tier: 'only_me' }))).toBe('invalid recipients')
    expect(refusal(raised({ tier: 'care_team' }))).toBe('invalid recipients')
    expect(refusal(raised({ leftOut: [noor] }))).toBe('invalid leftOut')
    expect(refusal(raised({ leftOut: [id(77)] }))).toBe('invalid leftOut')
  })

  it('keeps it 90 days, until a day within two years, or only for me until deleted', () => {
    const until = (keep: RaiseConcern['keep'], tier: 'only_me' | 'stewards' = 'stewards') =>
      raised({ keep, tier, recipients: tier === 'only_me' ? [] : [ada] })
    expect(state(until({ kind: 'ninety_days' })).keptUntil).toBe(addDays(today, 90))
    expect(state(until({ kind: 'until_day', day: '2026-11-23' })).keptUntil).toBe('2026-11-23')
    expect(state(until({ kind: 'until_day', day: '2028-11-22' })).keptUntil).toBe('2028-11-22')
    expect(refusal(until({ kind: 'until_day', day: today }))).toBe('invalid keep.day')
    expect(refusal(until({ kind: 'until_day', day: '2028-11-23' }))).toBe('invalid keep.day')
    expect(refusal(until({ kind: 'until_deleted' }))).toBe('invalid keep')
    expect(state(until({ kind: 'until_deleted' }, 'only_me'))).toMatchObject({ status: 'kept', keptUntil: null })
  })

  it('gives only to whom the review showed: a team that changed meanwhile is shown again first', () => {
    const team = { tier: 'care_team' as const, recipients: [] }
    expect(refusal(raised({ ...team, shownTo: [cy, bo, ada] }))).toBe('accepted')
    expect(refusal(raised({ ...team, shownTo: [ada, bo] }))).toBe('audience_changed shownTo')
    expect(refusal(raised({ ...team, shownTo: [ada, bo, cy, dee] }))).toBe('audience_changed shownTo')
    expect(refusal(raised({ ...team, shownTo: [ada, ada, bo] }))).toBe('audience_changed shownTo')
    expect(refusal(raised({ tier: 'only_me', recipients: [], shownTo: [] }))).toBe('accepted')
  })

  it('counts a person once, and a need once', () => {
    const concern = given({ recipients: [ada, ada], leftOut: [dee, dee], help: ['rest', 'rest', 'change'] })
    expect(audience(concern)).toEqual([ada])
    expect(concern).toMatchObject({ leftOut: [dee], help: ['rest', 'change'] })
  })
})

describe('opening, hearing, stepping back', () => {
  it('remembers the day it was first opened, and the second time changes nothing', () => {
    const opened = open(given(), by(ada))
    expect(state(opened)).toMatchObject({ recipients: [{ memberId: ada, state: 'opened', openedOn: today }] })
    expect(opened.ok && opened.value.events).toEqual([{ kind: 'concern.opened', subject: id(99), circleId }])
    const again = open(state(opened), { ...by(ada), now: new Date('2026-12-01T00:00:00Z') })
    expect(again).toEqual({ ok: true, value: { state: state(opened), events: [] } })
  })

  it('is heard after it was opened, and once', () => {
    expect(refusal(hear(given(), by(ada)))).toBe('not_now')
    const heard = hear(state(open(given(), by(ada))), by(ada))
    expect(state(heard)).toMatchObject({ recipients: [{ state: 'heard', openedOn: today }] })
    expect(hear(state(heard), by(ada))).toEqual({ ok: true, value: { state: state(heard), events: [] } })
  })

  it('lets one step back at any point, and shows them nothing after', () => {
    for (const concern of [given(), state(open(given(), by(ada)))]) {
      const back = state(stepBack(concern, by(ada)))
      expect(back).toMatchObject({ recipients: [{ state: 'stepped_back' }] })
      expect(refusal(open(back, by(ada)))).toBe('not_found')
      expect(refusal(hear(back, by(ada)))).toBe('not_found')
    }
  })

  it('moves nobody but the one who acts', () => {
    const concern = state(open(given({ recipients: [ada, bo] }), by(bo)))
    expect(concern).toMatchObject({
      recipients: [
        { memberId: ada, state: 'waiting' },
        { memberId: bo, state: 'opened' },
      ],
    })
    for (const act of [open, hear, stepBack]) expect(refusal(act(concern, by(dee)))).toBe('not_found')
  })
})

describe('taking back and the end', () => {
  it('withdraws what was given, once, and then nobody can open it', () => {
    const withdrawn = withdraw(given())
    expect(state(withdrawn).status).toBe('withdrawn')
    expect(withdraw(state(withdrawn))).toEqual({ ok: true, value: { state: state(withdrawn), events: [] } })
    for (const act of [open, hear, stepBack]) expect(refusal(act(state(withdrawn), by(ada)))).toBe('withdrawn')
  })

  it('has nothing to withdraw of what was only for me', () => {
    const kept = given({ tier: 'only_me', recipients: [] })
    expect(refusal(withdraw(kept))).toBe('not_now')
    expect(remove(kept)).toMatchObject({ ok: true, value: { events: [{ kind: 'concern.deleted' }] } })
  })

  it('sends a notice again only while one is uncertain', () => {
    expect(sendNoticeAgain(given(), true)).toMatchObject({ ok: true, value: { events: [{ kind: 'concern.notice_asked_again' }] } })
    expect(refusal(sendNoticeAgain(given(), false))).toBe('not_now')
    expect(refusal(sendNoticeAgain(state(withdraw(given())), true))).toBe('not_now')
  })

  it('ends after its last day, not on it, and never when kept until deleted', () => {
    const concern = given({ keep: { kind: 'until_day', day: '2026-12-01' } })
    expect(refusal(expire(concern, '2026-12-01'))).toBe('not_now')
    expect(refusal(expire(concern, '2026-12-02'))).toBe('accepted')
    expect(refusal(expire(given({ tier: 'only_me', recipients: [], keep: { kind: 'until_deleted' } }), '2999-01-01'))).toBe('not_now')
  })
})
