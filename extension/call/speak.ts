import type { OverlaySaid, OverlayShows } from '../../call/messages.ts'

/** The side of a port that the overlay uses. */
export type OverlayPort = {
  postMessage: (said: OverlaySaid) => void
  onMessage: { addListener: (heard: (shows: OverlayShows) => void) => void }
  onDisconnect: { addListener: (gone: () => void) => void }
}

export type SpeakWorld = {
  /** Null once the extension was removed or replaced under this page. */
  connect: () => OverlayPort | null
  after: (ms: number, run: () => void) => void
  heard: (shows: OverlayShows) => void
  over: () => void
}

/** Milliseconds until a worker that has gone is called again. */
const AGAIN_MS = 300

/** Speaks with the background. What a person says while the worker is away waits, in order, until the next one listens. */
export function speak({ connect, after, heard, over }: SpeakWorld): (said: OverlaySaid) => void {
  let port: OverlayPort | null = null
  let waiting: OverlaySaid[] = []
  const open = () => {
    const opened = connect()
    if (!opened) return over()
    port = opened
    opened.onMessage.addListener(heard)
    opened.onDisconnect.addListener(() => {
      port = null
      after(AGAIN_MS, open)
    })
    const said = waiting
    waiting = []
    said.forEach(say)
  }
  const say = (said: OverlaySaid) => {
    try {
      if (!port) throw new Error('The worker is away.')
      port.postMessage(said)
    } catch {
      // A port that is closing refuses; its disconnecting opens the next.
      waiting.push(said)
    }
  }
  open()
  return say
}
