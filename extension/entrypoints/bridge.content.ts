import { defineContentScript } from 'wxt/utils/define-content-script'
import { type BridgePort, startBridge } from '../call/page/bridge.ts'
import { hearSensor, isBehindDoor } from '../call/page/door.ts'
import { meetSensor } from '../call/page/handshake-chromium.ts'
import { meetingPlace, takeChannel } from '../call/page/handshake-firefox.ts'
import { keepKeys } from '../call/page/keys.ts'
import { type Link, linkOf } from '../call/page/link.ts'
import { LOOK_MS } from '../call/page/marks.ts'
import { ports } from '../call/ports.ts'
import { platformAt } from '../platforms/registry.ts'

/** A window as the extension's own world has it in Chromium. */
type Home = Window & { chrome: typeof chrome }

/** Runs in the extension's own world: in the empty frame by which the sensor calls it or, in Firefox, in each page before the page does. */
export default defineContentScript({
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  main() {
    if (import.meta.env.BROWSER === 'firefox') standInPage()
    else if (isBehindDoor(window)) standBehindDoor()
  },
})

/** The page around this frame is the one that calls. The bridge is heard of, and connects, as that page. */
function standBehindDoor(): void {
  const home = window.parent as Home
  const channel = meetSensor(home, 'bridge')
  if (!channel) return
  const bridge = bridgeFor(home, linkOf(home as never), () => home.chrome)
  hearSensor(channel, bridge.hear)
  bridge.watch()
  // A page that is put away may come back. A page that is gone, or that cleared the frame away, does not.
  window.addEventListener('pagehide', ({ persisted }) => persisted || bridge.end())
}

function standInPage(): void {
  // In Firefox the script's own names, the API among them, do not stand on the window.
  const link = linkOf(globalThis as never)
  const bridge = bridgeFor(window, link, () => chrome)
  takeChannel(meetingPlace(window), bridge.hear)
  keepKeys(window, link)
  setTimeout(bridge.watch, LOOK_MS)
}

/** The API is not asked for anything before there is need, as that costs a page time. */
function bridgeFor(home: Window, link: Link, api: () => typeof chrome) {
  const connect = () => {
    const { runtime } = api()
    return runtime?.id ? (runtime.connect({ name: ports.bridge }) as BridgePort) : null
  }
  const platform = () => platformAt(new URL(home.location.href))
  return startBridge({ page: home, timers: window, link, platform, connect })
}
