import type { FromWorker, Numbered } from './messages.ts'

/** The side of a port that a view uses. */
export type ViewPort<Said, Shows> = {
  postMessage: (told: Numbered<Said>) => void
  onMessage: { addListener: (heard: (message: FromWorker<Shows>) => void) => void }
  onDisconnect: { addListener: (gone: () => void) => void }
}

export type SpeakWorld<Said, Shows> = {
  /** Connects to the worker. Gives null once the extension was removed or replaced under this page. */
  connect: () => ViewPort<Said, Shows> | null
  after: (ms: number, run: () => void) => void
  heard: (shows: Shows) => void
  /** `removed`: the worker no longer listens. `emptied`: the device forgot everything, and so must this view. */
  over: (why: 'removed' | 'emptied') => void
}

/** Says something to the background. Gives true once it was taken and kept, and false where that failed or can never be. */
export type Say<Said> = (said: Said) => Promise<boolean>

/** Milliseconds until a worker that has gone is called again. */
const AGAIN_MS = 300

/**
 * Speaks with the background. A worker may die with something in its hands, so everything a person says is said again, in order, until a
 * worker answers for it. Saying a thing twice must therefore be as good as saying it once.
 */
export function speak<Said, Shows>({ connect, after, heard, over }: SpeakWorld<Said, Shows>): Say<Said> {
  const waiting = new Map<number, { said: Said; answer: (taken: boolean) => void }>()
  let port: ViewPort<Said, Shows> | null = null
  let count = 0
  let ended = false

  const end = (why: 'removed' | 'emptied') => {
    ended = true
    port = null
    for (const { answer } of waiting.values()) answer(false)
    waiting.clear()
    over(why)
  }
  const lost = (one: ViewPort<Said, Shows>) => {
    if (port !== one) return
    port = null
    after(AGAIN_MS, open)
  }
  const open = () => {
    if (ended) return
    const opened = connect()
    if (!opened) return end('removed')
    port = opened
    opened.onMessage.addListener((message) => {
      if ('shows' in message) return heard(message.shows)
      if ('over' in message) return end('emptied')
      waiting.get(message.took)?.answer(message.kept)
      waiting.delete(message.took)
    })
    opened.onDisconnect.addListener(() => lost(opened))
    for (const [number, { said }] of waiting) post(number, said)
  }
  const post = (number: number, said: Said) => {
    const to = port
    try {
      to?.postMessage({ number, said })
    } catch {
      // A port that is closing refuses what is posted to it. A port whose page was put away closes without a word.
      if (to) lost(to)
    }
  }
  open()
  return (said) => {
    if (ended) return Promise.resolve(false)
    return new Promise((answer) => {
      const number = count++
      waiting.set(number, { said, answer })
      post(number, said)
    })
  }
}
