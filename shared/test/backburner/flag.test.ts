import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { echo, flag, hide, park, pickUp, postpone, restore, setDown, shareLink, tend } from '../../src/backburner/decide.ts'
import { flagReason, touchesSeveral } from '../../src/backburner/flag.ts'
import { mayShareLink } from '../../src/backburner/policy.ts'
import type { BackBurnerItem } from '../../src/backburner/state.ts'
import { viewForCircle, viewHistory, viewItem } from '../../src/backburner/view.ts'
import { addDays, daysBetween } from '../../src/zone.ts'
import { circle, given, member, simmering, stranger } from './builders.ts'

describe('asking for attention', () => {
  it('on its revisit day, not the day before', () => {
    const item = simmering({ revisitOn: '2026-01-10' })
    expect(flagReason(item, circle, '2026-01-09')).toBeUndefined()
    expect(flagReason(item, circle, '2026-01-10')).toBe('revisit_day')
  })
  it('after the simmer days of the circle, unless a later day was chosen', () => {
    expect(flagReason(simmering(), circle, '2026-01-21')).toBeUndefined()
    expect(flagReason(simmering(), circle, '2026-01-22')).toBe('untended')
    expect(flagReason(simmering(), { ...circle, simmerDays: 3 }, '2026-01-04')).toBe('untended')
    expect(flagReason(simmering({ revisitOn: '2026-03-01' }), circle, '2026-02-20')).toBeUndefined()
  })
  it('when it touches several, from the floor up, in a circle of that size', () => {
    expect(flagReason(simmering({ echoes: 4 }), circle, '2026-01-02')).toBeUndefined()
    expect(flagReason(simmering({ echoes: 5 }), circle, '2026-01-02')).toBe('echoes')
    expect(flagReason(simmering({ echoes: 5 }), { ...circle, people: 4 }, '2026-01-02')).toBeUndefined()
  })
  it('never says how many echoed: views are equal from one echo to the floor, and from there on', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.integer({ min: 1, max: 12 }), (a, b, people) => {
        const size = { people, floor: 5 }
        if (touchesSeveral(a, size) !== touchesSeveral(b, size)) return
        const [one, other] = [a, b].map((echoes) => viewForCircle(simmering({ echoes }), size, '2026-01-09'))
        expect(one).toEqual(other)
        if (people < 5) expect(one?.touches).toBeNull()
      }),
    )
  })
  it('the link is its parker’s alone, and nobody’s in what the circle reads together', () => {
    const item = simmering({ link: 'https://example.org/thread', parkedByMe: true, echoedByMe: true })
    expect(viewItem(item, circle, '2026-01-09').link).toBe('https://example.org/thread')
    expect(viewItem({ ...item, parkedByMe: false }, circle, '2026-01-09').link).toBeNull()
    expect(viewForCircle(item, circle, '2026-01-09')).toMatchObject({ link: null, parkedByMe: false, echoedByMe: false })
  })
})

type Verb = 'echo' | 'tend' | 'postpone' | 'pickUp' | 'setDown' | 'hide' | 'restore' | 'shareLink' | 'wait'
const step = fc.record({
  verb: fc.constantFrom<Verb>('echo', 'tend', 'postpone', 'pickUp', 'setDown', 'hide', 'restore', 'shareLink', 'wait'),
  days: fc.nat(30),
  ahead: fc.integer({ min: -2, max: 60 }),
})
const steps50 = fc.array(step, { minLength: 50, maxLength: 50 })
const ana = member('ana')

function act(item: BackBurnerItem, verb: Verb, today: string, ahead: number) {
  const now = { now: new Date(`${today}T10:00:00Z`) }
  const others = { ...item, echoedByMe: false }
  if (verb === 'echo') return echo(others)
  if (verb === 'tend') return tend({ item, circle }, now)
  if (verb === 'postpone') return postpone({ item, circle }, { revisitOn: addDays(today, ahead) }, now)
  if (verb === 'pickUp') return pickUp(item, ahead > 30 ? 'repair' : null)
  if (verb === 'setDown') return setDown(item, { reason: '' })
  if (verb === 'hide') return hide(item)
  if (verb === 'restore') return restore(item)
  if (verb === 'shareLink') return shareLink(item, { shared: ahead > 20 })
  return undefined
}

