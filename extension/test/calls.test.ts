import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { circleItems, knownCircles } from '../api/circle-items.ts'
import { circlePrompts, isSteward, keepCirclePrompts, keepRoles } from '../api/circle-prompts.ts'
import { circleRests, keepCircleRests } from '../api/circle-rests.ts'
import { circleWork, keepCircleWork } from '../api/circle-work.ts'
import { dayOf } from '../call/device.ts'
import type { PanelShows } from '../call/messages.ts'
import { listNotes } from '../call/notes.ts'
import { changeSettings, readSettings } from '../call/settings.ts'
import { circleId, itemId, place, report, world } from './calls-world.ts'

beforeEach(() => fakeBrowser.reset())

describe('a call', () => {
  test('brings the overlay once it is connected and has held, and not before', async () => {
    const { calls, inject, pass } = world()
    await calls.bridge(place(), report(false))
    await calls.bridge(place(), report(true))
    expect(inject).not.toHaveBeenCalled()
    await pass(0.05, 0.05)
    expect(inject).toHaveBeenCalledExactlyOnceWith({ tabId: 1, frameId: 0 })
  })

  test('on an address that cannot hold one is none', async () => {
    const { calls, inject, pass } = world()
    await calls.bridge(place(1, { url: 'https://zoom.us/profile', tabUrl: 'https://zoom.us/profile' }), report(true))
    await pass(1)
    expect(inject).not.toHaveBeenCalled()
  })

  test.each([
    '{',
    'null',
    '{"tend":"sensor","connected":1,"sharing":false}',
    '{"tend":"sensor","connected":true,"sharing":false,"more":1}',
  ])('is not started by what cannot be read: %s', async (forged) => {
    const { calls, inject, pass } = world()
    await calls.bridge(place(), { said: 'report', report: forged })
    await pass(1)
    expect(inject).not.toHaveBeenCalled()
  })

  test('gets its opening prompt between the minutes 2 and 4, in words of the person’s language', async () => {
    const { join, pass } = world()
    await changeSettings({ language: 'es' })
    const overlay = await join()
    await pass(1.5)
    expect(overlay.last().prompt).toBeNull()
    await pass(1)
    const { prompt } = overlay.last()
    expect(prompt).toMatchObject({ open: true, moment: 'opening', kind: 'Pregunta de apertura' })
    expect(catalogue.map(({ text }) => text.es)).toContain(prompt?.text)
  })

  test('shares its budget and its distance with the calls of the hour before: a call that dropped asks nothing twice', async () => {
    const { calls, join, pass, view } = world()
    const one = await join()
    await pass(3)
    const first = one.last().prompt?.text
    await calls.bridge(place(), report(false))
    await pass(1)
    await calls.bridge(place(), report(true))
    await pass(8)
    expect(one.last()).toMatchObject({ call: 'connected', prompt: null })
    await calls.bridge(place(), report(false))
    await pass(15)
    await calls.bridge(place(2), report(true))
    const two = view(2)
    await pass(3)
    expect(two.last().prompt).toMatchObject({ moment: 'opening', open: true })
    expect(two.last().prompt?.text).not.toBe(first)
  })

  test('goes on when the worker starts anew, with what stood before the person', async () => {
    const first = world()
    await first.join()
    await first.pass(3)
    const second = world(first.saved.at(-1))
    const overlay = second.view(1)
    await second.calls.tick()
    expect(overlay.last()).toMatchObject({ call: 'connected', prompt: { open: true } })
  })

  test('ends for a worker that starts anew when its page does not come back', async () => {
    const first = world()
    await first.join()
    const second = world(first.saved.at(-1))
    const overlay = second.view(1)
    await second.pass(1, 0.1)
    expect(overlay.last().call).toBe('idle')
  })
})

