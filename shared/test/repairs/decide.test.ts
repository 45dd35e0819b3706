import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Acknowledgement, draft, join, make, open, type RepairItem, share, type Wish, wishesAllow } from '../../src/repairs/decide.ts'
import {
  mayJoinAcknowledgement,
  mayMakeAcknowledgement,
  maySeeAcknowledgement,
  mayShareAcknowledgement,
  mayUseRepairs,
} from '../../src/repairs/policy.ts'
import { viewRepair, viewRepairForCircle } from '../../src/repairs/view.ts'
import { circle, circleId, given, member, stranger } from '../backburner/builders.ts'

const ana = member('ana')
const rui = member('rui')
const names = new Map([['ana', 'Ana']])
const context = (today: string) => ({ today, names, changes: 0, timeAskedFor: false })
const words = { by: 'circle', words: 'We left people out.', how: 'in_writing' } as const

function repair(over: Partial<RepairItem> = {}): RepairItem {
  return {
    id: 'repair',
    circleId,
    title: 'Meetings run late',
    state: 'open',
    openedOn: '2026-01-01',
    fromItemId: null,
    acknowledgements: [],
    ...over,
  }
}
function drafted(by: 'circle' | 'me' = 'circle', how: Acknowledgement['how'] = 'in_writing') {
  const done = draft({ repair: repair(), circle }, { ...words, by, how }, given(ana, '2026-01-05'))
  if (!done.ok) throw new Error('refused')
  return { repair: done.value.state, acknowledgement: done.value.state.acknowledgements[0] as Acknowledgement }
}
function shared(by: 'circle' | 'me' = 'circle') {
  const done = share({ ...drafted(by), circle, wishes: [] }, { now: new Date('2026-01-10T12:00:00Z') })
  if (!done.ok) throw new Error('refused')
  return { repair: done.value.state, acknowledgement: done.value.state.acknowledgements[0] as Acknowledgement }
}
/** The same record as somebody else loads it. */
const asOther = (one: Acknowledgement): Acknowledgement => ({ ...one, mine: false, joinedByMe: false })

describe('opening a repair', () => {
  it('starts empty', () => {
    expect(open({ circle, from: null }, { title: 'Late', fromItemId: null }, given(ana, '2026-01-05'))).toMatchObject({
      ok: true,
      value: { state: { state: 'open', acknowledgements: [], openedOn: '2026-01-05' }, events: [{ kind: 'repair.opened' }] },
    })
  })
  it('picks up the item it grows from', () => {
    const from = { id: 'item', state: 'flagged' as const, repairId: null }
    const opened = open({ circle, from }, { title: 'Late', fromItemId: 'item' }, given(ana, '2026-01-05'))
    expect(opened.ok && opened.value.events.map(({ kind, subject }) => [kind, subject === 'item'])).toEqual([
      ['repair.opened', false],
      ['backburner.picked_up', true],
    ])
  })
  it.each([
    ['set_down', null],
    ['hidden', null],
    ['picked_up', 'another'],
  ] as const)('refuses an item that is %s (%s)', (state, repairId) => {
    expect(
      open({ circle, from: { id: 'item', state, repairId } }, { title: 'Late', fromItemId: 'item' }, given(ana, '2026-01-05')),
    ).toMatchObject({ ok: false, refusal: { code: 'not_now', path: 'fromItemId' } })
  })
})

