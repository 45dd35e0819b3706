import { Hono } from 'hono'
import pg from 'pg'
import { v4, v7 } from 'uuid'
import { median, percentile, say } from './figure.ts'

const AT_ONCE = 20
const ROUNDS = 5
const ROUND_MS = 1_500

export type Statement = { text: string; values: unknown[] }
export type Ask = () => Promise<Response>

/** Notes every statement that reaches PostgreSQL while `work` runs. The baseline is exactly these, without what Tend adds around them. */
export async function recording(work: () => Promise<unknown>): Promise<Statement[]> {
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

/**
 * Gives the statements of one more request: ids made during the recorded one are made anew, keyed tags become random, and sealed words
 * plain.
 */
export function again(statements: Statement[], known: ReadonlySet<string>): Statement[] {
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

/**
 * The bare thing: Hono, `pg` and the same statements as superuser, who meets no row security. It answers with sealed words as if they were
 * plain.
 */
export function bare(pool: pg.Pool, make: () => Statement[]) {
  const app = new Hono()
  app.all('*', async (c) => {
    if (c.req.method === 'POST') await c.req.json()
    const client = await pool.connect()
    try {
      const rows: unknown[] = []
      for (const { text, values } of make()) rows.push(...((await client.query(text, values)).rows ?? []).map(plain))
      return c.json({ items: rows })
    } finally {
      client.release()
    }
  })
  return app
}

/** A text about as long as the words were, without the work that a list of bytes would be. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? value.toString('base64', 0, Math.min(value.length, 60)) : value,
    ]),
  )
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

export async function ratio(name: string, aim: number, ours: Ask, theirs: Ask): Promise<boolean[]> {
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
  const note = `${median(rates).toFixed(0)} a second here, ${AT_ONCE} at once, ${ROUNDS} rounds`
  const spread = percentile(times, 0.99) / percentile(times, 0.5)
  const middle = `p50 ${percentile(times, 0.5).toFixed(1)} ms, ${AT_ONCE} at once`
  return [
    say({ name, value: median(ratios), unit: 'of bare', aim: { atLeast: aim }, note }),
    say({ name: `${name}-p99`, value: spread, unit: 'times p50', aim: { under: 5 }, note: middle }),
  ]
}
