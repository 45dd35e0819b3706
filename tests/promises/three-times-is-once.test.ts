import { randomUUID } from 'node:crypto'
import { signService } from '@tend/server/http/actor-token'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask, type Cast, cast, type Person } from '../support/cast.ts'
import { counting } from '../support/stored.ts'
import type { Row, Thing } from './access-row.ts'
import { rows } from './access-rows.ts'

let theCast: Cast
/** Counts rows by table, to tell what a request left behind. */
let left: Awaited<ReturnType<typeof counting>>
beforeAll(async () => {
  theCast = await cast({ jobs: true })
  left = await counting(theCast.server)
})
afterAll(async () => {
  await left.end()
  await theCast.server.stop()
})

// The Slack app's own claims are fenced by their attempt instead. A code is shown once and stored nowhere, so each request makes one.
const otherwise = /deliveries\/(claim|:id)|PUT \/v1\/slack\/|pairing-codes|circles\/:id\/invitations|POST \/v1\/devices/
// Linking brings its person into the other member's circle. The second time they are in it.
const settles = /POST \/v1\/me\/slack/
const writes = Object.keys(rows).filter((route) => !route.startsWith('GET ') && !otherwise.test(route))

async function arranged(row: Row): Promise<Thing> {
  const made = (await row.arrange?.(theCast)) ?? ''
  const [id, other] = Array.isArray(made) ? made : [made, '']
  return { ...theCast, id, other }
}

/** Gives what a request leaves behind when it is sent so many times at once with one key. */
async function effectOf(
  row: Row,
  method: string,
  person: Person,
  times: number,
): Promise<{ answers: Answer[]; effect: Record<string, number> }> {
  const thing = await arranged(row)
  const before = await left.count()
  const headers = { 'idempotency-key': randomUUID() }
  const body = row.body?.(thing)
  const send = () => ask(theCast.server, theCast.people[person].token, method, row.at(thing), body, headers)
  const answers = await Promise.all(Array.from({ length: times }, send))
  const after = await left.count()
  const changed = Object.keys(after).map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0)] as const)
  return { answers, effect: Object.fromEntries(changed.filter(([, count]) => count !== 0)) }
}

/** The Slack app, or a person with whom the request goes through; nobody when it needs no token. */
async function whoMay(row: Row): Promise<string | undefined> {
  const role = Object.keys(row.may).find((role) => role !== 'stranger' && (row.may[role as Person] ?? 500) < 300)
  const { kernel } = theCast.server
  return role === 'service' ? signService(kernel.coreSecret, kernel.clock()) : role && theCast.people[role as Person].token
}

describe('the reference', () => {
  it('names the Idempotency-Key where it is remembered, and nowhere else', async () => {
    const { json } = await ask(theCast.server, undefined, 'GET', '/openapi.json')
    const { paths } = json as { paths: Record<string, Record<string, { parameters?: { name: string }[] }>> }
    const remembered = async () => (await theCast.server.kernel.dispatch.selectFrom('idempotency').select('day').execute()).length
    const wrong: string[] = []
    const keyed = { yes: 0, no: 0 }
    for (const [route, row] of Object.entries(rows)) {
      const token = await whoMay(row)
      const [method = '', path = ''] = route.split(' ')
      if (method === 'GET' || !token) continue
      const thing = await arranged(row)
      const before = await remembered()
      const { status } = await ask(theCast.server, token, method, row.at(thing), row.body?.(thing), { 'idempotency-key': randomUUID() })
      expect(status, route).toBeLessThan(300)
      const works = (await remembered()) > before
      const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      const named = operation?.parameters?.some(({ name }) => name === 'Idempotency-Key') ?? false
      keyed[works ? 'yes' : 'no']++
      if (named !== works) wrong.push(route)
    }
    expect(wrong).toEqual([])
    expect(keyed.yes).toBeGreaterThan(50)
    expect(keyed.no).toBeGreaterThan(5)
  })
})

describe('a request that arrives three times at once has one effect and one answer', () => {
  it.each(writes)('%s', async (route) => {
    const row = rows[route] as Row
    const person = Object.keys(row.may).find((role) => (row.may[role as Person] ?? 500) < 300) as Person | undefined
    // There is nothing to repeat where nobody gets through.
    if (!person) return
    const method = route.slice(0, route.indexOf(' '))
    const once = await effectOf(row, method, person, 1)
    const thrice = await effectOf(row, method, person, 3)
    expect(new Set(thrice.answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(thrice.answers[0]?.status).toBe(once.answers[0]?.status)
    // What has switched once is switched already. A repetition then leaves less behind, and never more.
    for (const [table, count] of Object.entries(thrice.effect)) expect(count, table).toBeLessThanOrEqual(once.effect[table] ?? 0)
    if (row.arrange && !settles.test(route)) expect(thrice.effect).toEqual(once.effect)
  })
})
