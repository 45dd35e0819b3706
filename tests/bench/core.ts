import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '@tend/server/postgres'
import { Hono } from 'hono'
import pg from 'pg'
import { v4, v7 } from 'uuid'
import { freshDatabase, makeTemplate } from '../support/cluster.ts'
import { type TestMember, type TestServer, testServer } from '../support/server.ts'
import { median, percentile, say } from './figure.ts'

const AT_ONCE = 10
const ROUNDS = 5
const ROUND_MS = 1_500
const words = 'In the budget call I was talked over three times, and it was laughed off. '.repeat(4)

type Statement = { text: string; values: unknown[] }
type Ask = () => Promise<Response>

/** Notes every statement that reaches PostgreSQL while `work` runs: the baseline is exactly these, without what Tend adds around them. */
async function recording(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const real = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args
    const config = typeof first === 'string' ? { text: first, values: Array.isArray(second) ? second : [] } : (first as Partial<Statement>)
    if (config.text) statements.push({ text: config.text, values: config.values ?? [] })
    return Reflect.apply(real, this, args)
  } as typeof real
  try {
    await work()
  } finally {
    pg.Client.prototype.query = real
  }
  return statements.map(({ text, values }) => ({ text: text.replace(/^begin; (select set_config|set local).*$/s, 'begin'), values }))
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The statements of one more request: ids made during the recorded one are made anew, keyed tags become random, sealed words plain. */
function again(statements: Statement[], known: ReadonlySet<string>): Statement[] {
  const fresh = new Map<string, string>()
  const renew = (id: string) => {
    if (known.has(id)) return id
    if (!fresh.has(id)) fresh.set(id, v7())
    return fresh.get(id) ?? id
  }
  const tags = new Map<string, Buffer>()
  const value = (old: unknown): unknown => {
    if (typeof old === 'string') return old.replace(UUID, renew)
    if (!Buffer.isBuffer(old)) return old
    if (old.length !== 32) return old
    const name = old.toString('hex')
    if (!tags.has(name)) tags.set(name, Buffer.from((v4() + v4()).replaceAll('-', ''), 'hex').subarray(0, 32))
    return tags.get(name)
  }
  return statements.map(({ text, values }) => ({ text, values: values.map(value) }))
}

/** The bare thing: Hono, `pg` and the same statements as superuser, whom no row security concerns. */
function bare(pool: pg.Pool, statements: Statement[], make: () => Statement[]) {
  const app = new Hono()
  app.all('/v1/concerns', async (c) => {
    if (c.req.method === 'POST') await c.req.json()
    const client = await pool.connect()
    try {
      let rows: unknown[] = []
      for (const { text, values } of c.req.method === 'POST' ? make() : statements) {
        const result = await client.query(text, values)
        if (result.rows?.length) rows = result.rows
      }
      return c.json({ items: rows })
    } finally {
      client.release()
    }
  })
  return app
}

async function throughput(ask: Ask): Promise<{ perSecond: number; times: number[] }> {
  const until = performance.now() + ROUND_MS
  const started = performance.now()
  const times: number[] = []
  const worker = async () => {
    while (performance.now() < until) {
      const asked = performance.now()
      const answer = await ask()
      if (!answer.ok) throw new Error(`The bench got ${answer.status}: ${await answer.text()}`)
      await answer.arrayBuffer()
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return { perSecond: (times.length * 1000) / (performance.now() - started), times }
}

async function ratio(name: string, aim: number, ours: Ask, theirs: Ask): Promise<boolean> {
  const ratios: number[] = []
  const rates: number[] = []
  const times: number[] = []
  await throughput(ours)
  await throughput(theirs)
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 ? [ours, theirs] : [theirs, ours]
    const results = new Map<Ask, Awaited<ReturnType<typeof throughput>>>()
    for (const ask of order) results.set(ask, await throughput(ask))
    const [mine, base] = [results.get(ours), results.get(theirs)]
    if (!mine || !base) continue
    ratios.push(mine.perSecond / base.perSecond)
    rates.push(mine.perSecond)
    times.push(...mine.times)
  }
  const spread = percentile(times, 0.99) / percentile(times, 0.5)
  const note = `${median(rates).toFixed(0)} a second here, p99 is ${spread.toFixed(1)} times p50, ${AT_ONCE} at once, ${ROUNDS} rounds`
  return say({ name, value: median(ratios), unit: 'of bare', aim: { atLeast: aim }, note })
}

/** A circle that is ready: two stewards and both contacts. */
async function readyCircle(server: TestServer): Promise<{ raiser: TestMember; stewards: TestMember[] }> {
  const facilitator = await server.member('Fatima', { roles: ['facilitator', 'steward'] })
  const steward = await server.member('Sami', { roles: ['steward'] })
  const raiser = await server.member('Rosa')
  const changed = await server.api.request(`/v1/circles/${server.home.circleId}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${facilitator.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ outsideContact: 'The network, 600 000 000', emergencyContact: 'Noor, 600 000 001' }),
  })
  if (!changed.ok) throw new Error(`The circle could not be made ready: ${await changed.text()}`)
  return { raiser, stewards: [facilitator, steward] }
}

async function compare(server: TestServer, pool: pg.Pool): Promise<boolean[]> {
  const { raiser, stewards } = await readyCircle(server)
  const reader = await server.member('Lea')
  const body = JSON.stringify({
    circleId: server.home.circleId,
    about: 'me',
    help: ['rest'],
    words,
    tier: 'stewards',
    recipients: stewards.map(({ id }) => id),
    leftOut: [],
    nameGiven: false,
    keep: { kind: 'ninety_days' },
  })
  const headers = (who: TestMember) => ({ authorization: `Bearer ${who.token}`, 'content-type': 'application/json' })
  const raise =
    (who: TestMember): Ask =>
    async () =>
      server.api.request('/v1/concerns', { method: 'POST', headers: { ...headers(who), 'idempotency-key': v4() }, body })
  const read: Ask = async () => server.api.request('/v1/concerns', { headers: headers(reader) })
  for (let n = 0; n < 5; n++) await raise(reader)()
  await raise(raiser)()
  const known = new Set([
    server.home.workspaceId,
    server.home.circleId,
    ...[raiser, reader, ...stewards].flatMap(({ id, deviceId }) => [id, deviceId]),
  ])
  const raising = await recording(raise(raiser))
  const reading = await recording(read)
  const app = bare(pool, reading, () => again(raising, known))
  return [
    await ratio('core.raise', 0.6, raise(raiser), async () =>
      app.request('/v1/concerns', { method: 'POST', headers: headers(raiser), body }),
    ),
    await ratio('core.read-mine', 0.4, read, async () => app.request('/v1/concerns', { headers: headers(reader) })),
  ]
}

/** What sealing, policy and row security cost: raising and reading against the same statements without them, in the same run. */
export async function benchCore(): Promise<boolean[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-bench-'))
  const cluster = await startPostgres(folder, { max_connections: '60' })
  try {
    await makeTemplate(cluster.socket)
    const place = await freshDatabase(cluster.socket)
    const server = await testServer({ place, jobs: true, now: new Date().toISOString() })
    const pool = new pg.Pool({ host: cluster.socket, user: 'postgres', database: place.kind === 'socket' ? place.database : '', max: 6 })
    try {
      return await compare(server, pool)
    } finally {
      await pool.end()
      await server.stop()
    }
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
