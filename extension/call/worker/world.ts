import type { Session } from './session.ts'

/** A call needs this from outside: time, chance, ids and the browser. */
export type CallsWorld = {
  now: () => Date
  chance: () => number
  id: () => string
  uiLanguage: () => string
  /** Whether any page may hurry its clock; true in builds for tests only. */
  anywhere: boolean
  ownHosts: () => Promise<string[]>
  /** Puts the overlay into the topmost frame of the tab that may be scripted. */
  inject: (place: { tabId: number; frameId: number }) => Promise<void>
  load: () => Promise<KeptCalls>
  save: (kept: KeptCalls) => Promise<void>
  /** Removes from the device what calls keep on it, but not what `save` keeps. */
  clear: () => Promise<void>
  /** The address a tab shows now; null where the browser does not say. A port knows only the address it was opened at. */
  addressOf: (tabId: number) => Promise<string | null>
  /** Called when something was taken in: time may have to pass again. */
  changed: () => void
}

/** This outlives the worker, for as long as the browser runs. */
export type KeptCalls = { sessions: Record<string, Session>; presenting: boolean; hidden: boolean }
