import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { BridgeSaid, type FromWorker, OverlaySaid, type OverlayShows, PanelSaid, type PanelShows } from '../messages.ts'
import { ports } from '../ports.ts'
import { Calls } from './calls.ts'
import { movingClock } from './moving-clock.ts'
import { ownHosts, startOwnHosts } from './own-hosts.ts'
import type { FramePlace } from './place.ts'
import { uiLanguage } from './settings.ts'
import { showPanel } from './side.ts'
import type { KeptCalls } from './world.ts'

type Port = ReturnType<typeof browser.runtime.connect>

/** Starts everything that happens in calls, in the worker. Listeners are added at once, as a worker woken by an event requires. */
export function startCalls(): void {
  const moving = import.meta.env.MODE === 'e2e' ? movingClock() : null
  const calls: Calls = new Calls({
    changed: keepTime(() => calls),
    now: moving ? moving.now : () => new Date(),
    chance: Math.random,
    id: () => crypto.randomUUID(),
    uiLanguage,
    anywhere: import.meta.env.MODE === 'e2e',
    ownHosts,
    inject,
    load: () => (moving ? moving.recall().then(load) : load()),
    save: (kept) => browser.storage.session.set({ [key]: kept }),
    clear,
    addressOf: (tabId) =>
      browser.tabs.get(tabId).then(
        ({ url }) => url || null,
        () => null,
      ),
  })
  if (moving) Object.assign(globalThis, { tendClock: moving.handleOf(calls) })
  browser.storage.onChanged.addListener((changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'session' && key in changes && changes[key]?.newValue === undefined) void calls.emptied()
  })
  browser.runtime.onConnect.addListener((port) => connect(calls, port))
  browser.commands.onCommand.addListener((command, tab) => {
    if (command !== 'landed-hard') return
    // Without a call there is no overlay to answer in, so the panel answers, as the overlay does in a call.
    if (calls.going.length === 0) showPanel(tab?.id, tab?.windowId, 'landed_hard')
    void calls.landedHard(tab?.id)
  })
  browser.action.onClicked.addListener((tab) => showPanel(tab.id, tab.windowId))
  startOwnHosts()
}

const key = 'call.sessions'

async function load(): Promise<KeptCalls> {
  const kept = (await browser.storage.session.get(key))[key] as KeptCalls | undefined
  return kept ?? { sessions: {}, presenting: false, hidden: false }
}

/** Removes everything of calls but what goes on now. The removal of that is how this worker hears that the device was emptied. */
async function clear(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session]) {
    const kept = Object.keys(await area.get(null)).filter((name) => name.startsWith('call.') && name !== key)
    await area.remove(kept)
  }
}

/** Only our own scripts and pages can connect. What they send is parsed all the same, as a page may have forged what they carry. */
function connect(calls: Calls, port: Port): void {
  const tab = port.sender?.tab
  if (port.name === ports.panel && isOwnPage(port)) connectPanel(calls, port)
  else if (tab?.id !== undefined && port.name === ports.bridge) connectBridge(calls, port, tab.id)
  else if (tab?.id !== undefined && port.name === ports.overlay) connectOverlay(calls, port, tab.id)
}

const isOwnPage = (port: Port) => (port.sender?.url ?? '').startsWith(browser.runtime.getURL('/'))

function connectBridge(calls: Calls, port: Port, tabId: number): void {
  const { frameId = 0, url = '', tab } = port.sender ?? {}
  const place: FramePlace = { tabId, frameId, url, tabUrl: tab?.url ?? '' }
  listen(port, BridgeSaid, (said) => calls.bridge(place, said))
  port.onDisconnect.addListener(() => void calls.bridge(place, null))
}

function connectOverlay(calls: Calls, port: Port, tabId: number): void {
  const { show, end } = toView<OverlayShows>(port)
  const gone = calls.addOverlay(tabId, show, end)
  listenToView(port, OverlaySaid, (said) => {
    if (said.said === 'openPanel') showPanel(tabId, port.sender?.tab?.windowId, said.room)
    return calls.overlay(tabId, said)
  })
  port.onDisconnect.addListener(gone)
}

function connectPanel(calls: Calls, port: Port): void {
  const gone = calls.addPanel(toView<PanelShows>(port).show)
  listenToView(port, PanelSaid, (said) => calls.panel(said))
  port.onDisconnect.addListener(gone)
}

/** Takes what can be read, and drops anything else without a word. */
function listen<T>(port: Port, schema: v.GenericSchema<unknown, T>, take: (said: T) => Promise<void>): void {
  port.onMessage.addListener((message: unknown) => {
    const said = v.safeParse(schema, message)
    if (said.success) void take(said.output)
  })
}

const NumberedSaid = v.strictObject({ number: v.number(), said: v.unknown() })

/**
 * Answers for each thing a view says whether it was kept. It was not if it was unreadable or the storage refused, so that no word of thanks
 * comes too early.
 */
function listenToView<T>(port: Port, schema: v.GenericSchema<unknown, T>, take: (said: T) => Promise<void>): void {
  listen(port, NumberedSaid, async ({ number, said: raw }) => {
    const said = v.safeParse(schema, raw)
    const kept = said.success && (await take(said.output).then(isDone, isLost))
    tell(port, { took: number, kept })
  })
}

const isDone = () => true
const isLost = () => false

function toView<Shows>(port: Port) {
  return { show: (shows: Shows) => tell(port, { shows }), end: () => tell(port, { over: true }) }
}

/** A port may close at any time. The next port is told what this one missed. */
function tell<Shows>(port: Port, message: FromWorker<Shows>): void {
  try {
    port.postMessage(message)
  } catch {
    // The worker hears of the port's disconnecting by itself.
  }
}

/** Puts the overlay into the tab's top frame, or into the call's own frame where another site embeds the call. */
async function inject({ tabId, frameId }: { tabId: number; frameId: number }): Promise<void> {
  const files = ['/content-scripts/overlay.js'] as const
  const into = (frame: number) => browser.scripting.executeScript({ target: { tabId, frameIds: [frame] }, files: [...files] })
  await into(0).catch(() => into(frameId))
}

/** Lets time pass while anything goes on, at the pace of the fastest call. Gives a function to call when something changed. */
function keepTime(calls: () => Calls): () => void {
  let going = false
  const next = () => {
    const { pace } = calls()
    going = pace !== null
    if (pace !== null) setTimeout(() => void calls().tick().finally(next), pace)
  }
  return () => going || next()
}
