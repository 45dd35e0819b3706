import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Cast, cast } from '../support/cast.ts'
import { mark } from '../support/from-schema.ts'
import { type FuzzedRequest, type FuzzedRoute, type Ground, requestsTo, routesToFuzz } from '../support/fuzz.ts'
import type { Thing } from './access-row.ts'
import { rows } from './access-rows.ts'

/** At least this many requests in all, the same ones each time. */
const REQUESTS = 20_000
const SEED = 20_261_122
const AT_ONCE = 6
/** Pages answer with pages. */
const ours = /^\/v1\//

let theCast: Cast
let spec: Parameters<typeof routesToFuzz>[1]
beforeAll(async () => {
  theCast = await cast()
  spec = await (await theCast.server.api.request('http://localhost/openapi.json')).json()
})
afterAll(leave)

/** Things of every kind for a route to meet, made as the access matrix makes them. */
async function groundOf({ method, path }: FuzzedRoute): Promise<Ground> {
  const { people, circleId } = theCast
  const row = rows[`${method} ${path}`]
  const made = [(await row?.arrange?.(theCast)) ?? circleId].flat()
  const thing: Thing = { ...theCast, id: made[0] ?? '', other: made[1] ?? '' }
  const able = Object.keys(row?.may ?? {}).filter((role): role is keyof typeof people => role in people)
  const tokens = [...able, ...able, ...able, 'member' as const, 'otherCircle' as const].map((role) => people[role].token)
  const ids = [...made, ...made, ...made, circleId, circleId, people.steward.id, people.recipient.id, people.member.deviceId]
  return { ids, tokens, ...(row?.body ? { good: row.body(thing) } : {}) }
}

type Wrong = { request: FuzzedRequest; status: number; text: string; why: string }
type Seen = { requests: number; accepted: number; wrong: Wrong[] }

async function send(request: FuzzedRequest, seen: Seen): Promise<void> {
  const { method, path, headers, body } = request
  const answer = await theCast.server.api.request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
  const text = await answer.text()
  seen.requests++
  if (answer.status < 400) seen.accepted++
  const say = (why: string) => seen.wrong.push({ request, status: answer.status, text: text.slice(0, 300), why })
  if (answer.status >= 500) say('a fault of ours')
  if (answer.status < 400) return
  if (text.toLowerCase().includes(mark)) say('gives back what was sent')
  if (ours.test(path) && !isError(text)) say('not the one shape')
}

function isError(text: string): boolean {
  try {
    const { error, ...more } = JSON.parse(text)
    const kept = Object.keys(error).sort().join() === 'code,message,path' && Object.values(error).every((one) => typeof one === 'string')
    return kept && Object.keys(more).length === 0
  } catch {
    return false
  }
}

/** The people there are, and the settings of their circle. */
async function asItStands(): Promise<string> {
  const { server, people, circleId } = theCast
  const paths = ['/v1/me', `/v1/circles/${circleId}`]
  const answers = Object.values(people).flatMap(({ token }) => paths.map((path) => ask(server, token, 'GET', path)))
  return JSON.stringify((await Promise.all(answers)).map(({ status, text }) => [status, text]))
}

/**
 * When requests have changed the people there are or the settings of the circle, the next ones would all stop at that. They meet a world of
 * their own.
 */
async function anew(stood: string): Promise<string> {
  if (stood === (await asItStands())) return stood
  await leave()
  theCast = await cast()
  return asItStands()
}

/** No line that was logged holds a word that was sent. */
async function leave(): Promise<void> {
  const { lines, stop } = theCast.server
  await stop()
  expect(lines.filter((line) => line.toLowerCase().includes(mark))).toEqual([])
}

/** A route that takes a body has more ways to be wrong. */
const sharesOf = ({ body }: FuzzedRoute): number => (body ? 4 : 1)

async function inTurns(requests: readonly FuzzedRequest[], seen: Seen): Promise<void> {
  const waiting = [...requests]
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await send(next, seen)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

describe('whatever is sent', () => {
  it('is accepted or refused in one shape; nothing breaks, and no word of it comes back in a refusal or stands in a log', async () => {
    const routes = routesToFuzz(theCast.server.api.routes, spec)
    const seen: Seen = { requests: 0, accepted: 0, wrong: [] }
    let stood = await asItStands()
    const one = Math.ceil(REQUESTS / routes.reduce((sum, route) => sum + sharesOf(route), 0))
    for (const [at, route] of routes.entries()) {
      if (routes[at - 1]?.method !== 'GET') stood = await anew(stood)
      await inTurns(requestsTo(route, one * sharesOf(route), SEED + at, await groundOf(route)), seen)
    }
    const kinds = Object.groupBy(
      seen.wrong,
      ({ request, status, why }) => `${why}: ${request.method} ${request.path.split('?')[0]?.replace(/[0-9a-f-]{36}/g, ':id')} ${status}`,
    )
    expect(Object.entries(kinds).map(([kind, found]) => ({ kind, times: found?.length, first: found?.[0] }))).toEqual([])
    expect(seen.requests).toBeGreaterThanOrEqual(REQUESTS)
    // Requests that are all refused at the door would prove little.
    expect(seen.accepted).toBeGreaterThan(REQUESTS / 10)
  }, 400_000)
})
