import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '@tend/server/data/postgres'
import { planDueDigests } from '@tend/server/digests/store'
import { tick } from '@tend/server/jobs/tick'
import type pg from 'pg'
import { freshDatabase, makeTemplate } from '../support/cluster.ts'
import { type TestServer, testServer } from '../support/server.ts'
import { median, say } from './figure.ts'
import { type Seeded, seedWorkspaces } from './seed.ts'

const WORKSPACES = 1_000
/** Circles in each workspace: those that have digests due, and as many more as make a hundred thousand in all. */
const DUE_CIRCLES = 10
const MORE_CIRCLES = 90
const ITEMS = 10
/** How many of each lot are composed. What counts is their cost for one circle. */
const COMPOSED = 100
const NOW = '2026-11-23T10:00:00Z'

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const started = performance.now()
  const value = await work()
  return { ms: performance.now() - started, value }
}

/** Lets the digests of so many circles be due this minute, and forgets what was planned before. */
async function makeDue(client: pg.Client, seeded: Seeded, circles: number): Promise<void> {
  const ids = seeded.slice(0, circles / DUE_CIRCLES).flatMap(({ circleIds }) => circleIds)
  await client.query(`delete from delivery; delete from event; delete from pgboss.job where name = 'deliveries'`)
  await client.query(`update circle set next_digest_at = '2026-11-23T08:00:00Z' where id = any($1::uuid[])`, [ids])
  await client.query('vacuum analyze circle, delivery, event, pgboss.job')
}

/** Claims what is due until enough are composed, reporting each as posted. Gives ms for one circle. */
async function compose(server: TestServer): Promise<number> {
  const slack = server.asService()
  let composed = 0
  let ms = 0
  while (composed < COMPOSED) {
    const claim = await timed(async () => (await slack.v1.deliveries.claim.$post({ json: { max: 20 } })).json())
    if (!('items' in claim.value) || claim.value.items.length === 0) throw new Error('Nothing was handed out, so nothing was composed.')
    for (const { id, attempt } of claim.value.items) {
      await slack.v1.deliveries[':id'].begin.$post({ param: { id }, json: { attempt } })
      await slack.v1.deliveries[':id'].report.$post({ param: { id }, json: { attempt, outcome: 'delivered' } })
    }
    composed += claim.value.items.length
    ms += claim.ms
  }
  return ms / composed
}

async function digests(server: TestServer, client: pg.Client, seeded: Seeded): Promise<boolean[]> {
  const enqueued: number[] = []
  const composed: number[] = []
  let whole = 0
  // The first lot warms up what every process has warm after its first minute.
  for (const circles of [1_000, 100, 1_000, 10_000]) {
    await makeDue(client, seeded, circles)
    const { ms, value } = await timed(() => planDueDigests(server.kernel))
    if (value !== circles) throw new Error(`${value} digests were planned of ${circles}.`)
    enqueued.push(ms / circles)
    composed.push(await compose(server))
    whole = ms
  }
  const flat = (name: string, [, ...costs]: number[]) =>
    say({
      name,
      value: Math.max(...costs.slice(1)) / (costs[0] ?? Number.NaN),
      unit: 'times the cost a circle of 100',
      aim: { under: 1.3 },
      note: `${costs.map((ms) => ms.toFixed(2)).join(', ')} ms a circle of 100, 1,000, 10,000 due`,
    })
  return [
    flat('core.digest-enqueued-at-scale', enqueued),
    flat('core.digest-composed-at-scale', composed),
    say({ name: 'core.digest-10000-enqueued', value: whole / 1000, unit: 's', aim: { under: 40 } }),
  ]
}

async function idle(server: TestServer, client: pg.Client): Promise<boolean[]> {
  await client.query(`update circle set next_digest_at = '2100-01-04T08:00:00Z' where next_digest_at < now() + interval '10 years'`)
  await client.query('vacuum analyze circle, delivery, event')
  server.setNow('2026-11-23T10:01:00Z')
  for (let n = 0; n < 5; n++) await tick(server.kernel)
  const times: number[] = []
  for (let n = 0; n < 40; n++) times.push((await timed(() => tick(server.kernel))).ms)
  const { rows } = await client.query<{ count: string }>('select count(*) from circle')
  const all = await timed(() => tick(server.kernel, true))
  const note = `${Number(rows[0]?.count).toLocaleString('en')} circles; every chore there is: ${all.ms.toFixed(0)} ms`
  return [say({ name: 'core.tick-nothing-due', value: median(times), unit: 'ms', aim: { under: 10 }, note })]
}

/** Measures what digests and the clock cost with 1,000 workspaces, 100,000 items and, for the clock, 100,000 circles. */
export async function benchScale(): Promise<boolean[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-bench-scale-'))
  const cluster = await startPostgres(folder, { max_connections: '60' })
  try {
    await makeTemplate(cluster.socket)
    const server = await testServer({ place: await freshDatabase(cluster.socket), jobs: true, now: NOW })
    const client = await server.superuser()
    try {
      const { keyring } = server.kernel
      const seeded = await seedWorkspaces(client, keyring, { workspaces: WORKSPACES, circles: DUE_CIRCLES, items: ITEMS })
      const results = await digests(server, client, seeded)
      await seedWorkspaces(client, keyring, { workspaces: WORKSPACES, circles: MORE_CIRCLES, items: 0 })
      return [...results, ...(await idle(server, client))]
    } finally {
      await client.end()
      await server.stop()
    }
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
