import { describe, expect, it } from 'vitest'
import { echo, hide, park, pickUp, postpone, restore, setDown, tend } from '../../src/backburner/decide.ts'
import { mayRestoreItem, maySeeItem, mayUseBackBurner } from '../../src/backburner/policy.ts'
import { circle, circleId, given, member, simmering, stranger } from './builders.ts'

const parking = { title: 'Meetings run late', why: 'People miss supper', effect: 'Some leave early', revisitOn: null, link: null }
const ana = member('ana')
const now = { now: new Date('2026-02-01T12:00:00Z') }

function value<T>(result: { ok: true; value: { state: T } } | { ok: false }): T {
  if (!result.ok) throw new Error('refused')
  return result.value.state
}

describe('parking', () => {
  it('puts an item on the back burner by the day of the circle', () => {
    const late = { ...given(ana, '2026-01-01'), now: new Date('2026-01-01T23:30:00Z') }
    const parked = park(circle, parking, late)
    expect(parked).toMatchObject({
      ok: true,
      value: { state: { state: 'simmering', parkedOn: '2026-01-02', echoes: 0, parkedByMe: true } },
    })
    expect(parked.ok && parked.value.events).toEqual([{ kind: 'backburner.parked', subject: expect.any(String), circleId }])
  })
  it.each(['2026-01-01', '2025-12-31', '2027-01-03'])('refuses to come back on %s: not after today, or beyond a year', (revisitOn) => {
    expect(park(circle, { ...parking, revisitOn }, given(ana, '2026-01-01'))).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', path: 'revisitOn' },
    })
  })
  it.each(['2026-01-02', '2027-01-02'])('comes back on %s when asked', (revisitOn) => {
    expect(value(park(circle, { ...parking, revisitOn }, given(ana, '2026-01-01'))).revisitOn).toBe(revisitOn)
  })
})

describe('looking after an item', () => {
  it('counts an echo once a person, and says nothing twice', () => {
    const once = value(echo(simmering()))
    expect(once).toMatchObject({ echoes: 1, echoedByMe: true })
    expect(echo(once)).toEqual({ ok: true, value: { state: once, events: [] } })
  })
  it('tending lets it simmer on for the circle’s days and drops a day that has passed', () => {
    const item = { ...simmering({ revisitOn: '2026-01-20' }), state: 'flagged' as const, because: 'revisit_day' as const }
    expect(value(tend({ item, circle }, now))).toMatchObject({
      state: 'simmering',
      revisitOn: null,
      tendedOn: '2026-02-01',
      quietUntil: '2026-02-22',
    })
  })
  it('tending keeps a day that is still ahead', () => {
    expect(value(tend({ item: simmering({ revisitOn: '2026-03-01' }), circle }, now))).toMatchObject({ revisitOn: '2026-03-01' })
  })
  it('postponing sets the day and stays quiet until then', () => {
    expect(value(postpone({ item: simmering(), circle }, { revisitOn: '2026-02-10' }, now))).toMatchObject({
      revisitOn: '2026-02-10',
      quietUntil: '2026-02-10',
    })
    expect(postpone({ item: simmering(), circle }, { revisitOn: '2026-02-01' }, now)).toMatchObject({ ok: false })
  })
  it('what was set down or picked up can be taken up again by tending it', () => {
    for (const item of [value(setDown(simmering(), { reason: 'It went by itself' })), value(pickUp(simmering(), null))])
      expect(value(tend({ item, circle }, now)).state).toBe('simmering')
  })
  it('what grew into a repair stays with it', () => {
    const item = value(pickUp(simmering(), 'repair'))
    expect(item).toMatchObject({ state: 'picked_up', repairId: 'repair' })
    for (const again of [tend({ item, circle }, now), pickUp(item, 'other'), setDown(item, { reason: '' }), echo(item)])
      expect(again).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
  })
  it('what was picked up by itself can still grow into a repair', () => {
    expect(value(pickUp(value(pickUp(simmering(), null)), 'repair'))).toMatchObject({ repairId: 'repair' })
  })
})

describe('hiding', () => {
  it('is anybody’s, at once, and keeps what it had grown into', () => {
    const hidden = value(hide(value(pickUp(simmering(), 'repair'))))
    expect(hidden).toMatchObject({ state: 'hidden', hiddenByMe: true, repairId: 'repair' })
    expect(value(restore(hidden))).toMatchObject({ state: 'picked_up', repairId: 'repair' })
    expect(value(restore(value(hide(simmering())))).state).toBe('simmering')
  })
  it('hiding twice changes nothing; restoring what is in sight is refused', () => {
    const hidden = value(hide(simmering()))
    expect(hide(hidden)).toEqual({ ok: true, value: { state: hidden, events: [] } })
    expect(restore(simmering())).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
  })
  it('nobody sees a hidden item but a steward who neither parked nor hid it', () => {
    const hidden = { ...simmering(), state: 'hidden' as const, hiddenByMe: false, repairId: null }
    const rui = member('rui', 'steward')
    expect(mayRestoreItem(rui, hidden)).toBe(true)
    expect(maySeeItem(rui, hidden)).toBe(true)
    expect(maySeeItem(ana, hidden)).toBe(false)
    expect(maySeeItem(member('fay', 'facilitator'), hidden)).toBe(false)
    expect(maySeeItem(rui, { ...hidden, parkedByMe: true })).toBe(false)
    expect(maySeeItem(rui, { ...hidden, hiddenByMe: true })).toBe(false)
    expect(mayRestoreItem(rui, simmering())).toBe(false)
  })
  it('somebody outside the circle sees and does nothing', () => {
    expect(maySeeItem(stranger, simmering())).toBe(false)
    expect(mayUseBackBurner(stranger, circle)).toBe(false)
  })
})
