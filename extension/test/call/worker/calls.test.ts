import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PanelShows } from '../../../call/messages.ts'
import { changeSettings, readSettings } from '../../../call/worker/settings.ts'
import { place, report, world } from './calls-world.ts'

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

describe('a page that holds several calls', () => {
  const url = (name: string) => `https://meet.jit.si/${name}`

  test('binds each to its own link, though the page never loaded anew', async () => {
    const { calls, join, pass, say, addresses } = world()
    const one = await join()
    await say({ said: 'planned', minutes: 45 })
    await calls.bridge(place(), report(false))
    await pass(1)
    addresses.set(1, url('another'))
    await calls.bridge(place(), report(true))
    await pass(0.05, 0.05)
    expect(one.last()).toMatchObject({ call: 'connected', about: { linked: true, plannedMinutes: null } })
    await calls.bridge(place(), report(false))
    await pass(1)
    addresses.delete(1)
    await calls.bridge(place(), report(true))
    await pass(0.05, 0.05)
    expect(one.last().about?.plannedMinutes).toBe(45)
  })

  test.each([
    ['a reload goes on', 'room1', 'connected'],
    ['another call ends the one before, however soon it comes', 'another', 'idle'],
  ] as const)('in one tab: %s', async (_what, name, expected) => {
    const { calls, join, pass } = world()
    const one = await join()
    await pass(5)
    await calls.bridge(place(), null)
    await pass(0.1, 0.05)
    await calls.bridge(place(1, { url: url(name), tabUrl: url(name) }), report(true))
    expect(one.last().call).toBe(expected)
    await pass(0.05, 0.05)
    expect(one.last().call).toBe('connected')
  })

  test('one that drops and comes back keeps what was marked in it, and asks nothing as it comes back', async () => {
    const { calls, join, pass, mark, saved } = world()
    const one = await join()
    await pass(40)
    await mark('landed_hard', 'm1')
    await calls.bridge(place(), report(false))
    await pass(0.05, 0.05)
    await calls.bridge(place(), report(true))
    expect(one.last()).toMatchObject({ call: 'idle', prompt: null })
    await pass(0.05, 0.05)
    expect(saved.at(-1)?.sessions[1]).toMatchObject({ call: { kind: 'connected' }, marks: [{ note: 'm1' }] })
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
      expect(one.last()).toMatchObject({ prompt: null, about: null, drafts: {} })
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

  test('a mark of the next call is another one, and that call begins without any', async () => {
    const { calls, join, pass, mark } = world()
    const one = await join()
    await mark('landed_hard')
    const first = one.last().gesture?.id
    await calls.bridge(place(), report(false))
    await pass(3)
    await calls.bridge(place(), report(true))
    await pass(0.05, 0.05)
    expect(one.last()).toMatchObject({ call: 'connected', gesture: null })
    await mark('landed_hard')
    expect(one.last().gesture?.id).not.toBe(first)
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
    const { calls, join, pass, mark } = world()
    const one = await join()
    await pass(5)
    await mark('may_have_hurt')
    await calls.bridge(place(), report(false))
    await pass(0.5, 0.1)
    expect(one.last()).toMatchObject({ call: 'idle', prompt: null })
    await pass(1, 0.1)
    expect(one.last().prompt).toMatchObject({ open: false, moment: 'after' })
  })
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

  test('nor of the budget of the call after it', async () => {
    const { join, pass, say } = world()
    await join()
    await say({ said: 'opened', category: 'facilitating_after_a_rupture' })
    const two = await join(2)
    await pass(3)
    expect(two.last().prompt?.moment).toBe('opening')
  })
})