describe('sharing', () => {
  test('takes every word from every tab and page at once, before anything else is read', async () => {
    const { calls, join, pass } = world()
    const [one, two] = [await join(1), await join(2)]
    const panel: PanelShows[] = []
    calls.addPanel((shows) => panel.push(shows))
    await pass(3)
    expect([one.last().prompt, two.last().prompt]).not.toContain(null)
    const told = calls.bridge(place(2), report(true, true))
    for (const shows of [one.last(), two.last()]) expect(shows).toMatchObject({ sharing: true, prompt: null, about: null, gesture: null })
    expect(panel.at(-1)).toMatchObject({ covered: true, sharing: true })
    await told
    expect(one.last().prompt).toBeNull()
    await calls.bridge(place(2), report(true, false))
    expect(one.last()).toMatchObject({ sharing: false, prompt: { open: true } })
  })

  test('lets no turn that was asked for before it bring the words back', async () => {
    const { calls, join, pass } = world()
    const one = await join()
    await pass(3)
    const before = calls.tick()
    const since = one.told.length
    const sharing = calls.bridge(place(), report(true, true))
    await Promise.all([before, sharing])
    expect(one.told.slice(since).every(({ prompt }) => prompt === null)).toBe(true)
  })

  test('in a tab without a call counts as well', async () => {
    const { calls, join } = world()
    const one = await join(1)
    await calls.bridge(place(9), report(false, true))
    expect(one.last().sharing).toBe(true)
    await calls.bridge(place(9), null)
    expect(one.last().sharing).toBe(false)
  })

  test('holds what came due, until it ends', async () => {
    const { calls, join, pass } = world()
    const one = await join()
    await calls.bridge(place(), report(true, true))
    await pass(6)
    expect(one.last().prompt).toBeNull()
    await calls.bridge(place(), report(true, false))
    await pass(0.25)
    expect(one.last().prompt).toMatchObject({ moment: 'opening', open: true })
  })

  test('presenting and hiding do the same by the person’s own say', async () => {
    const { join, pass, say } = world()
    const one = await join()
    await pass(3)
    for (const said of ['presenting', 'hide'] as const) {
      await say({ said, on: true })
      expect(one.last()).toMatchObject({ prompt: null, about: null, draft: '' })
      await say({ said, on: false })
      expect(one.last().prompt).not.toBeNull()
    }
  })
})

describe('what a person answers', () => {
  test('"fewer like this" is learnt once a prompt, and only of the one that stands', async () => {
    const { join, pass, say } = world()
    const one = await join()
    await pass(3)
    const key = one.last().prompt?.key ?? ''
    await say({ said: 'fewer', key: 'another' })
    await say({ said: 'fewer', key })
    await say({ said: 'fewer', key })
    expect(Object.values((await readSettings()).fewer)).toEqual([1])
  })

  test('a mark is kept at once and without words; its note joins it', async () => {
    const { join, say } = world()
    const one = await join()
    await say({ said: 'marked', gesture: 'landed_hard' })
    const [note] = await listNotes()
    expect(note).toMatchObject({ kind: 'landed_hard', text: '' })
    expect(one.last().gesture).toMatchObject({ kind: 'landed_hard', id: note?.id })
    await say({ said: 'note', text: 'later', about: 'landed_hard' })
    expect(await listNotes()).toMatchObject([{ kind: 'landed_hard', text: 'later' }])
  })

  test('a mark of the next call is another one, and that call begins without any', async () => {
    const { calls, join, pass, say } = world()
    const one = await join()
    await say({ said: 'marked', gesture: 'landed_hard' })
    const first = one.last().gesture?.id
    await calls.bridge(place(), report(false))
    await pass(3)
    await calls.bridge(place(), report(true))
    await pass(0.05, 0.05)
    expect(one.last()).toMatchObject({ call: 'connected', gesture: null })
    await say({ said: 'marked', gesture: 'landed_hard' })
    expect(one.last().gesture?.id).not.toBe(first)
  })

  test('the key marks the moment without a call, too', async () => {
    const { calls } = world()
    await calls.landedHard(undefined)
    expect(await listNotes()).toMatchObject([{ kind: 'landed_hard', text: '' }])
  })

  test('a note, a mark and hiding count where nothing is known of a call any more', async () => {
    const { say, view } = world()
    const one = view(1)
    await say({ said: 'note', text: 'the joke', about: null })
    await say({ said: 'marked', gesture: 'landed_hard' })
    expect(await listNotes()).toMatchObject([{ kind: 'landed_hard' }, { kind: 'prompt', text: 'the joke' }])
    await say({ said: 'hide', on: true })
    expect(one.last().hidden).toBe(true)
  })

  test('a draft outlives hiding', async () => {
    const { join, say } = world()
    const one = await join()
    await say({ said: 'draft', text: 'half a sen' })
    await say({ said: 'hide', on: true })
    expect(one.last().draft).toBe('')
    await say({ said: 'hide', on: false })
    expect(one.last().draft).toBe('half a sen')
  })

  test('three calls in which everything was set aside offer once to ask less', async () => {
    const { calls, join, pass, say, view } = world()
    await join()
    for (let count = 0; count < 3; count++) {
      const one = view(1)
      await calls.bridge(place(), report(true))
      await pass(3)
      await say({ said: 'notNow', key: one.last().prompt?.key ?? '' })
      await calls.bridge(place(), report(false))
      await pass(1)
      expect(one.last().offerLess).toBe(count === 2)
      await pass(15)
    }
    await say({ said: 'askLess', yes: true })
    expect(await readSettings()).toMatchObject({ perHour: 1, askedLess: true })
  })
})

