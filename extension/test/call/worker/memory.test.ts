import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { addCall, BREAK_MINUTES, hashLink, readDay, readLink, readPast, rememberPrompt } from '../../../call/worker/memory.ts'
import { changeSettings, chosenLanguage, readSettings } from '../../../call/worker/settings.ts'
import { speedOf } from '../../../call/worker/speed.ts'
import { deleteNotes, keepNote, listNotes, type Note } from '../../../notes/notes.ts'

beforeEach(() => fakeBrowser.reset())

const noon = new Date(2026, 10, 22, 12, 0, 0)
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)

describe('what the device remembers', () => {
  test('forgets prompts after sixty days', async () => {
    const shown = (id: string, at: Date) => ({ promptId: id, itemId: null, category: 'arriving' as const, at })
    await rememberPrompt(shown('old-one', later(-61 * 1440)))
    await rememberPrompt(shown('new-one', noon))
    expect((await readPast()).map(({ promptId }) => promptId)).toEqual(['new-one'])
  })

  test('adds up calls without a break, and begins anew after one', async () => {
    await addCall(50, 0, noon)
    expect(await readDay(later(BREAK_MINUTES - 1))).toMatchObject({ minutes: 50, stretch: 50 })
    expect(await readDay(later(BREAK_MINUTES))).toMatchObject({ minutes: 50, stretch: 0 })
    expect(await readDay(later(1440))).toMatchObject({ minutes: 0, stretch: 0 })
  })

  test('knows a link again by a hash that is its own', async () => {
    const first = await hashLink('https://meet.jit.si/room')
    expect(await hashLink('https://meet.jit.si/room')).toBe(first)
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    fakeBrowser.reset()
    expect(await hashLink('https://meet.jit.si/room')).not.toBe(first)
  })

  test('opens with defaults whatever was stored', async () => {
    await fakeBrowser.storage.local.set({
      'call.settings': { perHour: 'many' },
      'call.past': 7,
      'call.day': [],
      'call.links': 'x',
      'call.notes': {},
    })
    expect(await readSettings()).toMatchObject({ perHour: 3, fadeSeconds: 20, announce: 'cue', afterCall: true })
    expect(await readPast()).toEqual([])
    expect(await readDay(noon)).toMatchObject({ minutes: 0 })
    expect(await readLink('x')).toEqual({ plannedMinutes: null, circleId: null })
    expect(await listNotes()).toEqual([])
  })
})

describe('notes', () => {
  const note = (id: string, text: string): Note => ({ id, at: noon.toISOString(), kind: 'prompt', beside: 'What would help?', text })

  test('are kept newest first, written over by their id, and deleted', async () => {
    await keepNote(note('a', ''))
    await keepNote(note('b', 'second'))
    await keepNote(note('a', 'with words'))
    expect((await listNotes()).map(({ id, text }) => [id, text])).toEqual([
      ['a', 'with words'],
      ['b', 'second'],
    ])
    await deleteNotes(['a'])
    expect((await listNotes()).map(({ id }) => id)).toEqual(['b'])
  })

  test('kept and deleted at the same moment undo nothing of each other', async () => {
    await keepNote(note('a', 'first'))
    await Promise.all([keepNote(note('b', 'second')), deleteNotes(['a']), keepNote(note('c', 'third'))])
    expect((await listNotes()).map(({ id }) => id)).toEqual(['c', 'b'])
  })

  test('3,000 characters of emoji fit, one more is refused and nothing is lost', async () => {
    await keepNote(note('a', '🌱'.repeat(3_000)))
    await expect(keepNote(note('b', '🌱'.repeat(3_001)))).rejects.toThrow()
    expect(await listNotes()).toHaveLength(1)
  })

  test('one that cannot be read does not hide the others', async () => {
    await keepNote(note('a', 'kept'))
    const stored = (await fakeBrowser.storage.local.get('call.notes'))['call.notes'] as unknown[]
    await fakeBrowser.storage.local.set({ 'call.notes': [{ strange: true }, ...stored] })
    expect((await listNotes()).map(({ id }) => id)).toEqual(['a'])
  })
})

test('settings refuse what makes no sense, and keep what stood', async () => {
  await changeSettings({ fadeSeconds: 40 })
  await expect(changeSettings({ perHour: -1 })).rejects.toThrow()
  expect(await readSettings()).toMatchObject({ fadeSeconds: 40, perHour: 3 })
})

test.each([
  [null, 'es-MX', 'es'],
  [null, 'de', 'en'],
  ['en', 'es', 'en'],
] as const)('language: chosen %s, browser %s → %s', (language, browser, expected) => {
  expect(chosenLanguage({ language }, browser)).toBe(expected)
})

describe('the call’s clock', () => {
  const own = { anywhere: false, ownHost: true }
  test.each([
    ['http://127.0.0.1:8787/rehearse?tend-speed=60', own, 60],
    ['http://127.0.0.1:8787/rehearse', own, 1],
    ['http://127.0.0.1:8787/?tend-speed=60', own, 1],
    ['https://meet.jit.si/rehearse?tend-speed=60', { anywhere: false, ownHost: false }, 1],
    ['http://127.0.0.1:1/call?tend-speed=60', { anywhere: true, ownHost: false }, 60],
    ['http://127.0.0.1:1/call?tend-speed=-5', { anywhere: true, ownHost: false }, 1],
    ['http://127.0.0.1:1/call?tend-speed=many', { anywhere: true, ownHost: false }, 1],
    ['http://127.0.0.1:1/call?tend-speed=1e9', { anywhere: true, ownHost: false }, 600],
    ['nonsense', own, 1],
  ])('%s', (address, may, expected) => expect(speedOf(address, may)).toBe(expected))
})
