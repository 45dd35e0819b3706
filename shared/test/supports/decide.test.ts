import { describe, expect, it } from 'vitest'
import { ask, askSupporter, carryOn, end, offer, takeUp } from '../../src/supports/decide.ts'
import { asksSupporter } from '../../src/supports/due.ts'
import { isSupporter, maySeeSupport, maySupportIn, mayTakeUp } from '../../src/supports/policy.ts'
import type { AskSupport } from '../../src/supports/schema.ts'
import { partsOf, type Support, type TakenUp } from '../../src/supports/state.ts'
import { viewSupport } from '../../src/supports/view.ts'
import { actor, ana, bo, by, circle, circleId, cy, dee, eli, names, value } from './circle.ts'

const asking: AskSupport = { kind: 'company', words: '', told: { who: 'people', people: [bo, cy, bo] }, repairId: null }
const asked = () => value(ask(circle, asking, by(ana)))
const offered = () => value(offer(circle, { ...asking, askedEveryDays: 14, told: { who: 'circle' } }, by(bo)))
const taken = (support: Support = asked(), who: string = bo) =>
  value(takeUp({ support, circle }, { askedEveryDays: 7 }, by(who))) as TakenUp
const seen = { names, standIns: new Map(), uncertain: new Set<string>() }

describe('asking and offering', () => {
  it('needs no words, no account, no repair; each is told once, and in time', () => {
    const result = ask(circle, asking, by(ana))
    expect(result).toMatchObject({ ok: true, value: { state: { state: 'asked', way: 'asked', words: '', startedOn: '2026-03-02' } } })
    expect(result.ok && result.value.events).toEqual([
      { kind: 'support.asked', subject: expect.any(String), circleId, recipients: [bo, cy] },
    ])
  })
  it('told to the circle, nobody is sent anything', () => {
    const result = ask(circle, { ...asking, told: { who: 'circle' } }, by(ana))
    expect(result.ok && result.value.events[0]?.recipients).toEqual([])
  })
  it.each([
    ['oneself', [ana]],
    ['somebody who is not in the circle', [eli]],
  ])('refuses to tell %s', (_, people) => {
    expect(ask(circle, { ...asking, told: { who: 'people', people } }, by(ana))).toMatchObject({
      ok: false,
      refusal: { path: 'told.people' },
    })
  })
  it('is for whoever belongs to the circle', () => {
    expect(maySupportIn(actor(ana), circle)).toBe(true)
    expect(maySupportIn(actor(eli), circle)).toBe(false)
  })
})

describe('taking it up', () => {
  it('of an ask makes one a supporter with a rhythm; the one who asked is told', () => {
    const support = asked()
    const result = takeUp({ support, circle }, { askedEveryDays: 28 }, by(bo))
    expect(result).toMatchObject({
      ok: true,
      value: { state: { state: 'taken_up', with: bo, everyDays: 28, askOn: '2026-03-30', asked: false } },
    })
    expect(result.ok && result.value.events[0]?.recipients).toEqual([ana])
    expect(partsOf(taken())).toEqual({ supported: ana, supporter: bo })
  })
  it('of an offer makes one supported; the rhythm is the supporter’s own', () => {
    const support = value(takeUp({ support: offered(), circle }, { askedEveryDays: 28 }, by(dee))) as TakenUp
    expect(partsOf(support)).toEqual({ supported: dee, supporter: bo })
    expect(support.everyDays).toBe(14)
  })
  it('refuses an ask without a rhythm, one’s own, what somebody took up and what ended; again by the same person changes nothing', () => {
    expect(takeUp({ support: asked(), circle }, {}, by(bo))).toMatchObject({ ok: false, refusal: { path: 'askedEveryDays' } })
    expect(takeUp({ support: asked(), circle }, { askedEveryDays: 7 }, by(ana))).toMatchObject({ ok: false })
    const support = taken()
    expect(takeUp({ support, circle }, { askedEveryDays: 7 }, by(cy))).toMatchObject({ ok: false, refusal: { code: 'already_done' } })
    expect(takeUp({ support, circle }, { askedEveryDays: 28 }, by(bo))).toEqual({ ok: true, value: { state: support, events: [] } })
    const over = value(end({ support, circle }, by(ana)))
    expect(takeUp({ support: over, circle }, { askedEveryDays: 7 }, by(cy))).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
  })
})

