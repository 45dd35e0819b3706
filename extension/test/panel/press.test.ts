import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { stillWhilePressed } from '../../look/press.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A page on which something is pressed; `within` says as what the pressed thing is known. */
function world() {
  const store = createStore(() => ({ items: 1, covered: false }))
  let within = 'button'
  const page = Object.assign(new EventTarget(), { closest: (wanted: string) => (wanted.split(', ').includes(within) ? {} : null) })
  const drawn = stillWhilePressed(store, page, (now, before) => now.covered !== before.covered)
  const happen = (name: string, key?: string) => page.dispatchEvent(Object.assign(new Event(name), key ? { key } : {}))
  return { store, drawn, happen, on: (what: string) => (within = what) }
}

it('draws everything at once while nothing is pressed', () => {
  const { store, drawn } = world()
  const heard = vi.fn()
  drawn.subscribe(heard)
  store.setState({ items: 2 })
  expect([drawn.getState().items, heard.mock.calls.length]).toEqual([2, 1])
})

it.each([
  ['a pointer', ['pointerdown'], ['pointerup', 'click']],
  ['the space bar', ['keydown', ' '], ['keyup', 'click']],
] as const)('stands still between press and click of %s, and draws what came meanwhile then', (_, [down, key], [up, click]) => {
  const { store, drawn, happen } = world()
  happen(down, key)
  store.setState({ items: 2 })
  expect(drawn.getState().items).toBe(1)
  happen(up, key)
  store.setState({ items: 3 })
  expect(drawn.getState().items).toBe(1)
  happen(click)
  expect(drawn.getState().items).toBe(3)
})

it('draws what the click itself does in its own turn', () => {
  const { store, drawn, happen } = world()
  happen('pointerdown')
  happen('pointerup')
  let seen = 0
  const page = drawn
  store.subscribe(() => (seen = page.getState().items))
  happen('click')
  store.setState({ items: 5 })
  expect(seen).toBe(5)
})

it.each(['pointerup', 'pointercancel'])('goes on after a press that made no click (%s), and after one that never ends', (up) => {
  const { store, drawn, happen } = world()
  happen('pointerdown')
  store.setState({ items: 2 })
  happen(up)
  vi.advanceTimersByTime(100)
  expect(drawn.getState().items).toBe(2)
  happen('pointerdown')
  store.setState({ items: 3 })
  vi.advanceTimersByTime(2_000)
  expect(drawn.getState().items).toBe(3)
})

it('lets nothing wait for somebody who writes, nor what has to be covered', () => {
  const { store, drawn, happen, on } = world()
  on('textarea')
  happen('pointerdown')
  happen('keydown', ' ')
  store.setState({ items: 2 })
  expect(drawn.getState().items).toBe(2)
  on('button')
  happen('pointerdown')
  store.setState({ covered: true })
  expect(drawn.getState().covered).toBe(true)
})
