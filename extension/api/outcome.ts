import type { Refused } from '@tend/server/client'
import { ServerAway, ServerFailed, staleHeader } from './transport.ts'

/**
 * The reason why something did not happen. `failed`: Tend itself stumbled over it. `refused` carries the server's own code, and its field.
 */
export type Why =
  | { kind: 'unpaired' }
  | { kind: 'away' }
  | { kind: 'failed' }
  | { kind: 'revoked' }
  | { kind: 'unknown_device' }
  | { kind: 'busy' }
  | { kind: 'refused'; code: string; path: string }

/** A request came to an answer (stale: from this device, because the server is away) or to a reason why there is none. */
export type RequestOutcome<T> = { ok: true; value: T; stale: boolean } | { ok: false; why: Why }

type Answered = { ok: boolean; status: number; headers: Headers; json(): Promise<unknown> }
type BodyOf<R> = R extends { json(): Promise<infer T> } ? T : never
type AnswerOf<R> = Exclude<BodyOf<R>, Refused>

/** Waits for a request of the typed client and says what became of it. Only bugs are thrown. */
export async function outcomeOf<R extends Answered>(request: Promise<R>): Promise<RequestOutcome<AnswerOf<R>>> {
  try {
    const response = await request
    if (!response.ok) return { ok: false, why: await whyNot(response) }
    return { ok: true, value: (await response.json()) as AnswerOf<R>, stale: response.headers.has(staleHeader) }
  } catch (error) {
    if (error instanceof ServerFailed) return { ok: false, why: { kind: 'failed' } }
    if (error instanceof ServerAway) return { ok: false, why: { kind: 'away' } }
    throw error
  }
}

async function whyNot(response: Answered): Promise<Why> {
  const body = (await response.json().catch(() => undefined)) as Partial<Refused> | undefined
  const error = body?.error
  if (response.status === 401 && error?.code === 'device_revoked') return { kind: 'revoked' }
  if (response.status === 401 && error?.code === 'unauthorised') return { kind: 'unknown_device' }
  if (response.status === 429) return { kind: 'busy' }
  if (!error) return { kind: 'away' }
  return { kind: 'refused', code: error.code, path: error.path }
}