describe('whatever people do', { timeout: 60_000 }, () => {
  it('nothing asks twice in one window: the simmer days lie between, or a day that somebody chose has come', () => {
    fc.assert(
      fc.property(steps50, fc.option(fc.integer({ min: 1, max: 90 }), { nil: null }), (steps, first) => {
        let today = '2026-01-01'
        const parked = park(
          circle,
          { title: 't', why: '', effect: '', link: null, revisitOn: first === null ? null : addDays(today, first) },
          given(ana, today),
        )
        let item: BackBurnerItem = parked.ok ? parked.value.state : simmering()
        let askedOn: string | undefined
        let chosen: string | undefined
        for (const { verb, days, ahead } of steps) {
          for (let day = 0; day < days; day++) {
            today = addDays(today, 1)
            const because = item.state === 'simmering' ? flagReason(item, circle, today) : undefined
            if (item.state !== 'simmering' || !because) continue
            if (askedOn && daysBetween(askedOn, today) < circle.simmerDays)
              expect(chosen !== undefined && chosen > askedOn && chosen <= today).toBe(true)
            askedOn = today
            const { state } = flag(item, because, today, circle.simmerDays)
            item = state
            expect(flagReason(item, circle, today)).toBeUndefined()
          }
          const done = act(item, verb, today, ahead)
          if (!done?.ok) continue
          item = done.value.state
          if (verb === 'postpone') chosen = addDays(today, ahead)
        }
      }),
      { numRuns: 1000 },
    )
  })
  it('a refusal changes nothing, an accepted verb leads to one of the five states and an event about this item', () => {
    fc.assert(
      fc.property(steps50, (steps) => {
        let item: BackBurnerItem = simmering({ link: 'https://example.org/thread' })
        for (const { verb, ahead } of steps) {
          const done = act(item, verb, '2026-02-02', ahead)
          if (!done?.ok) continue
          expect(done.value.events.every(({ subject }) => subject === item.id)).toBe(true)
          item = done.value.state
          expect(['simmering', 'picked_up', 'set_down', 'hidden']).toContain(item.state)
          expect(JSON.stringify(done.value.events)).not.toMatch(/Meetings|example/)
          // The channel never gets the link, and the circle gets it only while its parker lets it.
          const theirs = { ...item, parkedByMe: false }
          expect(viewForCircle(theirs, circle, '2026-02-02').link).toBeNull()
          expect(viewItem(theirs, circle, '2026-02-02').link).toBe(item.linkShared ? 'https://example.org/thread' : null)
          // Asking again at once changes nothing more.
          const again = act(item, verb, '2026-02-02', ahead)
          if (again?.ok && verb !== 'echo') expect(again.value.state).toEqual(item)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a link', () => {
  const item = simmering({ link: 'https://example.org/thread', parkedByMe: true })
  const shown = (one: BackBurnerItem) => viewItem({ ...one, parkedByMe: false }, circle, '2026-01-09').link

  it('is its parker’s alone until they share it, and theirs again when they take that back; a channel never gets it', () => {
    const shared = shareLink(item, { shared: true })
    if (!shared.ok) throw new Error('refused')
    expect([shown(item), shown(shared.value.state)]).toEqual([null, item.link])
    expect(viewForCircle(shared.value.state, circle, '2026-01-09')).toMatchObject({ link: null, linkShared: false })
    const kept = shareLink(shared.value.state, { shared: false })
    expect(kept.ok && shown(kept.value.state)).toBeNull()
    expect(shareLink(shared.value.state, { shared: true })).toMatchObject({ ok: true, value: { events: [] } })
  })
  it('is shared by nobody else, and not where there is none', () => {
    expect(mayShareLink(member('ana'), item)).toBe(true)
    expect(mayShareLink(member('rui', 'steward', 'facilitator'), { ...item, parkedByMe: false })).toBe(false)
    expect(mayShareLink(stranger, item)).toBe(false)
    expect(shareLink(simmering(), { shared: true })).toMatchObject({ ok: false, refusal: { code: 'not_now' } })
  })
})

describe('what happened to an item', () => {
  const happened = [
    { kind: 'backburner.parked', day: '2026-01-01' },
    { kind: 'backburner.echoed', day: '2026-01-02' },
    { kind: 'backburner.tended', day: '2026-01-12' },
    { kind: 'backburner.tended', day: '2026-01-14' },
    { kind: 'backburner.hidden', day: '2026-01-20' },
    { kind: 'backburner.restored', day: '2026-01-21' },
    { kind: 'backburner.link_shared', day: '2026-01-21' },
    { kind: 'backburner.flagged', day: '2026-02-01' },
  ]
  it('is told in weeks, oldest first, once a week, and says nothing of echoes, links or hiding', () => {
    expect(viewHistory(true, happened, '2026-02-02')).toEqual({
      shown: true,
      items: [
        { what: 'parked', weeksAgo: 4 },
        { what: 'tended', weeksAgo: 3 },
        { what: 'tended', weeksAgo: 2 },
        { what: 'flagged', weeksAgo: 0 },
      ],
    })
  })
  it('is off until somebody wants it', () => {
    expect(viewHistory(false, happened, '2026-02-02')).toEqual({ shown: false, items: [] })
  })
})
