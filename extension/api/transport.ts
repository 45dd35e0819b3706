import { findAnswer, keepAnswer } from '../storage/cache.ts'
import { type HeldPairing, keepAs, pairing, setReach, wipeDevice } from './standing.ts'

/** Milliseconds the server may take before we say that it is away. */
const patience = 15_000

/** This header marks an answer that comes from this device because the server is away. */
export const staleHeader = 'x-tend-stale'

/** Thrown when there was no answer from a Tend server. What became of the request is not known. */
export class ServerAway extends Error {}

/** Thrown when Tend itself failed over this request. Others may go well, and what became of this one is not known. */
export class ServerFailed extends ServerAway {}

type Fetch = (input: string, init: RequestInit) => Promise<Response>

/**
 * Sends one request to the paired server and to no other. It follows no redirect, sends no cookie, and leaves nothing in the browser's own
 * cache.
 */
async function send(held: { server: string }, input: string, init: RequestInit, fetchIt: Fetch): Promise<Response> {
  if (new URL(input).origin !== held.server) throw new Error('A request may go to the paired server only.')
  try {
    const guarded = { cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' } as const
    const response = await fetchIt(input, { ...init, ...guarded, signal: AbortSignal.timeout(patience) })
    if (!fromTend(response)) throw (await failedItself(response)) ? new ServerFailed() : new ServerAway()
    return response
  } catch (error) {
    throw error instanceof ServerAway ? error : new ServerAway('No answer from the server.', { cause: error })
  }
}

/** Answers of a server that is failing, a proxy's error pages and a hotel's log-in pages are no answers of ours. */
function fromTend(response: Response): boolean {
  if (response.status === 304 || response.status === 204) return true
  return (response.headers.get('content-type') ?? '').includes('application/json') && response.status < 500
}

/** A proxy answers for a server that is gone, and Tend answers while it starts. Neither answer is about this one request. */
async function failedItself(response: Response): Promise<boolean> {
  const code = response.status >= 500 ? await errorCode(response) : undefined
  return code !== undefined && code !== 'not_ready_yet'
}

/** The typed client talks through this. It adds the device's token, asks with the ETag it knows, and notices revocation. */
export function createTransport(held: HeldPairing, fetchIt: Fetch = (input, init) => fetch(input, init)) {
  return async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input)
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${held.token}`)
    const reading = (init.method ?? 'GET').toUpperCase() === 'GET'
    const known = reading ? await findAnswer(url) : undefined
    if (known) headers.set('if-none-match', known.etag)
    try {
      const response = await send(held, url, { ...init, headers }, fetchIt)
      await noticeReach(held, response)
      return reading ? await remember(held, url, response, known?.body) : response
    } catch (error) {
      if (!(error instanceof ServerAway)) throw error
      if (error instanceof ServerFailed && !reading) throw error
      await setReach('away')
      if (!known) throw new ServerAway('Nothing to read.', { cause: error })
      return json(known.body, { [staleHeader]: '1' })
    }
  }
}

/** Sends a request before there is a token: only to trade a pairing code, and only to the address the person typed. */
export function createPairingTransport(server: string, fetchIt: Fetch = (input, init) => fetch(input, init)) {
  return (input: string | URL | Request, init: RequestInit = {}): Promise<Response> =>
    send({ server }, input instanceof Request ? input.url : String(input), init, fetchIt)
}

async function noticeReach(held: HeldPairing, response: Response): Promise<void> {
  if (response.status !== 401) return setReach('near')
  if ((await errorCode(response.clone())) !== 'device_revoked') return setReach('unknown_device')
  if (await stillPaired(held)) await wipeDevice(held.server)
}

async function remember(held: HeldPairing, url: string, response: Response, knownBody: string | undefined): Promise<Response> {
  if (response.status === 304 && knownBody !== undefined) return json(knownBody)
  const etag = response.headers.get('etag')
  if (response.ok && etag) {
    const body = await response.clone().text()
    await keepAs(held, () => keepAnswer(url, { etag, body }))
  }
  return response
}

/** Answers that arrive after the device was emptied or paired anew leave nothing behind. */
async function stillPaired(held: HeldPairing): Promise<boolean> {
  return (await pairing.getValue())?.token === held.token
}

async function errorCode(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json().catch(() => undefined)
  const error = (body as { error?: { code?: unknown; path?: unknown } } | undefined)?.error
  return typeof error?.code === 'string' && typeof error.path === 'string' ? error.code : undefined
}

function json(body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { status: 200, headers: { 'content-type': 'application/json', ...headers } })
}
