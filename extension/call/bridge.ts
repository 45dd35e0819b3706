import type { Platform } from '../platforms/platform.ts'
import { meetingPlace, takeChannel } from './channel.ts'
import type { Link } from './link.ts'
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
  /** Asked once there is time, or need: at a page's start it would be waited for. */
  platform: () => Pick<Platform, 'leave' | 'inCall'> | null
  /** Null once the extension was removed or replaced under this page. */
  connect: () => BridgePort | null
}

/** Everything a person types or pastes in the overlay; the page would hear it at the window otherwise. */
const typed = 'keydown keyup keypress beforeinput input paste copy cut compositionstart compositionupdate compositionend'.split(' ')

/** Milliseconds between signs of life: a port that speaks keeps the worker awake through a call. */
const STILL_MS = 15_000
/** How often a site that may call without WebRTC is asked whether it shows a call. */
const LOOK_MS = 2_000
/** How long to wait before a worker that went away is told what it should know. */
const AGAIN_MS = 500

/**
 * Carries what the sensor hints to the background, and nothing else of the page. Before there is something to say it only adds
 * listeners: no port, no look at the browser's API or at the page, so that pages without a call cost little and wake nobody.
 */
export function startBridge({ page, link, platform, connect }: BridgeWorld): void {
  let port: BridgePort | null = null
  let sensed = ''
  let seen = false

  /** The worker restarted, or the page came back from where browsers keep pages one left: tell what it should know. */
  const lost = () => {
    port = null
    if (sensed || seen) page.setTimeout(tellAll, AGAIN_MS)
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
    page.setInterval(() => port && tell({ said: 'still' }), STILL_MS)
    const site = platform()
    if (site) watchMarkup(page, site, see, () => port && tell({ said: 'leaving' }))
  }

  takeChannel(meetingPlace(page), (said) => {
    if (typeof said !== 'string' || said.length > 200 || said === sensed) return
    sensed = said
    link.sensed?.(said)
    tell({ said: 'report', report: said })
    watch()
  })
  keepKeys(page, link)
  page.setTimeout(watch, LOOK_MS)
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
  const look = () => {
    const now = has(inCall)
    if (now !== last) see(now)
    last = now
  }
  look()
  page.setInterval(look, LOOK_MS)
}
