import type { Platform } from '../platforms/platform.ts'
import { type Link, SENSED } from './link.ts'
import type { BridgeSaid } from './messages.ts'

/** The side of a port that the bridge uses. */
export type BridgePort = {
  postMessage: (said: BridgeSaid) => void
  disconnect: () => void
  onDisconnect: { addListener: (gone: () => void) => void }
}

export type BridgeWorld = {
  page: Window
  link: Link
  platform: Pick<Platform, 'leave' | 'inCall'> | null
  /** Null once the extension was removed or replaced under this page. */
  connect: () => BridgePort | null
}

/** Everything a person types or pastes in the overlay; the page would hear it at the window otherwise. */
const typed = 'keydown keyup keypress beforeinput input paste copy cut compositionstart compositionupdate compositionend'.split(' ')

/** Milliseconds between signs of life: a port that speaks keeps the worker awake through a call. */
const STILL_MS = 15_000
/** How often a site that may call without WebRTC is asked whether it shows a call. */
const LOOK_MS = 2_000

/**
 * Carries what the sensor hints to the background, and nothing else of the page. No port is opened before there is something
 * to say, so that pages without a call cost nothing and wake nobody.
 */
export function startBridge({ page, link, platform, connect }: BridgeWorld): void {
  let port: BridgePort | null = null
  let sensed = ''
  let seen = false

  const open = () => {
    port ??= connect()
    port?.onDisconnect.addListener(lost)
    return port
  }
  /** The worker restarted: tell the new one what the old one knew. */
  const lost = () => {
    port = null
    if (sensed || seen) page.setTimeout(tellAll, 500)
  }
  const tell = (said: BridgeSaid) => {
    try {
      const to = port ?? open()
      to?.postMessage(said)
    } catch {
      port = null
    }
  }
  const tellAll = () => {
    if (sensed) tell({ said: 'report', report: sensed })
    if (seen) tell({ said: 'seen', inCall: true })
  }

  page.document.addEventListener(SENSED, (event) => {
    const detail: unknown = (event as CustomEvent).detail
    if (typeof detail !== 'string' || detail.length > 200 || detail === sensed) return
    sensed = detail
    link.sensed?.(detail)
    tell({ said: 'report', report: detail })
  })

  keepKeys(page, link)
  page.setInterval(() => port && tell({ said: 'still' }), STILL_MS)
  const see = (inCall: boolean) => {
    seen = inCall
    tell({ said: 'seen', inCall })
  }
  if (platform) watchMarkup(page, platform, see, () => port && tell({ said: 'leaving' }))
}

/** Keys that go down in the overlay come up for the page neither, even when the overlay has closed by then. */
function keepKeys(page: Window, link: Link): void {
  const down = new Set<string>()
  const ours = (event: Event) => {
    const { code } = event as KeyboardEvent
    const here = link.overlay !== null && event.target === link.overlay
    if (event.type === 'keydown' && here) down.add(code)
    return (event.type === 'keyup' && down.delete(code)) || here
  }
  const keep = (event: Event) => {
    if (!ours(event)) return
    link.key?.(event)
    event.stopImmediatePropagation()
  }
  for (const name of typed) page.addEventListener(name, keep, true)
}

function watchMarkup(
  page: Window,
  { leave, inCall }: Pick<Platform, 'leave' | 'inCall'>,
  see: (inCall: boolean) => void,
  left: () => void,
) {
  const has = (selectors: readonly string[]) => selectors.some((selector) => page.document.querySelector(selector))
  if (leave.length > 0) {
    const leaving = (event: Event) => leave.some((selector) => (event.target as Element | null)?.closest?.(selector)) && left()
    page.document.addEventListener('click', leaving, true)
  }
  if (inCall.length === 0) return
  let last = false
  page.setInterval(() => {
    const now = has(inCall)
    if (now !== last) see(now)
    last = now
  }, LOOK_MS)
}
