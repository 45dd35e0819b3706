import { type ApplyGlobalResponse, hc } from 'hono/client'
import type { Api } from './api.ts'
import type { ErrorBody } from './http/errors.ts'

/** Every refusal that comes over the wire has this shape. */
export type Refused = ErrorBody
type Refusals = { [Status in 400 | 401 | 404 | 409 | 410 | 413 | 429 | 500]: { json: Refused } }
type Answers = ApplyGlobalResponse<Api, Refusals>

/** Carries a request to the server: `fetch`, or `api.request` in the same process. */
export type Transport = (input: string | URL | Request, init?: RequestInit) => Response | Promise<Response>
type Headers = Record<string, string>

/**
 * Makes the typed client that the Slack app and the extension share. `headers` is asked before every request, as tokens may be short-lived.
 */
export function createClient(base: string, transport: Transport, headers: () => Headers | Promise<Headers>) {
  return hc<Answers>(base, { fetch: transport as typeof fetch, headers })
}
export type Client = ReturnType<typeof createClient>

/** At most so many pages of one list are read at once. A circle has far fewer; the limit makes sure that reading ends. */
const PAGES_MAX = 50

/**
 * Makes a transport that reads lists to their end, so that nobody misses what stands on a later page: it follows `next` and answers as if
 * everything stood on one page. When one page is refused, that refusal is the answer to the whole. A request with a cursor gets that page
 * alone.
 */
export function wholeLists(transport: Transport): Transport {
  return async (input, init) => {
    const first = await transport(input, init)
    const url = new URL(input instanceof Request ? input.url : String(input))
    if ((init?.method ?? 'GET') !== 'GET' || !first.ok || url.searchParams.has('cursor')) return first
    let page = listOf(
      await first
        .clone()
        .json()
        .catch(() => null),
    )
    if (!page?.next) return first
    const items = [...page.items]
    const headers = new Headers(first.headers)
    for (let read = 1; page?.next && read < PAGES_MAX; read++) {
      url.searchParams.set('cursor', page.next)
      const answer = await transport(url.href, init)
      if (!answer.ok) return answer
      for (const [name, value] of answer.headers) headers.set(name, value)
      page = listOf(await answer.json().catch(() => null))
      items.push(...(page?.items ?? []))
    }
    headers.delete('content-length')
    return new Response(JSON.stringify({ ...page, items, next: page?.next ?? null }), { status: first.status, headers })
  }
}

function listOf(body: unknown): { items: unknown[]; next: string | null } | null {
  const { items, next } = (body ?? {}) as { items?: unknown; next?: unknown }
  return Array.isArray(items) ? { ...(body as object), items, next: typeof next === 'string' ? next : null } : null
}

/** A person who acts in Slack, as Slack's signed request named them. */
export type { SlackPerson } from './http/actor-token.ts'
