/** The side of a port that a view uses. */
export type ViewPort<Said, Heard> = {
  postMessage: (said: Said) => void
  onMessage: { addListener: (heard: (shows: Heard) => void) => void }
  onDisconnect: { addListener: (gone: () => void) => void }
}

export type SpeakWorld<Said, Heard> = {
  /** Null once the extension was removed or replaced under this page. */
  connect: () => ViewPort<Said, Heard> | null
  after: (ms: number, run: () => void) => void
  heard: (shows: Heard) => void
  over: () => void
}

/** Milliseconds until a worker that has gone is called again. */
const AGAIN_MS = 300

/** Speaks with the background. What a person says while the worker is away waits, in order, until the next one listens. */
export function speak<Said, Heard>({ connect, after, heard, over }: SpeakWorld<Said, Heard>): (said: Said) => void {
  let port: ViewPort<Said, Heard> | null = null
  let waiting: Said[] = []
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
  const say = (said: Said) => {
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
