import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { readPast } from '../../../call/worker/memory.ts'
import { readNoteDrafts } from '../../../notes/note-drafts.ts'
import { listNotes } from '../../../notes/notes.ts'
import { place, report, world } from './calls-world.ts'

beforeEach(() => fakeBrowser.reset())

const about = 'landed_hard'

describe('a note', () => {
  test('joins the moment that was marked, which was kept at once and without words', async () => {
    const { join, say, mark } = world()
    const one = await join()
    await mark('landed_hard', 'm1')
    expect(await listNotes()).toMatchObject([{ id: 'm1', kind: 'landed_hard', text: '' }])
    expect(one.last().gesture).toMatchObject({ kind: 'landed_hard', id: 'm1' })
    await say({ said: 'note', id: 'm1', text: 'later', about })
    expect(await listNotes()).toMatchObject([{ id: 'm1', kind: 'landed_hard', text: 'later' }])
  })

  test('and a mark that are said twice are one', async () => {
    const { join, say, mark, saved } = world()
    await join()
    for (let twice = 0; twice < 2; twice++) await mark('landed_hard', 'm1')
    expect(saved.at(-1)?.sessions[1]?.marks).toHaveLength(1)
    for (let twice = 0; twice < 2; twice++) await say({ said: 'note', id: 'm1', text: 'the joke', about })
    await mark('landed_hard', 'm1')
    expect(await listNotes()).toMatchObject([{ id: 'm1', text: 'the joke' }])
  })

  test('and a mark and hiding count where nothing is known of a call any more', async () => {
    const { say, mark, view } = world()
    const one = view(1)
    await say({ said: 'note', id: 'n1', text: 'the joke', about: 'k1' })
    await mark('landed_hard')
    expect(await listNotes()).toMatchObject([{ kind: 'landed_hard' }, { kind: 'prompt', text: 'the joke' }])
    await say({ said: 'hide', on: true })
    expect(one.last().hidden).toBe(true)
  })

  test('the key marks the moment without a call, too', async () => {
    const { calls } = world()
    await calls.landedHard(undefined)
    expect(await listNotes()).toMatchObject([{ kind: 'landed_hard', text: '' }])
  })
})

describe('a note that was begun', () => {
  test('is kept through hiding, each beside what it is about', async () => {
    const { join, say, mark } = world()
    const one = await join()
    await mark('landed_hard', 'm1')
    await say({ said: 'draft', id: 'm1', text: 'half a sen', about })
    await say({ said: 'draft', id: 'n1', text: 'another thing', about: 'k1' })
    await say({ said: 'hide', on: true })
    expect(one.last().drafts).toEqual({})
    await say({ said: 'hide', on: false })
    expect(one.last().drafts).toEqual({ landed_hard: { id: 'm1', text: 'half a sen' }, k1: { id: 'n1', text: 'another thing' } })
  })

  test('outlives its call, the next one, its tab and the worker', async () => {
    const { calls, join, pass, say } = world()
    await join()
    await say({ said: 'draft', id: 'n1', text: 'half a sen', about })
    await calls.bridge(place(), null)
    await pass(2)
    const drafts = { landed_hard: { id: 'n1', text: 'half a sen' } }
    expect((await join()).last()).toMatchObject({ call: 'connected', drafts })
    expect((await world().join(7)).last().drafts).toEqual(drafts)
  })

  test('is begun no longer once it is kept, or its box is empty', async () => {
    const { join, say } = world()
    const one = await join()
    await say({ said: 'draft', id: 'n1', text: 'half a sen', about })
    await say({ said: 'note', id: 'n1', text: 'half a sentence', about })
    expect(one.last().drafts).toEqual({})
    expect(await listNotes()).toMatchObject([{ id: 'n1', kind: 'landed_hard', text: 'half a sentence' }])
    await say({ said: 'draft', id: 'n2', text: 'no', about })
    await say({ said: 'draft', id: 'n2', text: ' ', about })
    expect(await readNoteDrafts()).toEqual({})
  })

  test('is not lost when the device refuses to keep the note', async () => {
    const { join, say } = world()
    await join()
    await say({ said: 'draft', id: 'n1', text: 'half a sentence', about })
    const { set } = fakeBrowser.storage.local
    fakeBrowser.storage.local.set = () => Promise.reject(new Error('The quota is used up.'))
    await expect(say({ said: 'note', id: 'n1', text: 'half a sentence', about })).rejects.toThrow('quota')
    fakeBrowser.storage.local.set = set
    expect(await readNoteDrafts()).toMatchObject({ landed_hard: { id: 'n1', text: 'half a sentence' } })
  })
})

test('a device that was emptied is empty of the call that goes on, too, and of what stood in its page', async () => {
  const { calls, join, pass, say, mark, saved, view, inject } = world()
  const one = await join()
  await say({ said: 'planned', minutes: 45 })
  await mark('landed_hard', 'm1')
  await pass(8)
  await fakeBrowser.storage.local.clear()
  await calls.emptied()
  expect(one.ended).toBe(1)
  expect(saved.at(-1)?.sessions[1]).toMatchObject({ call: { kind: 'connected' }, marks: [], shown: [], prompt: null, plannedMinutes: null })
  expect([await listNotes(), await readPast()]).toEqual([[], []])
  // The next overlay comes by itself, into a call that has asked nothing yet.
  const before = inject.mock.calls.length
  await pass(0.25)
  expect(inject.mock.calls.length).toBe(before + 1)
  expect(view(1).told).toEqual([])
  await calls.bridge(place(), report(true))
  expect(one.ended).toBe(1)
})
