import { describe, expect, it } from 'vitest'
import { share } from '../../src/repairs/decide.ts'
import { claim, clear, leave, letGo, mostNeeds, nameNeed, restMyPart, sayNeed, takeUpAgain, wish } from '../../src/repairs/part-decide.ts'
import type { Need } from '../../src/repairs/part-state.ts'
import { mayClearNeed, maySayNeed, maySeeNeed } from '../../src/repairs/policy.ts'
import type { Acknowledgement, RepairItem } from '../../src/repairs/state.ts'
import { viewRepair, viewRepairForCircle } from '../../src/repairs/view.ts'
import { circle, given, stranger } from '../backburner/builders.ts'
import { after, ana, context, drafted, part, repair, rui } from './builders.ts'

const by = given(ana, '2026-01-10')
const withPart = (over: Partial<RepairItem> = {}) => after(claim(repair(over), { name: null }, by))
const need = { of: 'me', kind: 'rest', words: 'A quiet week' } as const
const withNeed = () => after(nameNeed({ repair: withPart(), circle }, need, by))
const theNeed = (state: RepairItem) => state.needs[0] as Need
/** The same repair as another person loads it. */
const asOther = (state: RepairItem): RepairItem => ({
  ...state,
  parts: state.parts.map((one) => ({ ...one, mine: false })),
  needs: state.needs.map((one) => (one.of === 'part' ? { ...one, mine: false } : one)),
  acknowledgements: state.acknowledgements.map((one) => ({ ...one, mine: false, joinedByMe: false })),
})
const seenByOthers = (state: RepairItem) => JSON.stringify(viewRepair(asOther(state), context('2026-02-01')))

describe('a part in a repair', () => {
  it('is claimed by whose it is, as someone, and again only changes the name', () => {
    const claimed = withPart()
    expect(claimed.parts).toMatchObject([{ name: null, wish: 'silence', wishShown: false, mine: true, state: 'present' }])
    const named = after(claim(claimed, { name: 'Ana' }, by))
    expect(named.parts).toMatchObject([{ id: claimed.parts[0]?.id, name: 'Ana' }])
    expect(claim(named, { name: 'Ana' }, by)).toMatchObject({ ok: true, value: { events: [] } })
  })
  it('is "someone" to everybody else, with no id to follow and no wish', () => {
    const said = after(wish({ repair: withPart(), circle }, { wish: 'in_writing', shown: false }, by))
    const view = viewRepair(asOther(said), context('2026-02-01'))
    expect(view.parts).toEqual([{ mine: false, name: null, atRest: false, wish: null, wishShown: null, restShared: null }])
    expect(viewRepair(said, context('2026-02-01')).parts).toMatchObject([{ mine: true, wish: 'in_writing', wishShown: false }])
  })
  it('others read a way that is welcome when it is shown, and never silence, not now or never', () => {
    for (const way of ['in_a_call', 'in_writing', 'through_a_steward'] as const)
      expect(seenByOthers(after(wish({ repair: withPart(), circle }, { wish: way, shown: true }, by)))).toContain(`"wish":"${way}"`)
    const silent = seenByOthers(after(wish({ repair: withPart(), circle }, { wish: 'silence', shown: true }, by)))
    for (const wished of ['not_now', 'never'] as const)
      expect(
        seenByOthers(after(wish({ repair: withPart(), circle }, { wish: wished, shown: true }, by))).replace(/[0-9a-f-]{36}/g, ''),
      ).toBe(silent.replace(/[0-9a-f-]{36}/g, ''))
  })
  it('at rest is seen by oneself alone unless it is shared, and can be taken up again', () => {
    const present = withPart()
    const quiet = after(restMyPart(present, { shared: false }))
    expect(seenByOthers(quiet)).toBe(seenByOthers(present))
    expect(viewRepair(quiet, context('2026-02-01')).parts).toMatchObject([{ atRest: true, restShared: false }])
    const told = after(restMyPart(quiet, { shared: true }))
    expect(viewRepair(asOther(told), context('2026-02-01')).parts).toMatchObject([{ name: null, atRest: true, wish: null }])
    expect(after(takeUpAgain({ repair: told, circle }, undefined, by)).parts).toEqual(present.parts)
  })
  it('leaves with its needs, cleared ones too, and leaves the rest as it was', () => {
    const cleared = withNeed()
    const shown = after(clear({ repair: cleared, need: theNeed(cleared), circle }, { cleared: true }, by))
    const ours = after(nameNeed({ repair: shown, circle }, { ...need, of: 'circle' }, by))
    const left = after(leave(ours))
    expect(left.parts).toEqual([])
    expect(left.needs).toMatchObject([{ of: 'circle' }])
    expect(leave(left)).toMatchObject({ ok: true, value: { events: [] } })
  })
  it('everything but claiming and leaving asks for a part of one’s own', () => {
    const theirs = repair({ parts: [part()] })
    for (const refused of [
      wish({ repair: theirs, circle }, { wish: 'never', shown: false }, by),
      restMyPart(theirs, { shared: false }),
      takeUpAgain({ repair: theirs, circle }, undefined, by),
      nameNeed({ repair: theirs, circle }, need, by),
    ])
      expect(refused).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
  })
})

