import { describe, expect, it } from 'vitest'
import { end, extend, leave, passOn, take, takeBack, takeOn } from '../../src/rests/decide.ts'
import { keptAwayUntil, restEndsAt, restsOn } from '../../src/rests/due.ts'
import { isResting, maySeeRest, wasAsked } from '../../src/rests/policy.ts'
import type { TakeRest } from '../../src/rests/schema.ts'
import type { Carried, RestWindow } from '../../src/rests/state.ts'
import { viewRest, viewRestForCircle, viewResting } from '../../src/rests/view.ts'
import { actor, ana, bo, by, circle, circleId, cy, dee, eli, names, value } from '../supports/circle.ts'

const resting: TakeRest = { until: '2026-03-08', helps: 'Soup', told: [bo, bo], shared: false }
const taken = (over: Partial<TakeRest> = {}) => value(take({ circle, running: null }, { ...resting, ...over }, by(ana)))
const around = (rest: RestWindow) => ({ rest, circle, running: rest.id })
const seen = { names, today: '2026-03-03', noticeUncertain: false }
const carried: Carried[] = [
  { kind: 'steward', subject: circleId, circleId, only: null },
  { kind: 'support', subject: 'support', circleId, only: [cy] },
  { kind: 'steward', subject: 'elsewhere', circleId: 'elsewhere', only: null },
]
const steward = { kind: 'steward' as const, subject: circleId }
const passed = (to: string = bo, rest = taken()) => value(passOn({ ...around(rest), carried }, { ...steward, to }, by(ana)))

describe('taking a rest', () => {
  it('tells those one chose, each once, and nobody when one chose nobody', () => {
    const result = take({ circle, running: null }, resting, by(ana))
    expect(result.ok && result.value.events).toEqual([
      { kind: 'rest.taken', subject: expect.any(String), circleId, recipients: [bo], day: '2026-03-02' },
    ])
    const alone = take({ circle, running: null }, { ...resting, told: [] }, by(ana))
    expect(alone.ok && alone.value.events[0]?.recipients).toEqual([])
  })
  it('may be today alone; refuses a day that passed, more than a year, a second one, oneself and people of elsewhere', () => {
    expect(take({ circle, running: null }, { ...resting, until: '2026-03-02' }, by(ana)).ok).toBe(true)
    for (const over of [{ until: '2026-03-01' }, { until: '2027-03-05' }, { told: [ana] }, { told: [eli] }])
      expect(take({ circle, running: null }, { ...resting, ...over }, by(ana))).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
    expect(take({ circle, running: 'another' }, resting, by(ana))).toMatchObject({ ok: false, refusal: { code: 'already_done' } })
  })
})

describe('its end', () => {
  it('is the end of its last day on the circle’s own clock, through daylight saving', () => {
    expect(restEndsAt({ until: '2026-03-28' }, 'Europe/Madrid').toISOString()).toBe('2026-03-28T23:00:00.000Z')
    expect(restEndsAt({ until: '2026-03-29' }, 'Europe/Madrid').toISOString()).toBe('2026-03-29T22:00:00.000Z')
    expect(restEndsAt({ until: '2026-10-24' }, 'America/New_York').toISOString()).toBe('2026-10-25T04:00:00.000Z')
  })
  it('keeps everything away until the last of one’s rests is over, and then nothing', () => {
    const rest = { state: 'resting' as const, until: '2026-03-08', timeZone: 'Europe/Madrid' }
    const noon = new Date('2026-03-08T12:00:00Z')
    const until = (rests: (typeof rest | (Omit<typeof rest, 'state'> & { state: 'ended' }))[], now = noon) =>
      keptAwayUntil(rests, now)?.toISOString()
    expect(until([rest])).toBe('2026-03-08T23:00:00.000Z')
    expect(until([rest, { ...rest, until: '2026-03-09' }])).toBe('2026-03-09T23:00:00.000Z')
    expect(until([rest], new Date('2026-03-08T23:00:00Z'))).toBeUndefined()
    expect(until([{ ...rest, state: 'ended' }])).toBeUndefined()
    expect(until([])).toBeUndefined()
  })
  it('can come later or sooner; a rest that was over is taken again, and tells again; nothing is final', () => {
    const rest = taken()
    expect(extend(around(rest), { until: '2026-03-20' }, by(ana))).toMatchObject({
      ok: true,
      value: { events: [{ kind: 'rest.extended' }] },
    })
    expect(extend(around(rest), { until: '2026-03-02' }, by(ana)).ok).toBe(true)
    expect(extend(around(rest), { until: '2026-03-01' }, by(ana))).toMatchObject({ ok: false })
    const over = value(end(around(rest), by(ana, '2026-03-04')))
    expect(over).toMatchObject({ state: 'ended', endedOn: '2026-03-04' })
    expect(end(around(over), by(ana))).toEqual({ ok: true, value: { state: over, events: [] } })
    const again = extend({ ...around(over), running: null }, { until: '2026-03-20' }, by(ana, '2026-03-05'))
    expect(again).toMatchObject({ ok: true, value: { state: { state: 'resting' }, events: [{ kind: 'rest.taken', recipients: [bo] }] } })
    expect(extend({ ...around(over), running: 'another' }, { until: '2026-03-20' }, by(ana))).toMatchObject({ ok: false })
  })
})

