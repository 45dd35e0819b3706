import { expect, test } from 'vitest'
import type { FromWorker, OverlaySaid, OverlayShows } from '../../call/messages.ts'
import { speak, type ViewPort } from '../../call/port.ts'

type OverlayPort = ViewPort<OverlaySaid, OverlayShows>

const note = (text: string): OverlaySaid => ({ said: 'note', id: text, text, about: 'landed_hard' })
const all = (...texts: string[]) => texts.map(note)

/** A worker that answers for what it took when it is told to, and that can die, with a clock that is moved by hand. */
function worker() {
  let got: { number: number; said: OverlaySaid }[] = []
  const timers: (() => void)[] = []
  let gone: () => void = () => undefined
  let tell: (message: FromWorker<OverlayShows>) => void = () => undefined
  let [installed, silent] = [true, false]
  const ended: string[] = []
  const connect = (): OverlayPort | null => {
    let open = true
    got = []
    if (!installed) return null
    return {
      postMessage: (told) => {
        if (!open) throw new Error('Attempting to use a disconnected port object')
        got.push(told)
      },
      onMessage: { addListener: (heard) => (tell = heard) },
      onDisconnect: {
        addListener: (run) => {
          gone = () => {
            open = false
            if (!silent) run()
          }
        },
      },
    }
  }
  const say = speak({
    connect,
    after: (_ms, run) => void timers.push(run),
    heard: () => undefined,
    over: (why) => void ended.push(why),
  })
  return {
    say,
    ended,
    tell: (message: FromWorker<OverlayShows>) => tell(message),
    got: () => got.map(({ said }) => said),
    answer: (at: number, kept = true) => tell({ took: got[at]?.number ?? -1, kept }),
    die: () => gone(),
    /** A page that was put away loses its port without being told. */
    dieSilently: () => {
      silent = true
      gone()
      silent = false
    },
    wake: () => timers.shift()?.(),
    timers,
    uninstall: () => {
      installed = false
    },
  }
}

test('what is said is taken once the worker answers, and known to be lost when it says so', async () => {
  const { say, answer } = worker()
  const [one, two] = [say(note('one')), say(note('two'))]
  answer(1, false)
  answer(0)
  expect(await Promise.all([one, two])).toEqual([true, false])
})

test('what no worker answered for is said again to the next one, in order, with what was said meanwhile', async () => {
  const { say, got, die, wake, answer } = worker()
  const one = say(note('one'))
  void say(note('two'))
  answer(0)
  die()
  void say(note('three'))
  expect(await one).toBe(true)
  wake()
  void say(note('four'))
  expect(got()).toEqual(all('two', 'three', 'four'))
})

test('a port that closed without a word is found out by what is said next, and opened once', () => {
  const { say, got, dieSilently, wake, timers } = worker()
  dieSilently()
  void say(note('one'))
  void say(note('two'))
  expect(timers).toHaveLength(1)
  wake()
  expect(got()).toEqual(all('one', 'two'))
})

test.each([
  ['an extension that was removed', 'removed'],
  ['a device that was emptied', 'emptied'],
] as const)('%s ends the view; nothing said then or later is kept, and no worker is asked for again', async (_what, why) => {
  const { say, die, wake, uninstall, tell, ended, timers } = worker()
  const one = say(note('one'))
  if (why === 'emptied') tell({ over: true })
  else {
    uninstall()
    die()
    wake()
  }
  expect([await one, await say(note('two'))]).toEqual([false, false])
  expect(ended).toEqual([why])
  expect(timers).toEqual([])
})