describe('acknowledging', () => {
  it('a draft is its drafter’s alone', () => {
    const { repair: with1, acknowledgement } = drafted()
    const theirs = { ...with1, acknowledgements: [asOther(acknowledgement)] }
    expect(viewRepair(with1, context('2026-01-06')).acknowledgements).toHaveLength(1)
    expect(viewRepair(theirs, context('2026-01-06'))).toEqual(viewRepair(repair(), context('2026-01-06')))
    expect(viewRepairForCircle(with1, context('2026-01-06'))).toEqual(viewRepairForCircle(repair(), context('2026-01-06')))
    expect(mayShareAcknowledgement(rui, with1, asOther(acknowledgement))).toBe(false)
    expect(mayJoinAcknowledgement(rui, with1, asOther(acknowledgement))).toBe(false)
    expect(mayMakeAcknowledgement(rui, with1, asOther(acknowledgement))).toBe(false)
  })
  it('shared, the circle reads it, and the repair is being tended', () => {
    const { repair: after, acknowledgement } = shared()
    expect(after.state).toBe('tending')
    expect(acknowledgement).toMatchObject({ state: 'shared', sharedOn: '2026-01-10' })
    expect(viewRepairForCircle(after, context('2026-01-11')).acknowledgements).toMatchObject([
      { words: words.words, from: null, mine: false },
    ])
    expect(mayJoinAcknowledgement(rui, after, asOther(acknowledgement))).toBe(true)
  })
  it('one’s own carries one’s name once it is shared, and nobody joins it', () => {
    const { repair: after, acknowledgement } = shared('me')
    expect(viewRepairForCircle(after, context('2026-01-11')).acknowledgements).toMatchObject([{ from: 'Ana', by: 'member' }])
    expect(mayJoinAcknowledgement(rui, after, asOther(acknowledgement))).toBe(false)
    expect(mayMakeAcknowledgement(rui, after, asOther(acknowledgement))).toBe(false)
  })
  it('joining is once a person and shows to that person alone', () => {
    const chosen = shared()
    const theirs = asOther(chosen.acknowledgement)
    const joined = join({ repair: chosen.repair, acknowledgement: theirs })
    expect(joined.ok && joined.value.state.acknowledgements[0]?.joinedByMe).toBe(true)
    expect(join(chosen)).toEqual({ ok: true, value: { state: chosen.repair, events: [] } })
    expect(viewRepairForCircle(joined.ok ? joined.value.state : repair(), context('2026-01-11'))).toEqual(
      viewRepairForCircle(chosen.repair, context('2026-01-11')),
    )
  })
  it('is made after it is shared, not before; sharing or making again changes nothing', () => {
    expect(make(drafted())).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
    expect(join(drafted())).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
    const made = make(shared())
    expect(made.ok && made.value.state.acknowledgements[0]).toMatchObject({ state: 'made', sharedOn: '2026-01-10' })
    const again = {
      repair: made.ok ? made.value.state : repair(),
      acknowledgement: (made.ok ? made.value.state : repair()).acknowledgements[0] as Acknowledgement,
    }
    expect(make(again)).toMatchObject({ ok: true, value: { events: [] } })
    expect(share({ ...again, circle, wishes: ['never'] }, { now: new Date() })).toMatchObject({
      ok: true,
      value: { state: again.repair, events: [] },
    })
  })
  it('refuses empty words and a repair that was set down', () => {
    expect(draft({ repair: repair(), circle }, { ...words, words: ' \n' }, given(ana, '2026-01-05'))).toMatchObject({
      refusal: { path: 'words' },
    })
    expect(draft({ repair: repair({ state: 'set_down' }), circle }, words, given(ana, '2026-01-05'))).toMatchObject({
      refusal: { code: 'not_now' },
    })
  })
  it('somebody outside the circle may do nothing', () => {
    const { repair: after, acknowledgement } = shared()
    expect(mayUseRepairs(stranger, circle)).toBe(false)
    for (const may of [mayJoinAcknowledgement, mayShareAcknowledgement, mayMakeAcknowledgement])
      expect(may(stranger, after, acknowledgement)).toBe(false)
  })
})

