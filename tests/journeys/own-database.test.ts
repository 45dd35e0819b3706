import { writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { type Cluster, startPostgres } from '@tend/server/data/postgres'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cleanUp, freshFolder, launch } from '../support/launched.ts'

/** A person's own PostgreSQL: over TCP, with passwords, and with an administrator who is no superuser. */
let cluster: Cluster
let url: string
const key = Buffer.alloc(32, 3).toString('base64url')

beforeAll(async () => {
  const folder = freshFolder()
  cluster = await startPostgres(folder, { fsync: 'off' })
  const admin = new pg.Client({ host: cluster.socket, user: 'postgres', database: 'postgres' })
  await admin.connect()
  await admin.query(`create role manager login createrole createdb password 'of their own'`)
  await admin.query('create database theirs owner manager')
  writeFileSync(path.join(folder, 'pg/pg_hba.conf'), 'local all postgres trust\nlocal all all scram-sha-256\n')
  await admin.query('select pg_reload_conf()')
  await admin.end()
  url = `postgres://manager:of%20their%20own@127.0.0.1:${await overTcp(cluster.socket)}/theirs`
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
})
afterAll(async () => {
  await cluster.stop()
  await cleanUp()
})

// Our PostgreSQL listens on its socket alone. A stranger's is reached over TCP.
function overTcp(socket: string): Promise<number> {
  const server = createServer((client) => {
    const inner = connect(path.join(socket, '.s.PGSQL.5432'))
    client.on('error', () => inner.destroy()).pipe(inner)
    inner.on('error', () => client.destroy()).pipe(client)
  }).listen(0, '127.0.0.1')
  server.unref()
  return new Promise((resolve) => server.once('listening', () => resolve((server.address() as { port: number }).port)))
}

const running: ReturnType<typeof launch>[] = []
function start(more: Record<string, string> = {}): ReturnType<typeof launch> {
  const one = launch({ TEND_DATA: freshFolder(), DATABASE_URL: url, TEND_KEY: key, ...more })
  running.push(one)
  return one
}

async function pair(address: string, displayName: string): Promise<string> {
  const page = await fetch(`${address}/pair`, { method: 'POST', headers: { origin: address, 'sec-fetch-site': 'same-origin' } })
  const code = (await page.text()).match(/class="code"[^>]*>([A-Z0-9-]+)</)?.[1]
  const body = JSON.stringify({ code, displayName })
  const response = await fetch(`${address}/v1/devices`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return ((await response.json()) as { token: string }).token
}

describe('DATABASE_URL', () => {
  it('serves from two processes that start at the same moment: what one knows, the other knows', async () => {
    const [one, two] = await Promise.all([start().address(), start().address()])
    const token = await pair(one, 'Ada')
    const me = (address: string) => fetch(`${address}/v1/me`, { headers: { authorization: `Bearer ${token}` } })
    const [here, there] = await Promise.all([me(one), me(two)].map(async (response) => (await response).text()))
    expect(there).toBe(here)
    expect(here).toContain('facilitator')
    const { devices } = JSON.parse(here ?? '') as { devices: { id: string }[] }
    const revoke = await fetch(`${two}/v1/devices/${devices[0]?.id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })
    expect(revoke.status).toBe(200)
    expect((await me(one)).status).toBe(401)
  })

  it('does the same thing once when its two requests reach two processes', async () => {
    const [one, two] = await Promise.all([start().address(), start().address()])
    const token = await pair(one, 'Bo')
    const away = (address: string) =>
      fetch(`${address}/v1/me/away`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'one-press-two-ways' },
        body: '{"away":true}',
      })
    const answers = await Promise.all([one, two, one, two].map(away))
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
  })

  it('refuses another key before anything is changed', async () => {
    await start().address()
    const wrong = start({ TEND_KEY: Buffer.alloc(32, 4).toString('base64url') })
    expect((await wrong.ended).code).toBe(1)
    expect(wrong.said()).toMatch(/another key/)
    await start().address()
  })

  it('refuses a password that is wrong without repeating it', async () => {
    const wrong = start({ DATABASE_URL: url.replace('of%20their%20own', 'a-wrong-password') })
    expect((await wrong.ended).code).toBe(1)
    expect(wrong.said()).toMatch(/does not let us in \(28P01\)/)
    expect(wrong.said()).not.toContain('a-wrong-password')
  })
})
