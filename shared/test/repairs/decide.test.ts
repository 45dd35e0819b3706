import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draft, join, make, open, rest, setDown, share, tend, wishesAllow } from '../../src/repairs/decide.ts'
import { Wish } from '../../src/repairs/part-schema.ts'
import {
  mayJoinAcknowledgement,
  mayMakeAcknowledgement,
  maySeeAcknowledgement,
  mayShareAcknowledgement,
  mayUseRepairs,
} from '../../src/repairs/policy.ts'
import type { Acknowledgement } from '../../src/repairs/state.ts'
import { viewRepair, viewRepairForCircle } from '../../src/repairs/view.ts'
import { addDays } from '../../src/zone.ts'
import { circle, given, stranger } from '../backburner/builders.ts'
import { after, ana, asOther, context, drafted, part, repair, rui, shared, words } from './builders.ts'

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
    expect(viewRepairForCircle(after, context('2026-01-11')).acknowledgements).toEqual([
      { words: words.words, from: null, sharedOn: '2026-01-10' },
    ])
    expect(mayJoinAcknowledgement(rui, after, asOther(acknowledgement))).toBe(true)
  })
  it('one’s own carries one’s name once it is shared, and nobody joins it', () => {
    const { repair: after, acknowledgement } = shared('me')
    expect(viewRepairForCircle(after, context('2026-01-11')).acknowledgements).toMatchObject([{ from: 'Ana' }])
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
    expect(share({ ...again, circle }, { now: new Date() })).toMatchObject({
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
  const wish = fc.constantFrom(...Wish.options)
  const how = fc.constantFrom<Acknowledgement['how']>('in_a_call', 'in_writing', 'through_a_steward')
  const shareWith = (way: Acknowledgement['how'], wishes: readonly Wish[]) => {
    const parts = wishes.map((said, n) => part({ id: `part ${n}`, wish: said }))
    return share(drafted('me', way, { parts }), { now: new Date('2026-01-10T12:00:00Z') })
  }

  it('the drafter reads the same bytes for silence, not now and never, and any other way that was not chosen', () => {
    fc.assert(
      fc.property(how, wish, wish, fc.integer({ min: 0, max: 400 }), (way, a, b, later) => {
        if (a === way || b === way) return
        const strip = (text: string) => text.replace(/[0-9a-f-]{36}/g, 'id')
        const [one, other] = [a, b].map((said) => shareWith(way, [said]))
        const today = addDays('2026-01-11', later)
        const read = (done: typeof one) => strip(JSON.stringify(done?.ok && viewRepair(done.value.state, context(today))))
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
        const done = after(shareWith(way, wishes))
        const theirs = { ...done, acknowledgements: done.acknowledgements.map(asOther) }
        const visible = theirs.acknowledgements.some(maySeeAcknowledgement)
        expect(visible).toBe(wishesAllow({ how: way, about: 'what_happened' }, wishes))
        if (visible) return
        const before = repair({ parts: done.parts })
        expect(viewRepair(theirs, context('2026-03-11'))).toEqual(viewRepair(before, context('2026-03-11')))
        expect(viewRepairForCircle(done, context('2026-03-11'))).toEqual(viewRepairForCircle(before, context('2026-03-11')))
      }),
    )
  })
  it('asking again changes nothing, so that nobody finds out by asking', () => {
    const kept = after(shareWith('in_writing', ['silence']))
    const acknowledgement = kept.acknowledgements[0] as Acknowledgement
    for (const parts of [[], [part({ wish: 'never' })], [part({ wish: 'in_writing' })]]) {
      const again = { ...kept, parts }
      expect(share({ repair: again, acknowledgement, circle }, { now: new Date('2026-02-01T12:00:00Z') })).toEqual({
        ok: true,
        value: { state: again, events: [] },
      })
    }
  })
  it('our own practice is acknowledged whatever anybody wishes, by the circle and not in one person’s name', () => {
    fc.assert(
      fc.property(how, fc.array(wish, { maxLength: 4 }), (way, wishes) => {
        const parts = wishes.map((said, n) => part({ id: `part ${n}`, wish: said }))
        const ours = { ...words, how: way, about: 'our_practice' } as const
        const with1 = after(draft({ repair: repair({ parts }), circle }, ours, given(ana, '2026-01-05')))
        const done = share(
          { repair: with1, acknowledgement: with1.acknowledgements[0] as Acknowledgement, circle },
          { now: new Date('2026-01-10') },
        )
        expect(after(done).acknowledgements[0]?.state).toBe('shared')
      }),
    )
    const mine = { ...words, by: 'me', about: 'our_practice' } as const
    expect(draft({ repair: repair(), circle }, mine, given(ana, '2026-01-05'))).toMatchObject({ refusal: { code: 'invalid', path: 'by' } })
  })
})

describe('resting and setting down', () => {
  it('can be taken up again from anywhere, to what it was', () => {
    for (const quiet of [rest, setDown]) {
      expect(after(tend(after(quiet(repair()))))).toMatchObject({ state: 'tending' })
      expect(after(quiet(after(tend(repair())))).state).toBe(quiet === rest ? 'resting' : 'set_down')
      expect(quiet(after(quiet(repair())))).toMatchObject({ ok: true, value: { events: [] } })
    }
    expect(tend(after(tend(repair())))).toMatchObject({ value: { events: [] } })
  })
})

describe('acknowledged, nothing changed yet', () => {
  const change = { id: 'c', words: 'End on time', touches: '', willSee: '', lookAgainOn: null, proposedOn: '2026-01-12', carriedBy: null }
  const resting = { id: 'p', name: null, wish: 'silence', wishShown: false, state: 'at_rest' } as const
  it.each([
    ['2026-02-06', {}, false, 'four weeks have not passed'],
    ['2026-02-07', {}, true, 'four weeks have passed'],
    ['2026-02-07', { changes: [{ ...change, state: 'proposed' }] }, true, 'a change is proposed and not practised'],
    ['2026-02-07', { changes: [{ ...change, state: 'practising' }] }, false, 'a change is practised'],
    ['2026-02-07', { changes: [{ ...change, state: 'slipped' }] }, false, 'a change slipped: something was tried'],
    ['2026-02-07', { changes: [{ ...change, state: 'dropped', reason: '' }] }, true, 'a change was dropped'],
    ['2026-02-07', { parts: [{ ...resting, mine: false, shared: true }] }, false, 'somebody asks for time where all can read it'],
    ['2026-02-07', { parts: [{ ...resting, mine: true, shared: false }] }, false, 'the reader’s own part rests'],
    ['2026-02-07', { parts: [{ ...resting, mine: false, shared: false }] }, true, 'a rest nobody else may see changes nothing'],
  ] as const)('on %s %o: %s, as %s', (today, over, expected, _) => {
    expect(viewRepair({ ...shared().repair, ...over }, context(today)).nothingChangedYet).toBe(expected)
  })
  it('in the circle’s own view a rest counts only when it is shared', () => {
    const view = (parts: (typeof resting & { mine: boolean; shared: boolean })[]) =>
      viewRepairForCircle({ ...shared().repair, parts }, context('2026-02-07')).nothingChangedYet
    expect(view([{ ...resting, mine: true, shared: false }])).toBe(true)
    expect(view([{ ...resting, mine: true, shared: true }])).toBe(false)
  })
  it('is not said of what was never acknowledged', () => {
    expect(viewRepair(repair(), context('2026-12-01'))).toMatchObject({ acknowledged: false, nothingChangedYet: false, openWeeks: 47 })
    expect(viewRepair(drafted().repair, context('2026-12-01')).acknowledged).toBe(false)
  })
})
