import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { PanelShows } from '../call/messages.ts'
import { ports } from '../call/ports.ts'
import type { Panel, SayToCall } from './store.ts'

/** How long to wait (ms) before the port is opened anew after the worker went to rest. */
const again = 300

/**
 * Keeps a port to the worker open, by which it says whether something is shared (then the panel shows nothing) and what call goes on.
 * What it said last holds while the port is away. A panel that opens during a call begins with it.
 */
export function connectToCalls(panel: Panel): SayToCall {
  let port = open()
  function open() {
    const opened = browser.runtime.connect({ name: ports.panel })
    opened.onMessage.addListener((message: unknown) => {
      const shows = v.safeParse(PanelShows, message)
      if (!shows.success) return
      const opening = panel.getState().call === null
      panel.setState({ call: shows.output, ...(opening && shows.output.inCall ? { tab: 'now' } : {}) })
    })
    opened.onDisconnect.addListener(() => {
      setTimeout(() => {
        port = open()
      }, again)
    })
    return opened
  }
  return (said) => port.postMessage(said)
}
