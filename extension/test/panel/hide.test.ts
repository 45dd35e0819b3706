import { beforeEach, expect, test, vi } from 'vitest'
import type { FromWorker, Numbered, PanelSaid, PanelShows } from '../../call/messages.ts'
import { connectToCalls } from '../../panel/calls-port.ts'
import { createPanelStore, type Panel } from '../../panel/store.ts'

const open: PanelShows = { covered: false, sharing: false, presenting: false, inCall: false, facilitating: false, about: null }

/** A panel, and a worker that can fall asleep: its port closes, and then refuses what is posted to it. */
function panelAndWorker() {
  const panel = createPanelStore({ language: 'en', tab: 'circle', drafts: { park: { title: 'Half a thought' } } } as never)
  const got: PanelSaid[] = []
  let tell: (shows: unknown) => void = () => undefined
  let sleep: () => void = () => undefined
  const connect = () => {
    let closed = false
    return {
      postMessage: ({ said }: Numbered<PanelSaid>) => {
        if (closed) throw new Error('The port is closed.')
        got.push(said)
      },
      onMessage: {
        addListener: (heard: (message: FromWorker<unknown>) => void) => {
          tell = (shows) => heard({ shows })
        },
      },
      onDisconnect: {
        addListener: (gone: () => void) => {
          sleep = () => {
            closed = true
            gone()
          }
        },
      },
    }
  }
  const say = connectToCalls(panel, connect)
  tell(open)
  return { panel, got, say, tell: (shows: PanelShows) => tell(shows), sleep: () => sleep() }
}

const covered = (panel: Panel) => panel.getState().call?.covered

beforeEach(() => vi.useFakeTimers())

test('hiding empties the panel at once, though the worker sleeps, and keeps the draft', () => {
  const { panel, say, sleep } = panelAndWorker()
  sleep()
  say({ said: 'hide', on: true })
  expect(covered(panel)).toBe(true)
  expect(panel.getState().drafts).toEqual({ park: { title: 'Half a thought' } })
})

test('a worker that wakes hears of it, and shows nothing before it has', () => {
  const { panel, got, say, tell, sleep } = panelAndWorker()
  sleep()
  say({ said: 'hide', on: true })
  vi.advanceTimersByTime(400)
  tell(open)
  expect(covered(panel)).toBe(true)
  expect(got).toEqual([{ said: 'hide', on: true }])
  tell({ ...open, covered: true })
  tell(open)
  expect(covered(panel)).toBe(false)
})

test('showing it again needs the worker, which knows whether a screen is shared', () => {
  const { panel, say, tell } = panelAndWorker()
  say({ said: 'hide', on: true })
  say({ said: 'hide', on: false })
  expect(covered(panel)).toBe(true)
  tell(open)
  expect(covered(panel)).toBe(false)
})