describe('the circle’s items', () => {
  beforeEach(async () => {
    await knownCircles.setValue([{ id: circleId, name: 'The circle' }])
    await circleItems.setValue([{ id: itemId, circleId, title: 'Who carries the night shifts', because: 'untended' } as never])
  })

  test('come only into a call whose link is bound, unasked only to whoever facilitates today', async () => {
    const { join, pass, say, now } = world()
    const one = await join()
    expect(one.last().about).toMatchObject({ linked: true, items: [], circles: [{ name: 'The circle' }] })
    await say({ said: 'bind', circleId })
    expect(one.last().about?.items).toEqual([{ itemId, title: 'Who carries the night shifts' }])
    await say({ said: 'facilitating', on: true })
    expect((await readSettings()).facilitatingOn).toBe(dayOf(now()))
    await pass(3)
    expect(one.last().prompt).toMatchObject({ title: 'Who carries the night shifts', open: true })
  })

  test('others find them in the pane, and may open one', async () => {
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'bind', circleId })
    await pass(3)
    expect(one.last().prompt?.title).toBeNull()
    await say({ said: 'show', itemId })
    expect(one.last().prompt).toMatchObject({ title: 'Who carries the night shifts', open: true })
  })

  test('the link is remembered by a hash alone', async () => {
    const first = world()
    await first.join()
    await first.say({ said: 'bind', circleId })
    await first.say({ said: 'planned', minutes: 50 })
    const stored = JSON.stringify(await fakeBrowser.storage.local.get())
    expect(stored).not.toContain('jit.si')
    const second = world()
    expect((await second.join()).last().about).toMatchObject({ circleId, plannedMinutes: 50 })
    expect((await second.join(2)).last().about).toMatchObject({ circleId: null, plannedMinutes: null })
  })
})

describe('after the call', () => {
  test('a longer one is looked back on, once a day', async () => {
    const { calls, join, pass } = world()
    const one = await join()
    await pass(40, 1)
    await calls.bridge(place(), report(false))
    await pass(0.25)
    expect(one.last()).toMatchObject({ call: 'idle', prompt: { moment: 'after' } })
    await calls.bridge(place(), report(true))
    await pass(40, 1)
    await calls.bridge(place(), report(false))
    await pass(0.25)
    expect(one.last().prompt?.moment ?? null).not.toBe('after')
  })

  test('a marked moment waits in the dot, and not in the same minute', async () => {
    const { calls, join, pass, say } = world()
    const one = await join()
    await pass(5)
    await say({ said: 'marked', gesture: 'may_have_hurt' })
    await calls.bridge(place(), report(false))
    await pass(0.5, 0.1)
    expect(one.last()).toMatchObject({ call: 'idle', prompt: null })
    await pass(1, 0.1)
    expect(one.last().prompt).toMatchObject({ open: false, moment: 'after' })
  })
})

