/** A page of the browser, as its inspector names it. */
export type Target = { id: string; url: string; webSocketDebuggerUrl: string }
type Said = { id?: number; method?: string; params?: unknown; result?: unknown; error?: { message: string } }
type Evaluated = { result: { value?: unknown }; exceptionDetails?: { text: string; exception?: { description?: string } } }
type ServiceWorkers = { versions: { runningStatus: string; status: string }[] }

/** A page of the browser's own that is driven from outside. */
export type Driven = {
  /** Sends a command of the inspector's protocol. Gives its result, or fails as the command does. */
  command: (method: string, params?: object) => Promise<unknown>
  /** Gives what an expression comes to in the page, once it is settled. */
  evaluate: (expression: string) => Promise<unknown>
  hear: (listener: (said: Said) => void) => void
}

/** Asks the browser by the inspector's addresses. */
export const devTools = (port: string) => async (question: string) => {
  const answer = await fetch(`http://127.0.0.1:${port}/json/${question}`, { method: 'PUT' })
  const said = await answer.text()
  if (!answer.ok) throw new Error(`Chromium refuses ${question}: ${said}`)
  return said.startsWith('{') ? (JSON.parse(said) as unknown) : said
}

/** Drives the page that listens at the socket, which must be open. */
export function drive(socket: WebSocket): Driven {
  const listeners: ((said: Said) => void)[] = []
  const waiting = new Map<number, (said: Said) => void>()
  socket.addEventListener('message', ({ data }) => {
    const said: Said = JSON.parse(String(data))
    if (said.id !== undefined) waiting.get(said.id)?.(said)
    else for (const listener of listeners) listener(said)
  })
  let count = 0
  const command = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++count
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id)
        if (error) reject(new Error(`${method}: ${error.message}`))
        else resolve(result)
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
  const evaluate = async (expression: string) => {
    const asked = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails: failed } = (await command('Runtime.evaluate', asked)) as Evaluated
    if (failed) throw new Error(failed.exception?.description ?? failed.text)
    return result.value
  }
  return { command, evaluate, hear: (listener) => void listeners.push(listener) }
}

/**
 * Follows the workers of the browser's extensions. A browser wakes a worker when its extension is switched on, and lets it go half a minute
 * later. Meanwhile the worker has a process of its own, which pages pay for and which is not there on an ordinary page.
 */
export async function watchWorkers({ command, hear }: Driven) {
  let woken = 0
  let isActive = false
  let isStopped = false
  let changed: () => void = () => {}
  hear(({ method, params }) => {
    if (method !== 'ServiceWorker.workerVersionUpdated') return
    for (const { runningStatus, status } of (params as ServiceWorkers).versions) {
      if (runningStatus === 'starting') woken++
      if (runningStatus === 'running' && status === 'activated') isActive = true
      isStopped = runningStatus === 'stopped'
    }
    changed()
  })
  const until = (what: string, isTrue: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`The worker did not ${what} within ten seconds.`)), 10_000)
      changed = () => {
        if (!isTrue()) return
        clearTimeout(late)
        resolve()
      }
      changed()
    })
  const forget = () => {
    isActive = isStopped = false
  }
  const sleep = async () => {
    await until('start', () => isActive)
    await command('ServiceWorker.stopAllWorkers')
    await until('stop', () => isStopped)
    woken = 0
  }
  await command('ServiceWorker.enable')
  return { forget, sleep, wokenUp: () => woken }
}