describe('what was kept until it is wanted', () => {
  const kept = (parts: RepairItem['parts']) => {
    const { repair: before, acknowledgement } = drafted('circle', 'in_writing', { parts })
    return after(share({ repair: before, acknowledgement, circle }, { now: new Date('2026-01-10T12:00:00Z') }))
  }
  it('reaches the circle by a wish, with the day of the wish, and the repair is tended', () => {
    const state = after(
      wish({ repair: kept([part({ mine: true })]), circle }, { wish: 'in_writing', shown: false }, given(rui, '2026-02-01')),
    )
    expect(state).toMatchObject({ state: 'tending', acknowledgements: [{ state: 'shared', sharedOn: '2026-02-01' }] })
  })
  it('waits for every part, and for one that rests', () => {
    const others = [part({ mine: true }), part({ id: 'other', wish: 'never' })]
    const input = { wish: 'in_writing', shown: false } as const
    expect(after(wish({ repair: kept(others), circle }, input, by)).acknowledgements).toMatchObject([{ state: 'kept_until_wanted' }])
    const rests = after(restMyPart(kept([part({ mine: true })]), { shared: false }))
    const wished = after(wish({ repair: rests, circle }, input, by))
    expect(wished.acknowledgements).toMatchObject([{ state: 'kept_until_wanted' }])
    expect(after(takeUpAgain({ repair: wished, circle }, undefined, by)).acknowledgements).toMatchObject([{ state: 'shared' }])
  })
  it('stays kept when whose wish it waited for leaves, also when the one that is left would allow it', () => {
    expect(after(leave(kept([part({ mine: true, wish: 'never' })]))).acknowledgements).toMatchObject([{ state: 'kept_until_wanted' }])
    const two = [part({ mine: true, wish: 'never' }), part({ id: 'other', wish: 'in_writing' })]
    expect(after(leave(kept(two))).acknowledgements).toMatchObject([{ state: 'kept_until_wanted' }])
  })
  it('a draft nobody shared is let go by no wish', () => {
    const { repair: state } = drafted('circle', 'in_writing', { parts: [part({ mine: true })] })
    const wished = after(wish({ repair: state, circle }, { wish: 'in_writing', shown: true }, by))
    expect((wished.acknowledgements[0] as Acknowledgement).state).toBe('drafted')
  })
})

describe('a need', () => {
  it('of one’s own is read by nobody else until it is cleared, and never tells whose it is', () => {
    const named = withNeed()
    expect(seenByOthers(named)).toBe(seenByOthers(withPart()))
    expect(viewRepairForCircle(named, context('2026-02-01')).needs).toEqual([])
    const cleared = after(clear({ repair: named, need: theNeed(named), circle }, { cleared: true }, by))
    expect(viewRepair(asOther(cleared), context('2026-02-01')).needs).toEqual([
      { id: theNeed(named).id, of: 'someone', mine: false, kind: 'rest', words: 'A quiet week', state: 'said', clearedOn: null },
    ])
    expect(viewRepairForCircle(cleared, context('2026-02-01')).needs).toEqual([
      { kind: 'rest', words: 'A quiet week', clearedOn: '2026-01-10' },
    ])
    const back = after(clear({ repair: cleared, need: theNeed(cleared), circle }, { cleared: false }, by))
    expect(seenByOthers(back)).toBe(seenByOthers(withPart()))
  })
  it('is said to be met, and let go, by whose it is alone; one of the circle by anybody in it', () => {
    const mine = withNeed()
    const theirs = theNeed(asOther(after(clear({ repair: mine, need: theNeed(mine), circle }, { cleared: true }, by))))
    expect([maySeeNeed(theirs), maySayNeed(rui, mine, theirs), mayClearNeed(rui, mine, theirs)]).toEqual([true, false, false])
    expect([maySayNeed(ana, mine, theNeed(mine)), mayClearNeed(ana, mine, theNeed(mine))]).toEqual([true, true])
    const ours = theNeed(after(nameNeed({ repair: repair(), circle }, { ...need, of: 'circle' }, by)))
    expect([maySeeNeed(ours), maySayNeed(rui, mine, ours), mayClearNeed(rui, mine, ours)]).toEqual([true, true, false])
    expect(maySayNeed(stranger, mine, ours)).toBe(false)
  })
  it('goes back and forth as it is; what is met or let go stands in no digest', () => {
    let state = after(nameNeed({ repair: repair(), circle }, { ...need, of: 'circle', kind: 'not_known_yet' }, by))
    for (const said of ['being_met', 'met', 'said'] as const)
      state = after(sayNeed({ repair: state, need: theNeed(state) }, { state: said }))
    expect(viewRepairForCircle(state, context('2026-02-01')).needs).toMatchObject([{ kind: 'not_known_yet' }])
    state = after(letGo({ repair: state, need: theNeed(state) }))
    expect(viewRepairForCircle(state, context('2026-02-01')).needs).toEqual([])
    expect(letGo({ repair: state, need: theNeed(state) })).toMatchObject({ ok: true, value: { events: [] } })
    expect(after(sayNeed({ repair: state, need: theNeed(state) }, { state: 'said' })).needs).toMatchObject([{ state: 'said' }])
  })
  it('there is room for thirty of one person', () => {
    let state = withPart()
    for (let n = 0; n < mostNeeds; n++) state = after(nameNeed({ repair: state, circle }, need, given(ana, '2026-01-10')))
    expect(nameNeed({ repair: state, circle }, need, by)).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
    expect(nameNeed({ repair: state, circle }, { ...need, of: 'circle' }, by)).toMatchObject({ ok: true })
  })
})
