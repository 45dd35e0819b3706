import { createStore, type StoreApi } from 'zustand/vanilla'
import { isCovered } from '../../call/cover.ts'
import type { OverlaySaid, OverlayShows } from '../../call/messages.ts'
import type { Say } from '../../call/port.ts'

/** The page of the overlay on which the person is. `home` is the prompt if one stands open, else the dot. */
export type OverlayPage =
  | { name: 'home' }
  | { name: 'pane' }
  | { name: 'menu' }
  | { name: 'breath' }
  | { name: 'note'; about: string }
  | { name: 'aloud'; text: string }
  | { name: 'told'; text: string }

export type OverlayState = {
  /** null until the background said what may be shown. Until then nothing is. */
  shows: OverlayShows | null
  page: OverlayPage
  /** The gesture whose menu was opened last, so that the menu opens once each time the person asks for it. */
  gestureSeen: string | null
  /** The instant (ms) at which this overlay came. A gesture made well before belongs to the page that was here then. */
  born: number
  /** The extension was removed or replaced under this page. Nothing can be kept, and only words that are not kept yet still stand. */
  removed: boolean
}

export type OverlayStore = StoreApi<OverlayState>

/** The overlay's store. It knows no React, so that it can empty in the same turn in which a page asks to share. */
export function createOverlayStore(born: number): OverlayStore {
  return createStore<OverlayState>(() => ({ shows: null, page: { name: 'home' }, gestureSeen: null, born, removed: false }))
}

/** The most milliseconds an overlay takes to come. What the person asked for meanwhile still opens. */
const COMING_MS = 3_000

/** Takes in what the background says may be shown. */
export function receive(store: OverlayStore, shows: OverlayShows): void {
  store.setState(({ page, gestureSeen, born }) => {
    const { gesture } = shows
    const asked = gesture !== null && gesture.id !== gestureSeen && gesture.at >= born - COMING_MS
    // A note that is being written comes back as it was. Anything else begins again from the dot.
    const kept: OverlayPage = isCovered(shows) && page.name !== 'note' ? { name: 'home' } : page
    return { shows, page: asked ? { name: 'menu' } : kept, gestureSeen: gesture?.id ?? gestureSeen }
  })
}

/** These changes are drawn even while something is pressed: what the person did themselves, and that everything is covered or gone now. */
export function overlayMayNotWait(now: OverlayState, drawn: OverlayState): boolean {
  const covers = ({ shows }: OverlayState) => String([!shows, shows?.sharing, shows?.presenting, shows?.hidden])
  return now.page !== drawn.page || now.removed !== drawn.removed || covers(now) !== covers(drawn)
}

/** Forgets every word at once, before the background has heard of the sharing. */
export function empty(store: OverlayStore): void {
  store.setState(({ shows, page }) => ({
    shows: shows && { ...shows, sharing: true, prompt: null, gesture: null, offerLess: false, drafts: {}, about: null },
    page: page.name === 'note' ? page : { name: 'home' },
  }))
}

export type OverlayView = 'none' | 'dot' | 'prompt' | 'pane'

/** Tells what stands on the screen. */
export function viewOf({ shows, page }: Pick<OverlayState, 'shows' | 'page'>): OverlayView {
  if (!shows || shows.sharing) return 'none'
  if (isCovered(shows)) return page.name === 'pane' ? 'pane' : 'dot'
  if (page.name !== 'home') return 'pane'
  if (shows.prompt?.open) return 'prompt'
  if (shows.offerLess) return 'pane'
  return shows.call === 'connected' || shows.prompt ? 'dot' : 'none'
}

/** Views tell the background something, or go to another page. */
export type Doing = { say: Say<OverlaySaid>; go: (page: OverlayPage) => void; store: OverlayStore }
