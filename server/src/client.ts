import { type ApplyGlobalResponse, hc } from 'hono/client'
import type { Api } from './api.ts'
import type { ErrorBody } from './errors.ts'

/** The one shape of every refusal that comes over the wire. */
export type Refused = ErrorBody
type Refusals = { [Status in 400 | 401 | 404 | 409 | 410 | 413 | 429 | 500]: { json: Refused } }
type Answers = ApplyGlobalResponse<Api, Refusals>

/** Something that carries a request to the server: `fetch`, or `api.request` in the same process. */
export type Transport = (input: string | URL | Request, init?: RequestInit) => Response | Promise<Response>
type Headers = Record<string, string>

/** The typed client that Slack app and extension share; `headers` is asked before every request (tokens may be short-lived). */
export function createClient(base: string, transport: Transport, headers: () => Headers | Promise<Headers>) {
  return hc<Answers>(base, { fetch: transport as typeof fetch, headers })
}
export type Client = ReturnType<typeof createClient>

/** Somebody who acts in Slack, as Slack's signed request named them. */
export type { SlackPerson } from './actor-token.ts'