describe('what a circle says of its own', () => {
  const own = {
    ...{ id: itemId, circleId, category: 'arriving', moment: 'opening', audience: 'self', depth: 1, action: 'noteForMe' },
    ...{ en: { text: 'Which song brought you here?', why: 'Our choir begins like this.' }, es: null, basedOn: null, on: true },
  } as const
  const offAll = catalogue.filter(({ moment }) => moment === 'opening').map(({ id }) => id)

  test('is said in a call bound to that circle, and nowhere else; what it switched off is not', async () => {
    await keepCirclePrompts(circleId, { items: [own], off: offAll })
    const { join, pass, say } = world()
    const [bound, other] = [await join(1), await join(2)]
    await say({ said: 'bind', circleId }, 1)
    await pass(3)
    expect(bound.last().prompt).toMatchObject({ text: own.en.text, why: expect.stringContaining(own.en.why) })
    expect(offAll).toContain(catalogue.find(({ text }) => text.en === other.last().prompt?.text)?.id)
  })

  test('an answer of another shape leaves what was known', async () => {
    await keepCirclePrompts(circleId, { items: [own], off: [] })
    for (const strange of [null, {}, { items: [{ ...own, depth: 9 }], off: [] }, { items: [own] }])
      await keepCirclePrompts(circleId, strange)
    expect((await circlePrompts.getValue())[circleId]).toEqual({ items: [own], off: [] })
  })

  test('goes when the person leaves the circle', async () => {
    await keepCirclePrompts(circleId, { items: [own], off: [] })
    await keepRoles([{ id: itemId, name: 'Another', roles: ['member', 'steward'] }])
    expect(await circlePrompts.getValue()).toEqual({})
    expect(await isSteward.getValue()).toBe(true)
  })
})

describe('a rest that is shared with the whole circle', () => {
  const digest = { language: 'en', rests: [{ name: 'Noor', until: '2026-11-24' }] }

  test('is brought up to whoever facilitates, by name and day, until it is over', async () => {
    await keepCircleRests(circleId, digest, '2026-11-22')
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'bind', circleId })
    expect(one.last().about?.items).toMatchObject([{ title: 'Noor, until 24 November' }])
    await say({ said: 'facilitating', on: true })
    await pass(3)
    expect(one.last().prompt).toMatchObject({ title: 'Noor, until 24 November', open: true })
    expect(one.last().prompt?.text).toBe(catalogue.find(({ id }) => id === 'rest-shared')?.text.en)
    await pass(60 * 24 * 3, 60 * 12)
    expect(one.last().about?.items).toEqual([])
  })

  test('stays the same item when it grows longer, and goes when the person leaves the circle', async () => {
    const ids = async () => (await circleRests.getValue())[circleId]?.map(({ itemId: id }) => id)
    await keepCircleRests(circleId, digest, '2026-11-22')
    const before = await ids()
    await keepCircleRests(circleId, { ...digest, rests: [{ name: 'Noor', until: '2026-12-01' }] }, '2026-11-22')
    await keepCircleRests(circleId, { rests: 'none' }, '2026-11-22')
    expect(await ids()).toEqual(before)
    await keepRoles([])
    expect(await ids()).toBeUndefined()
  })
})