describe('going on', () => {
  it('is asked on the day of the rhythm, once, and never while the supporter rests', () => {
    const support = taken()
    expect(asksSupporter(support, '2026-03-08', false)).toBe(false)
    expect(asksSupporter(support, '2026-03-09', true)).toBe(false)
    expect(asksSupporter(support, '2026-03-09', false)).toBe(true)
    const { state, events } = askSupporter(support)
    expect(events).toEqual([{ kind: 'support.asking', subject: support.id, circleId, recipients: [bo], day: '2026-03-09' }])
    expect(asksSupporter(state, '2026-04-09', false)).toBe(false)
    expect(carryOn({ support: state, circle }, {}, by(bo, '2026-03-12'))).toMatchObject({
      ok: true,
      value: { state: { askOn: '2026-03-19', asked: false } },
    })
    expect(carryOn({ support: asked(), circle }, {}, by(bo))).toMatchObject({ ok: false })
  })
  it('ends by either of the two, without a reason; the other is told, nobody else', () => {
    for (const [who, other] of [
      [ana, bo],
      [bo, ana],
    ] as const) {
      const result = end({ support: taken(), circle }, by(who))
      expect(result).toMatchObject({ ok: true, value: { state: { state: 'ended', with: bo } } })
      expect(result.ok && result.value.events[0]?.recipients).toEqual([other])
      expect(result.ok && JSON.stringify(result.value)).not.toMatch(/reason/)
    }
    expect(end({ support: asked(), circle }, by(ana))).toMatchObject({ ok: true, value: { events: [{ recipients: [] }] } })
    const over = value(end({ support: taken(), circle }, by(ana)))
    expect(end({ support: over, circle }, by(bo))).toEqual({ ok: true, value: { state: over, events: [] } })
  })
})

describe('who sees it', () => {
  it('those it is between always; those who were told while it is not over; nobody else', () => {
    const support = asked()
    expect([ana, bo, cy, dee, eli].filter((one) => maySeeSupport(actor(one), support))).toEqual([ana, bo, cy])
    const over = value(end({ support: taken(), circle }, by(bo)))
    expect([ana, bo, cy, dee, eli].filter((one) => maySeeSupport(actor(one), over))).toEqual([ana, bo])
    expect(maySeeSupport({ memberId: bo, roles: new Map() }, support), 'who left the circle').toBe(false)
    expect(mayTakeUp(actor(ana), support)).toBe(false)
    expect(mayTakeUp(actor(dee), support)).toBe(false)
  })
  it('who took it up stays between the two; whom it was told with whoever chose; the asking with the supporter', () => {
    const support = taken()
    expect(viewSupport(actor(ana), support, seen)).toMatchObject({ my: 'supported', supporter: { memberId: bo }, asking: null })
    expect(viewSupport(actor(ana), support, seen).told).toEqual({
      who: 'people',
      people: [bo, cy].map((id) => ({ memberId: id, displayName: names.get(id) })),
    })
    expect(viewSupport(actor(bo), support, seen)).toMatchObject({ my: 'supporter', told: null, asking: { everyDays: 7 } })
    expect(viewSupport(actor(cy), support, seen)).toMatchObject({
      my: null,
      supported: { memberId: ana },
      supporter: null,
      told: null,
      asking: null,
    })
    expect(() => viewSupport(actor(dee), support, seen)).toThrow()
    expect(isSupporter(actor(cy), support)).toBe(false)
  })
  it('an offer taken up names the supported to nobody but the two', () => {
    const support = value(takeUp({ support: offered(), circle }, {}, by(dee)))
    expect(viewSupport(actor(cy), support, seen)).toMatchObject({ supported: null, supporter: { memberId: bo } })
    expect(viewSupport(actor(bo), support, seen)).toMatchObject({ supported: { memberId: dee }, told: { who: 'circle' } })
  })
  it('who stands in is for the two, and for whoever stands in', () => {
    const support = taken()
    const standing = { ...seen, standIns: new Map([[support.id, { memberId: cy, until: '2026-03-20' }]]) }
    for (const one of [ana, bo, cy]) expect(viewSupport(actor(one), support, standing).standIn).toMatchObject({ memberId: cy })
    const wide: Support = { ...support, told: { who: 'people', people: [bo, cy, dee] } }
    expect(viewSupport(actor(dee), wide, standing).standIn).toBeNull()
  })
})
