import { expect, test } from 'vitest'
import type { OverlaySaid, OverlayShows } from '../call/messages.ts'
import { speak, type ViewPort } from '../call/speak.ts'

type OverlayPort = ViewPort<OverlaySaid, OverlayShows>

const note = (text: string): OverlaySaid => ({ said: 'note', text, about: null })

/** A worker that can die, and a clock that is moved by hand. */
function worker() {
  const got: OverlaySaid[] = []
  const timers: (() => void)[] = []
  let gone: () => void = () => undefined
  let [over, installed] = [0, true]
  const say = speak({
    connect: (): OverlayPort | null => {
      let open = true
      return installed
        ? {
            postMessage: (said) => {
              if (!open) throw new Error('Attempting to use a disconnected port object')
              got.push(said)
            },
            onMessage: { addListener: () => undefined },
            onDisconnect: {
              addListener: (run) => {
                gone = () => {
                  open = false
                  run()
                }
              },
            },
          }
        : null
    },
    after: (_ms, run) => void timers.push(run),
    heard: () => undefined,
    over: () => over++,
  })
  return { say, got, die: () => gone(), wake: () => timers.shift()?.(), uninstall: () => (installed = false), ended: () => over }
}

test('what is said while the worker is away waits for the next one, in order, and is said once', () => {
  const { say, got, die, wake } = worker()
  say(note('one'))
  die()
  say(note('two'))
  say(note('three'))
  expect(got).toEqual([note('one')])
  wake()
  say(note('four'))
  die()
  wake()
  expect(got).toEqual(['one', 'two', 'three', 'four'].map(note))
})

test('an extension that was removed ends the overlay, and it asks for no worker again', () => {
  const { die, wake, uninstall, ended } = worker()
  uninstall()
  die()
  wake()
  wake()
  expect(ended()).toBe(1)
})
