import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { type PanelSaid, PanelShows } from '../call/messages.ts'
import { speak, type ViewPort } from '../call/port.ts'
import { ports } from '../call/ports.ts'
import type { Panel, SayToCall } from './store.ts'

type PanelPort = ViewPort<PanelSaid, unknown>

const connectToWorker = () => browser.runtime.connect({ name: ports.panel }) as PanelPort

/**
 * Keeps a port to the worker open. By it the worker says whether something is shared (then the panel shows nothing) and what call goes on.
 * What it said last holds while the port is away. Hiding does not wait for the worker, which may be asleep: the panel is empty at once, and
 * stays so until the worker has heard of it. A panel that opens during a call begins with it, unless a room was asked for.
 */
export function connectToCalls(panel: Panel, connect: () => PanelPort = connectToWorker): SayToCall {
  let hiding = false
  const heard = (message: unknown) => {
    const shows = v.safeParse(PanelShows, message)
    if (!shows.success || (hiding && !shows.output.covered)) return
    hiding = false
    const { call, asked } = panel.getState()
    const opening = call === null && !asked
    panel.setState({ call: shows.output, ...(opening && shows.output.inCall ? { tab: 'now' } : {}) })
  }
  const say = speak({ connect, heard, after: (ms, run) => setTimeout(run, ms), over: () => undefined })
  return (said) => {
    if (said.said === 'hide') {
      hiding = said.on
      if (hiding) panel.setState(({ call }) => ({ call: call && { ...call, covered: true } }))
    }
    void say(said)
  }
}
