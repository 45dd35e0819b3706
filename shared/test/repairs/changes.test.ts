import { describe, expect, it } from 'vitest'
import { carry, drop, lookAgain, mostChanges, practise, propose } from '../../src/repairs/change-decide.ts'
import type { Change } from '../../src/repairs/change-state.ts'
import { rest, setDown } from '../../src/repairs/decide.ts'
import type { RepairItem } from '../../src/repairs/state.ts'
import { viewRepair } from '../../src/repairs/view.ts'
import { circle, given } from '../backburner/builders.ts'
import { after, ana, context, repair, rui } from './builders.ts'

const by = given(ana, '2026-01-10')
const input = { words: 'We end on time', touches: 'Rushing', willSee: 'Nobody stays late', carriedByMe: true, lookAgainOn: '2026-02-10' }
const proposed = (over: Partial<RepairItem> = {}) => {
  const state = after(propose({ repair: repair(over), circle }, input, by))
  return { repair: state, change: state.changes[0] as Change, circle }
}
const chosen = (state: RepairItem) => ({ repair: state, change: state.changes[0] as Change, circle })
const practised = () => chosen(after(practise(proposed(), { lookAgainOn: '2026-02-10' }, by)))

describe('a change in how we do things', () => {
  it('is proposed with who carries it and when to look again; the circle reads all of it', () => {
    const { repair: state } = proposed()
    expect(state.state).toBe('tending')
    expect(viewRepair(state, context('2026-01-11')).changes).toMatchObject([
      {
        words: 'We end on time',
        touches: 'Rushing',
        willSee: 'Nobody stays late',
        state: 'proposed',
        carriedBy: 'Ana',
        carriedByMe: true,
      },
    ])
    expect(viewRepair(state, { ...context('2026-01-11'), reader: 'rui' }).changes).toMatchObject([{ carriedBy: 'Ana', carriedByMe: false }])
  })
  it('practised, looked at again, slipped, stays, dropped: each from the other, and the repair says whether something is practised', () => {
    const one = practised()
    expect(one.repair.state).toBe('practising')
    const slipped = chosen(after(lookAgain(one, { how: 'slipped', lookAgainOn: '2026-03-01' }, given(ana, '2026-02-10'))))
    expect(slipped.change).toMatchObject({ state: 'slipped', lookAgainOn: '2026-03-01' })
    const stays = chosen(after(lookAgain(slipped, { how: 'stays', lookAgainOn: null }, given(ana, '2026-03-01'))))
    expect(stays.repair.state).toBe('practising')
    const dropped = chosen(after(drop(stays, { reason: 'It did not help' })))
    expect(dropped.repair.state).toBe('tending')
    expect(viewRepair(dropped.repair, context('2026-03-02')).changes).toMatchObject([{ state: 'dropped', reason: 'It did not help' }])
    expect(drop(dropped, { reason: 'Again' })).toMatchObject({ ok: true, value: { events: [] } })
    const again = after(practise(dropped, { lookAgainOn: null }, by))
    expect(again).toMatchObject({ state: 'practising', changes: [{ state: 'practising' }] })
    expect(JSON.stringify(again)).not.toContain('It did not help')
  })
  it('asks to be looked at when its day has come, while it is practised', () => {
    const asking = (state: RepairItem, today: string) => viewRepair(state, context(today)).changes[0]?.asking
    expect([asking(practised().repair, '2026-02-09'), asking(practised().repair, '2026-02-10')]).toEqual([false, true])
    expect(asking(proposed().repair, '2026-06-01')).toBe(false)
    expect(asking(after(drop(practised(), { reason: '' })), '2026-06-01')).toBe(false)
  })
  it('is carried by whoever says so for themselves', () => {
    const { repair: state, change } = proposed()
    const theirs = { repair: state, change, circle }
    expect(carry(theirs, { carry: true }, { actor: rui })).toMatchObject({ ok: false, refusal: { code: 'taken' } })
    expect(carry(theirs, { carry: false }, { actor: rui })).toMatchObject({ ok: true, value: { events: [] } })
    const free = chosen(after(carry(theirs, { carry: false }, { actor: ana })))
    expect(free.change.carriedBy).toBeNull()
    expect(after(carry(free, { carry: true }, { actor: rui })).changes).toMatchObject([{ carriedBy: 'rui' }])
  })
  it('does not wake a repair that rests, and is not begun in one that was set down', () => {
    const resting = after(rest(proposed().repair))
    expect(after(practise(chosen(resting), { lookAgainOn: null }, by)).state).toBe('resting')
    const down = after(setDown(proposed().repair))
    expect(practise(chosen(down), { lookAgainOn: null }, by)).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
    expect(propose({ repair: down, circle }, input, by)).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
    expect(after(drop(chosen(down), { reason: '' })).state).toBe('set_down')
  })
  it('refuses days that are not ahead or too far, looking again at what nobody practises, and more than thirty', () => {
    for (const lookAgainOn of ['2026-01-10', '2025-12-01', '2027-02-01'])
      expect(propose({ repair: repair(), circle }, { ...input, lookAgainOn }, by)).toMatchObject({ refusal: { path: 'lookAgainOn' } })
    expect(lookAgain(proposed(), { how: 'stays', lookAgainOn: null }, by)).toMatchObject({ refusal: { code: 'not_now' } })
    let state = repair()
    for (let n = 0; n < mostChanges; n++) state = after(propose({ repair: state, circle }, input, given(ana, '2026-01-10')))
    expect(propose({ repair: state, circle }, input, by)).toMatchObject({ refusal: { code: 'not_now' } })
  })
})
