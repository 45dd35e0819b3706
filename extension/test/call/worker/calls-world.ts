import type { Mark } from '@tend/shared/prompts/choose'
import { vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { OverlaySaid, OverlayShows } from '../../../call/messages.ts'
import { Calls } from '../../../call/worker/calls.ts'
import type { FramePlace } from '../../../call/worker/place.ts'
import type { KeptCalls } from '../../../call/worker/world.ts'

export const circleId = '0190a5a0-0000-7000-8000-000000000001'
export const itemId = '0190a5a0-0000-7000-8000-000000000002'
export const start = new Date(2026, 10, 22, 10, 0, 0).getTime()
const minute = 60_000
export const place = (tabId = 1, more: Partial<FramePlace> = {}): FramePlace => {
  const url = `https://meet.jit.si/room${tabId}`
  return { tabId, frameId: 0, url, tabUrl: url, ...more }
}
export const report = (connected: boolean, sharing = false) =>
  ({ said: 'report', report: JSON.stringify({ tend: 'sensor', connected, sharing }) }) as const

/** One browser, with the clock it is given or one that a test moves by hand, and views that remember what they were told last. */
export function world(kept: KeptCalls = { sessions: {}, presenting: false, hidden: false }, clock?: () => Date) {
  let at = start
  const now = clock ?? (() => new Date(at))
  let ids = 0
  const saved: KeptCalls[] = []
  /** The address a tab came to after its port was opened. */
  const addresses = new Map<number, string>()
  const inject = vi.fn(() => Promise.resolve())
  const calls = new Calls({
    now,
    chance: () => 0,
    id: () => `id-${ids++}`,
    uiLanguage: () => 'en-GB',
    anywhere: false,
    ownHosts: async () => ['http://127.0.0.1/*'],
    inject,
    load: async () => structuredClone(kept),
    save: async (now) => void saved.push(structuredClone(now)),
    clear: async () => void (await fakeBrowser.storage.local.clear()),
    addressOf: async (tabId) => addresses.get(tabId) ?? null,
    changed: () => undefined,
  })
  const view = (tabId: number) => {
    const told: OverlayShows[] = []
    const seen = { told, ended: 0, last: () => told.at(-1) as OverlayShows }
    calls.addOverlay(
      tabId,
      (shows) => told.push(shows),
      () => seen.ended++,
    )
    return seen
  }
  /** Lets minutes pass as the worker does, in small steps. */
  const pass = async (minutes: number, step = 0.25) => {
    for (let gone = 0; gone < minutes; gone += step) {
      at += step * minute
      await calls.tick()
    }
  }
  const join = async (tabId = 1) => {
    await calls.bridge(place(tabId), report(true))
    await pass(0.05, 0.05)
    const seen = view(tabId)
    await calls.tick()
    return seen
  }
  return {
    calls,
    inject,
    saved,
    addresses,
    view,
    pass,
    join,
    say: (said: OverlaySaid, tabId = 1) => calls.overlay(tabId, said),
    mark: (gesture: Mark, id = `mark-${ids++}`, tabId = 1) => calls.overlay(tabId, { said: 'marked', gesture, id }),
    now,
  }
}
