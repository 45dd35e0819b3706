import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { browser } from 'wxt/browser'
import { defineContentScript } from 'wxt/utils/define-content-script'
import type { OverlaySaid, OverlayShows } from '../../call/messages.ts'
import { askToKeepKeys, typed } from '../../call/page/keys.ts'
import { type Link, linkOf } from '../../call/page/link.ts'
import { type Say, type SpeakWorld, speak, type ViewPort } from '../../call/port.ts'
import { ports } from '../../call/ports.ts'
import { stillWhilePressed } from '../../look/press.ts'
import tokens from '../../look/tokens.css?inline'
import styles from './overlay.css?inline'
import { Overlay } from './overlay.tsx'
import { createOverlayStore, empty, type OverlayStore, overlayMayNotWait, receive, viewOf } from './store.ts'

const e2e = import.meta.env.MODE === 'e2e'

/** The background injects this once a call is connected, and never before. */
export default defineContentScript({
  registration: 'runtime',
  main() {
    const link = linkOf(globalThis as { tendLink?: Link })
    if (link.overlay) return
    const store = createOverlayStore(Date.now())
    const { host, root } = mount()
    link.overlay = host
    const react = createRoot(root)
    const raise = () => place(host)
    const end = () => {
      unsubscribe()
      document.removeEventListener('fullscreenchange', raise)
      react.unmount()
      host.remove()
      letGo()
      link.overlay = link.sensed = link.escape = null
    }
    const unsubscribe = store.subscribe((now) => {
      // Words that were being written when the extension went stand until the person leaves them: they are kept nowhere else.
      if (now.removed && now.page.name !== 'note') return end()
      if (!host.isConnected) place(host)
      if (e2e) describe(host, store)
    })
    const say = connect(store, (why) => (why === 'emptied' ? end() : store.setState({ removed: true })))
    react.render(<Overlay store={store} drawn={stillWhilePressed(store, root, overlayMayNotWait)} say={say} link={link} />)
    link.sensed = (sensed) => {
      if (sensed.includes('"sharing":true')) flushSync(() => empty(store))
    }
    document.addEventListener('fullscreenchange', raise)
    const letGo = keepKeysOf(host, link)
  },
})

/**
 * Makes the element and its shadow. The shadow is closed, so that the page cannot read what stands in it; in builds for tests it is open.
 */
function mount(): { host: HTMLElement; root: HTMLElement } {
  const host = document.createElement('tend-overlay')
  // The page's own styles for every element, or for this one, must neither move nor hide it.
  host.style.cssText =
    'all: initial !important; position: fixed !important; inset: auto !important; inset-block-end: 88px !important; inset-inline-end: 16px !important; z-index: 2147483647 !important; display: block !important;'
  const shadow = host.attachShadow({ mode: e2e ? 'open' : 'closed' })
  const root = document.createElement('div')
  root.className = 'tend'
  dress(shadow, `${tokens}\n${styles}`)
  shadow.append(root)
  place(host)
  return { host, root }
}

/** Elements that show nothing of what is put into them. Anything else that is in full screen does. */
const HOLDS_NOTHING = 'video, audio, canvas, img, iframe, embed, object'

/**
 * Puts the element beside the body, which call pages redraw, or into what is in full screen, as browsers let no one use what stands
 * outside.
 */
function place(host: HTMLElement): void {
  const screen = document.fullscreenElement
  const into = screen && !screen.matches(HOLDS_NOTHING) ? screen : document.documentElement
  into.append(host)
  if (!host.showPopover) return
  host.popover = 'manual'
  host.showPopover()
}

/** Style sheets are not subject to the page's policy. Firefox does not let content scripts adopt them, but applies style elements. */
function dress(shadow: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    shadow.append(style)
  }
}

/** Speaks with the background. A worker that slept is woken again. */
function connect(store: OverlayStore, over: SpeakWorld<OverlaySaid, OverlayShows>['over']): Say<OverlaySaid> {
  return speak({
    connect: () => (browser.runtime?.id ? (browser.runtime.connect({ name: ports.overlay }) as ViewPort<OverlaySaid, OverlayShows>) : null),
    after: (ms, run) => void setTimeout(run, ms),
    heard: (shows) => flushSync(() => receive(store, shows)),
    over,
  })
}

/** Says what tests read from outside. Builds for people put no such word on a page. */
function describe(host: HTMLElement, store: OverlayStore): void {
  const { shows } = store.getState()
  host.dataset.call = shows?.call ?? 'idle'
  host.dataset.sharing = String(shows?.sharing ?? false)
  host.dataset.view = viewOf(store.getState())
}

/** Keeps what is typed in the overlay from the page: at the page's window or, where no script of ours came first, at the overlay. */
function keepKeysOf(host: HTMLElement, link: Link): () => void {
  const escaped = () => link.escape?.()
  // In Firefox the bridge stands in the page, and keeps the keys itself.
  const letGo = import.meta.env.BROWSER === 'firefox' ? null : askToKeepKeys(window, host, escaped)
  if (!letGo) shield(host, escaped)
  return letGo ?? (() => undefined)
}

function shield(host: HTMLElement, escaped: () => void): void {
  for (const name of typed) host.addEventListener(name, (event) => event.stopPropagation())
  host.addEventListener('keydown', ({ key }) => key === 'Escape' && escaped())
}
