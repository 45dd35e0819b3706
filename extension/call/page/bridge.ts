import type { Platform } from '../../platforms/platform.ts'
import type { BridgeSaid } from '../messages.ts'
import type { Link } from './link.ts'
import { LOOK_MS } from './marks.ts'

/** The side of a port that the bridge uses. */
export type BridgePort = {
  postMessage: (said: BridgeSaid) => void
  disconnect: () => void
  onDisconnect: { addListener: (gone: () => void) => void }
}

export type BridgeWorld = {
  /** The page that calls. */
  page: Pick<Window, 'document'>
  /** The timers belong to the frame in which the bridge runs, so that they end with it. */
  timers: Pick<Window, 'setTimeout' | 'setInterval'>
  link: Link
  /** The platform is asked for only once there is need: at a page's start, the page would wait for it. */
  platform: () => Pick<Platform, 'leave' | 'inCall'> | null
  /** Connects to the worker. Gives null once the extension was removed or replaced under this page. */
  connect: () => BridgePort | null
}

/** Milliseconds between signs of life. A port that speaks keeps the worker awake through a call. */
const STILL_MS = 15_000
/** Milliseconds until a worker that went away and came back is told what it should know. */
const AGAIN_MS = 500

export type Bridge = {
  /** Takes what the sensor hints. It may be forged, so anything but a short text is dropped. */
  hear: (said: unknown) => void
  /** Begins to look at the site's own markup, where that tells of a call or of its end. */
  watch: () => void
  /** The frame that called is gone, and the call with it. */
  end: () => void
}

/**
 * Carries what the sensor hints to the background, and nothing else of the page. Before there is something to say, it opens no port and
 * wakes no worker.
 */
export function startBridge({ page, timers, link, platform, connect }: BridgeWorld): Bridge {
  let port: BridgePort | null = null
  let sensed = ''
  let seen = false

  /** The worker restarted, or the page came back from the browser's cache. The worker must be told again what is known. */
  const lost = () => {
    port = null
    if (sensed || seen) timers.setTimeout(tellAll, AGAIN_MS)
  }
  const open = () => {
    port = connect()
    port?.onDisconnect.addListener(lost)
    return port
  }
  const tell = (said: BridgeSaid) => {
    try {
      const to = port ?? open()
      to?.postMessage(said)
    } catch {
      lost()
    }
  }
  const tellAll = () => {
    if (sensed) tell({ said: 'report', report: sensed })
    if (seen) tell({ said: 'seen', inCall: true })
  }
  const see = (inCall: boolean) => {
    seen = inCall
    tell({ said: 'seen', inCall })
  }

  let watching = false
  const watch = () => {
    if (watching) return
    watching = true
    timers.setInterval(() => port && tell({ said: 'still' }), STILL_MS)
    const site = platform()
    if (site) watchMarkup({ page, timers }, site, see, () => port && tell({ said: 'leaving' }))
  }

  const hear = (said: unknown) => {
    if (typeof said !== 'string' || said.length > 200 || said === sensed) return
    sensed = said
    link.sensed?.(said)
    tell({ said: 'report', report: said })
    watch()
  }
  const end = () => {
    const last = port
    port = null
    sensed = ''
    seen = false
    last?.disconnect()
  }
  return { hear, watch, end }
}

function watchMarkup(
  { page, timers }: Pick<BridgeWorld, 'page' | 'timers'>,
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
  const look = () => {
    const now = has(inCall)
    if (now !== last) see(now)
    last = now
  }
  look()
  timers.setInterval(look, LOOK_MS)
}