describe('passing on', () => {
  it('asks one person, who then knows of the rest, and is theirs only once they say yes', () => {
    const rest = passed(dee)
    expect(rest.told).toEqual([bo, dee])
    expect(rest.duties).toMatchObject([{ ...steward, to: dee, state: 'asked' }])
    const [duty] = rest.duties
    if (!duty) throw new Error('nothing was passed on')
    expect(wasAsked(actor(dee), rest, duty, '2026-03-03')).toBe(true)
    expect(wasAsked(actor(bo), rest, duty, '2026-03-03')).toBe(false)
    const yes = value(takeOn({ rest, duty, circle }, by(dee)))
    expect(yes.duties).toMatchObject([{ state: 'taken' }])
    expect(takeOn({ rest, duty, circle }, by(dee, '2026-03-09'))).toMatchObject({ ok: false })
    for (const gone of [takeBack({ rest: yes, duty }), leave({ rest: yes, duty })]) expect(value(gone).duties).toEqual([])
    expect(value(end(around(yes), by(ana))).duties).toEqual([])
  })
  it('to somebody else lets the first one go; to the same one again changes nothing', () => {
    const rest = passed(bo)
    expect(passOn({ ...around(rest), carried }, { ...steward, to: bo }, by(ana))).toEqual({ ok: true, value: { state: rest, events: [] } })
    expect(passed(cy, rest).duties).toMatchObject([{ to: cy }])
    expect(passed(cy, rest).duties).toHaveLength(1)
  })
  it('refuses what one does not carry, other circles’ things, people who may not know, oneself, and without a rest', () => {
    const rest = taken()
    const refused = (over: object, at = rest) => passOn({ ...around(at), carried }, { ...steward, to: bo, ...over }, by(ana))
    expect(refused({ subject: 'nothing' })).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
    expect(refused({ subject: 'elsewhere' })).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
    expect(refused({ kind: 'support', subject: 'support', to: bo })).toMatchObject({ ok: false, refusal: { path: 'to' } })
    expect(refused({ kind: 'support', subject: 'support', to: cy }).ok).toBe(true)
    for (const to of [ana, eli]) expect(refused({ to })).toMatchObject({ ok: false, refusal: { path: 'to' } })
    expect(refused({}, value(end(around(rest), by(ana))))).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
  })
})

describe('who sees it', () => {
  it('its person always, whom they told while it runs, nobody else', () => {
    const rest = taken()
    const see = (today: string) => [ana, bo, cy, dee, eli].filter((one) => maySeeRest(actor(one), rest, today))
    expect(see('2026-03-08')).toEqual([ana, bo])
    expect(see('2026-03-09')).toEqual([ana])
    expect(restsOn(rest, '2026-03-09')).toBe(false)
    expect(isResting(actor(bo), rest)).toBe(false)
    expect(() => viewRest(actor(cy), rest, seen)).toThrow()
    expect(viewRest(actor(ana), rest, { ...seen, today: '2026-03-09' }).state).toBe('over')
    expect(viewRest(actor(bo), rest, seen)).toMatchObject({ mine: false, told: null, person: { displayName: 'ANA' } })
  })
  it('before one asks for something: those told read when and what helps, everybody else only that it is not now', () => {
    const rest = taken()
    expect(viewResting(actor(bo), rest, seen)).toMatchObject({ until: '2026-03-08', helps: 'Soup' })
    expect(viewResting(actor(cy), rest, seen)).toEqual({ memberId: ana, displayName: 'ANA', until: null, helps: null, standIn: null })
    expect(viewResting(actor(cy), taken({ shared: true }), seen)).toMatchObject({ until: '2026-03-08', helps: null })
  })
  it('whoever looks for a steward reads who stands in, once they said yes', () => {
    const asked = passed(dee)
    const [duty] = asked.duties
    if (!duty) throw new Error('nothing was passed on')
    expect(viewResting(actor(cy), asked, seen).standIn).toBeNull()
    const yes = value(takeOn({ rest: asked, duty, circle }, by(dee)))
    expect(viewResting(actor(cy), yes, seen)).toMatchObject({ until: null, standIn: { displayName: 'DEE' } })
  })
  it('in the digest only when its person shares it, while it runs, without a word of what helps', () => {
    expect(viewRestForCircle(taken(), seen)).toBeUndefined()
    expect(viewRestForCircle(taken({ shared: true }), seen)).toEqual({ name: 'ANA', until: '2026-03-08' })
    expect(viewRestForCircle(taken({ shared: true }), { names, today: '2026-03-09' })).toBeUndefined()
  })
})
