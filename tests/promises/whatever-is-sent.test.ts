import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, cast } from '../support/cast.ts'
import { mark } from '../support/from-schema.ts'
import { type FuzzedRequest, type FuzzedRoute, type Ground, requestsTo, routesToFuzz } from '../support/fuzz.ts'
import { rows, type Thing } from './access-rows.ts'

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
afterAll(() => theCast.server.stop())

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

/** Gives back what a request may have taken for good: the circle's settings, devices, places in circles, appointments. */
async function keeper(): Promise<{ restore(): Promise<void>; end(): Promise<void> }> {
  const client = await theCast.server.superuser()
  const tables = ['directory', 'circle_member', 'appointment']
  for (const table of ['circle', ...tables]) await client.query(`create temp table kept_${table} as select * from public.${table}`)
  const { rows: names } = await client.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns where table_schema = 'public' and table_name = 'circle'`,
  )
  const columns = names.map(({ name }) => name).join(', ')
  const circle = `update circle c set (${columns}) = (select ${columns} from kept_circle k where k.id = c.id)`
  const people = `update member set left_on = null, away = false; delete from rest; update device set revoked_on = null where id <> `
  const restore = async () => {
    await client.query(`${circle}; delete from appointment; ${people} '${theCast.people.revoked.deviceId}'`)
    for (const table of tables) await client.query(`insert into public.${table} select * from kept_${table} on conflict do nothing`)
  }
  return { restore, end: () => client.end() }
}

/** What takes a body has more ways to be wrong. */
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
    const { restore, end } = await keeper()
    const one = Math.ceil(REQUESTS / routes.reduce((sum, route) => sum + sharesOf(route), 0))
    for (const [at, route] of routes.entries()) {
      await restore()
      await inTurns(requestsTo(route, one * sharesOf(route), SEED + at, await groundOf(route)), seen)
    }
    await end()
    const kinds = Object.groupBy(
      seen.wrong,
      ({ request, status, why }) => `${why}: ${request.method} ${request.path.split('?')[0]?.replace(/[0-9a-f-]{36}/g, ':id')} ${status}`,
    )
    expect(Object.entries(kinds).map(([kind, found]) => ({ kind, times: found?.length, first: found?.[0] }))).toEqual([])
    expect(theCast.server.lines.filter((line) => line.toLowerCase().includes(mark))).toEqual([])
    expect(seen.requests).toBeGreaterThanOrEqual(REQUESTS)
    // Requests that are all refused at the door would prove little.
    expect(seen.accepted).toBeGreaterThan(REQUESTS / 10)
  }, 180_000)
})