describe('what a circle’s repairs have for its calls', () => {
  const ackId = '0190a5a0-0000-7000-8000-000000000003'
  const changeId = '0190a5a0-0000-7000-8000-000000000004'
  const repair = (more: object = {}) => ({
    title: 'How we ended the March meeting',
    acknowledgements: [{ id: ackId, state: 'shared', how: 'in_a_call', words: 'We talked over people.' }],
    changes: [{ id: changeId, words: 'Two people facilitate', asking: true }],
    ...more,
  })

  test('an acknowledgement chosen for the next call comes first to whoever facilitates, by its repair’s title and without its words', async () => {
    await keepCircleWork(circleId, [repair()])
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'bind', circleId })
    await say({ said: 'facilitating', on: true })
    await pass(3)
    expect(one.last().prompt).toMatchObject({ title: 'How we ended the March meeting', open: true })
    expect(one.last().prompt?.text).toBe(catalogue.find(({ id }) => id === 'ack-next-call')?.text.en)
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain('talked over')
  })

  test('others find it in the pane, beside a change to look at again', async () => {
    await keepCircleWork(circleId, [repair()])
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'bind', circleId })
    await pass(3)
    expect(one.last().prompt?.title).toBeNull()
    expect(one.last().about?.items.map(({ title }) => title)).toEqual(['How we ended the March meeting', 'Two people facilitate'])
    await say({ said: 'show', itemId: changeId })
    expect(one.last().prompt).toMatchObject({ title: 'Two people facilitate', open: true })
  })

  test.each([
    ['not yet shared', { acknowledgements: [{ id: ackId, state: 'kept_until_wanted', how: 'in_a_call' }] }],
    ['made already', { acknowledgements: [{ id: ackId, state: 'made', how: 'in_a_call' }] }],
    ['in writing', { acknowledgements: [{ id: ackId, state: 'shared', how: 'in_writing' }] }],
  ])('none that is %s', async (_what, more) => {
    await keepCircleWork(circleId, [repair({ ...more, changes: [] })])
    expect((await circleWork.getValue())[circleId]).toEqual([])
  })

  test('a change in many words goes by its repair’s title; an answer of another shape leaves what was known', async () => {
    await keepCircleWork(circleId, [repair({ acknowledgements: [], changes: [{ id: changeId, words: 'so '.repeat(60), asking: true }] })])
    for (const strange of [null, [{}], [{ title: 'only' }]]) await keepCircleWork(circleId, strange)
    expect((await circleWork.getValue())[circleId]).toEqual([{ kind: 'change', itemId: changeId, title: repair().title }])
    await keepCircleWork(circleId, [{ title: 'Of a server that knows no changes', acknowledgements: [] }])
    expect((await circleWork.getValue())[circleId]).toEqual([])
  })
})

test('a person’s own pace holds in a call', async () => {
  const { join, pass } = world()
  await changeSettings({ apartMinutes: 60 })
  const one = await join()
  await pass(3)
  const opening = one.last().prompt?.key
  expect(opening).toBeTruthy()
  await pass(21, 1)
  expect(one.last().prompt?.key).toBe(opening)
})

describe('what a person opens themselves', () => {
  test('a witness finds something at once; after the call, something for them waits in the dot', async () => {
    const { calls, join, pass, say } = world()
    const one = await join()
    await pass(5)
    await say({ said: 'opened', category: 'witness' })
    const witness = (moment: string) =>
      catalogue.filter((prompt) => prompt.audience === 'witness' && prompt.moment === moment).map(({ text }) => text.en)
    expect(one.last().prompt).toMatchObject({ open: true })
    expect(witness('rupture')).toContain(one.last().prompt?.text)
    await pass(6)
    await calls.bridge(place(), report(false))
    await pass(0.5, 0.1)
    expect(one.last().prompt).toMatchObject({ open: false, moment: 'after' })
    expect(witness('after')).toContain(one.last().prompt?.text)
  })

  test('whoever holds the room finds a sentence to say aloud, as often as they open it', async () => {
    const { join, say } = world()
    const one = await join()
    for (let i = 0; i < 8; i++) {
      await say({ said: 'opened', category: 'facilitating_after_a_rupture' })
      expect(one.last().prompt).toMatchObject({ open: true, moment: 'rupture' })
    }
  })

  test('it is no prompt of the call’s budget', async () => {
    const { join, pass, say } = world()
    const one = await join()
    await say({ said: 'opened', category: 'witness' })
    await pass(3)
    expect(one.last().prompt?.moment).toBe('opening')
  })
})