describe('somebody’s wish about being acknowledged', () => {
  const wish = fc.constantFrom<Wish>('silence', 'in_a_call', 'in_writing', 'through_a_steward', 'not_now', 'never')
  const how = fc.constantFrom<Acknowledgement['how']>('in_a_call', 'in_writing', 'through_a_steward')
  const after = (way: Acknowledgement['how'], wishes: Wish[]) =>
    share({ ...drafted('me', way), circle, wishes }, { now: new Date('2026-01-10T12:00:00Z') })

  it('the drafter reads the same bytes for silence, not now and never, and any other way that was not chosen', () => {
    fc.assert(
      fc.property(how, wish, wish, (way, a, b) => {
        if (a === way || b === way) return
        const [one, other] = [a, b].map((said) => after(way, [said]))
        const strip = (text: string) => text.replace(/[0-9a-f-]{36}/g, 'id')
        const read = (done: typeof one) => strip(JSON.stringify(done?.ok && viewRepair(done.value.state, context('2026-01-11'))))
        expect(read(one)).toBe(read(other))
        expect(read(one)).toContain('kept_until_wanted')
        expect(JSON.stringify(one?.ok && one.value.events.map(({ kind }) => kind))).toBe(
          JSON.stringify(other?.ok && other.value.events.map(({ kind }) => kind)),
        )
      }),
    )
  })
  it('until every wish allows it, nobody but the drafter sees a trace', () => {
    fc.assert(
      fc.property(how, fc.array(wish, { maxLength: 4 }), (way, wishes) => {
        const done = after(way, wishes)
        if (!done.ok) throw new Error('refused')
        const theirs = { ...done.value.state, acknowledgements: done.value.state.acknowledgements.map(asOther) }
        const visible = theirs.acknowledgements.some(maySeeAcknowledgement)
        expect(visible).toBe(wishesAllow(way, wishes))
        if (!visible) expect(viewRepair(theirs, context('2026-03-11'))).toEqual(viewRepair(repair(), context('2026-03-11')))
      }),
    )
  })
  it('once it is wanted, sharing again lets it through', () => {
    const kept = after('in_writing', ['silence'])
    if (!kept.ok) throw new Error('refused')
    const acknowledgement = kept.value.state.acknowledgements[0] as Acknowledgement
    expect(
      share({ repair: kept.value.state, acknowledgement, circle, wishes: ['in_writing'] }, { now: new Date('2026-02-01T12:00:00Z') }),
    ).toMatchObject({ value: { state: { acknowledgements: [{ state: 'shared' }] } } })
  })
})

describe('whatever people do', () => {
  const order = ['drafted', 'kept_until_wanted', 'shared', 'made']
  const step = fc.record({
    verb: fc.constantFrom('share', 'join', 'make', 'draft'),
    other: fc.boolean(),
    wishes: fc.array(fc.constantFrom<Wish>('silence', 'in_writing', 'never'), { maxLength: 2 }),
  })
  it('an acknowledgement only moves on, its words never change, and others read it from when it is shared', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let { repair: now } = drafted()
        for (const { verb, other, wishes } of steps) {
          const mine = now.acknowledgements[0] as Acknowledgement
          const acknowledgement = other ? asOther(mine) : mine
          const may = { share: mayShareAcknowledgement, join: mayJoinAcknowledgement, make: mayMakeAcknowledgement, draft: () => true }[
            verb
          ]
          if (!may(other ? rui : ana, now, acknowledgement)) {
            expect(other).toBe(true)
            continue
          }
          const done =
            verb === 'share'
              ? share({ repair: now, acknowledgement, circle, wishes }, { now: new Date('2026-01-10T12:00:00Z') })
              : verb === 'join'
                ? join({ repair: now, acknowledgement })
                : verb === 'make'
                  ? make({ repair: now, acknowledgement })
                  : draft({ repair: now, circle }, words, given(ana, '2026-01-08'))
          if (!done.ok) continue
          const after = done.value.state.acknowledgements[0] as Acknowledgement
          expect(order.indexOf(after.state)).toBeGreaterThanOrEqual(order.indexOf(mine.state))
          expect(after.words).toBe(mine.words)
          expect(maySeeAcknowledgement(asOther(after))).toBe(after.state === 'shared' || after.state === 'made')
          now = {
            ...done.value.state,
            acknowledgements: done.value.state.acknowledgements.map((one, n) => (n === 0 ? { ...one, mine: true } : one)),
          }
        }
        expect(['open', 'tending']).toContain(now.state)
      }),
    )
  })
})

describe('acknowledged, nothing changed yet', () => {
  it.each([
    ['2026-02-06', 0, false, false],
    ['2026-02-07', 0, false, true],
    ['2026-02-07', 1, false, false],
    ['2026-02-07', 0, true, false],
  ])('on %s with %i changes, time asked for: %s → %s', (today, changes, timeAskedFor, expected) => {
    expect(viewRepair(shared().repair, { today, names, changes, timeAskedFor }).nothingChangedYet).toBe(expected)
  })
  it('is not said of what was never acknowledged', () => {
    expect(viewRepair(repair(), context('2026-12-01'))).toMatchObject({ acknowledged: false, nothingChangedYet: false, openWeeks: 47 })
    expect(viewRepair(drafted().repair, context('2026-12-01')).acknowledged).toBe(false)
  })
})
