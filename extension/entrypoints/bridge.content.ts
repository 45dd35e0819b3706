import { defineContentScript } from 'wxt/utils/define-content-script'
import { type BridgePort, startBridge } from '../call/bridge.ts'
import { linkOf } from '../call/link.ts'
import { ports } from '../call/ports.ts'
import { platformAt } from '../platforms/registry.ts'

/** Runs in the extension's own world, before the page does, and so on every page it matches: what can wait is put off. */
export default defineContentScript({
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  main() {
    // `chrome` where others import wxt's `browser`: that touches the API at once, which costs each page a part of a millisecond.
    const connect = () => (chrome.runtime?.id ? (chrome.runtime.connect({ name: ports.bridge }) as BridgePort) : null)
    startBridge({ page: window, link: linkOf(globalThis as never), platform: () => platformAt(new URL(location.href)), connect })
  },
})
