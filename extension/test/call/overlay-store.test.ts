import { describe, expect, test } from 'vitest'
import type { OverlayShows, ShownPrompt } from '../../call/messages.ts'
import { createOverlayStore, empty, overlayMayNotWait, receive, viewOf } from '../../entrypoints/overlay.content/store.ts'

const shows = (more: Partial<OverlayShows> = {}): OverlayShows => ({
  call: 'connected',
  sharing: false,
  presenting: false,
  hidden: false,
  language: 'en',
  fadeSeconds: 20,
  announce: 'cue',
  prompt: null,
  gesture: null,
  offerLess: false,
  drafts: {},
  about: null,
  ...more,
})
const prompt: ShownPrompt = {
  key: 'k',
  text: 'What would help?',
  title: null,
  moment: 'opening',
  kind: 'Opening question',
  why: 'Because.',
  action: 'none',
  putOff: 'later',
  open: true,
}

describe('what stands on the screen', () => {
  test.each([
    ['nothing before the background spoke', null, 'none'],
    ['the dot in a call', shows(), 'dot'],
    ['an open prompt', shows({ prompt }), 'prompt'],
    ['the dot where it holds one', shows({ prompt: { ...prompt, open: false } }), 'dot'],
    ['nothing while a screen is shared', shows({ sharing: true, prompt }), 'none'],
    ['a quiet dot while the person presents', shows({ presenting: true }), 'dot'],
    ['nothing after a call', shows({ call: 'idle' }), 'none'],
    ['what comes after a call', shows({ call: 'idle', prompt }), 'prompt'],
    ['the offer to ask less', shows({ call: 'idle', offerLess: true }), 'pane'],
  ] as const)('%s', (_what, given, expected) => {
    expect(viewOf({ shows: given, page: { name: 'home' } })).toBe(expected)
  })
})

test('emptying leaves no word, and keeps only the box somebody writes in', () => {
  const store = createOverlayStore(60_000)
  receive(store, shows({ prompt, drafts: { k: { id: 'n', text: 'half' } } }))
  empty(store)
  expect(viewOf(store.getState())).toBe('none')
  expect(JSON.stringify(store.getState())).not.toMatch(/What would help|half/)
  store.setState({ page: { name: 'note', about: 'k' } })
  empty(store)
  expect(store.getState().page.name).toBe('note')
  receive(store, shows({ hidden: true }))
  store.setState({ page: { name: 'pane' } })
  receive(store, shows({ sharing: true }))
  expect(store.getState().page.name).toBe('home')
})

const gesture = { kind: 'landed_hard' as const, id: 'a', at: 70_000, text: 'Nothing is asked of you.' }

test('a gesture’s menu opens once each time it is asked for', () => {
  const store = createOverlayStore(60_000)
  receive(store, shows({ gesture }))
  expect(store.getState().page.name).toBe('menu')
  store.setState({ page: { name: 'home' } })
  receive(store, shows({ gesture }))
  expect(store.getState().page.name).toBe('home')
  receive(store, shows({ gesture: { ...gesture, id: 'b' } }))
  expect(store.getState().page.name).toBe('menu')
})

describe('on an overlay that has just come', () => {
  test.each([
    ['the gesture made before a reload stays closed', 50_000, 'home'],
    ['one made while it was on its way opens', 59_000, 'menu'],
    ['one made since, that a shared screen held back, opens', 90_000, 'menu'],
  ] as const)('%s', (_what, at, expected) => {
    const store = createOverlayStore(60_000)
    receive(store, shows({ sharing: true }))
    receive(store, shows({ gesture: { ...gesture, at } }))
    expect(store.getState().page.name).toBe(expected)
  })
})

describe('what is drawn though something is pressed', () => {
  const after = (change: (store: ReturnType<typeof createOverlayStore>) => void) => {
    const store = createOverlayStore(0)
    receive(store, shows({ prompt }))
    const before = store.getState()
    change(store)
    return overlayMayNotWait(store.getState(), before)
  }
  test.each([
    ['that a screen is shared', empty],
    ['that the person presents', (store) => receive(store, shows({ presenting: true }))],
    ['that they hid everything', (store) => receive(store, shows({ hidden: true }))],
    ['where they went themselves', (store) => store.setState({ page: { name: 'pane' } })],
    ['that the extension is gone', (store) => store.setState({ removed: true })],
  ] as [string, (store: ReturnType<typeof createOverlayStore>) => void][])('%s', (_, change) => {
    expect(after(change)).toBe(true)
  })

  test('and not that another prompt is there', () => {
    expect(after((store) => receive(store, shows({ prompt: { ...prompt, key: 'l' } })))).toBe(false)
  })
})
