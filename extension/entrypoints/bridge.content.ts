import { browser } from 'wxt/browser'
import { defineContentScript } from 'wxt/utils/define-content-script'
import { type BridgePort, startBridge } from '../call/bridge.ts'
import { linkOf } from '../call/link.ts'
import { ports } from '../call/ports.ts'
import { callHosts, platformAt } from '../platforms/registry.ts'

/** Runs in the extension's own world, before the page does. */
export default defineContentScript({
  matches: [...callHosts],
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  main() {
    const url = new URL(location.href)
    const platform = platformAt(url)
    const connect = () => (browser.runtime?.id ? (browser.runtime.connect({ name: ports.bridge }) as BridgePort) : null)
    startBridge({ page: window, link: linkOf(globalThis as never), platform, connect })
  },
})
