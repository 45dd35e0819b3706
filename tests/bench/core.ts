import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '@tend/server/data/postgres'
import pg from 'pg'
import { v4 } from 'uuid'
import { aRaise } from '../../shared/test/concerns/a-concern.ts'
import { freshDatabase, makeTemplate } from '../support/cluster.ts'
import { type TestMember, type TestServer, testServer } from '../support/server.ts'
import { type Ask, again, bare, ratio, recording } from './bare.ts'
import { fillCircle } from './seed.ts'

const words = 'In the budget call I was talked over three times, and it was laughed off. '.repeat(4)

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
  const recipients = stewards.map(({ id }) => id)
  const body = JSON.stringify(aRaise({ circleId: server.home.circleId, words, tier: 'stewards', recipients }))
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
  const against = async (name: string, aim: number, ours: Ask, fresh: boolean): Promise<boolean[]> => {
    const statements = await recording(ours)
    const app = bare(pool, () => (fresh ? again(statements, known) : statements))
    const sent = fresh ? { method: 'POST', headers: headers(raiser), body } : { headers: headers(reader) }
    return ratio(name, aim, ours, async () => app.request('/', sent))
  }
  const page = (path: string): Ask => {
    return async () => server.api.request(`/v1/circles/${server.home.circleId}${path}`, { headers: headers(reader) })
  }
  const results = [...(await against('core.raise', 0.6, raise(raiser), true)), ...(await against('core.read-mine', 0.4, read, false))]
  await fillCircle(server)
  results.push(...(await against('core.circle-page', 0.4, page(''), false)))
  results.push(...(await against('core.digest', 0.4, page('/digest'), false)))
  return results
}

/** Measures what sealing, policy and row security cost: raising and reading, against the same statements without them in the same run. */
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
