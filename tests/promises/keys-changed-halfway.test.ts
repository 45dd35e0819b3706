import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import path from 'node:path'
import { type Cluster, startPostgres } from '@tend/server/data/postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operate } from '../support/commands.ts'
import { cleanUp, freshFolder, launch, root } from '../support/launched.ts'

/** A person's own PostgreSQL, and a line to it on which the answer to a change of passwords never comes back. */
let cluster: Cluster
let line: Server
let url: string
let cutUrl: string
beforeAll(async () => {
  const folder = freshFolder()
  cluster = await startPostgres(folder, { fsync: 'off' })
  for (const statement of [`create role manager login createrole createdb password 'theirs'`, 'create database theirs owner manager'])
    await ask(statement)
  writeFileSync(path.join(folder, 'pg/pg_hba.conf'), 'local all postgres trust\nlocal all all scram-sha-256\n')
  await ask('select pg_reload_conf()')
  line = createServer((client) => {
    const inner = connect(path.join(cluster.socket, '.s.PGSQL.5432'))
    client.on('data', (sent) => {
      if (sent.includes('alter role')) inner.unpipe(client)
    })
    client.on('error', () => inner.destroy()).pipe(inner)
    inner.on('error', () => client.destroy()).pipe(client)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => line.once('listening', resolve))
  url = `postgres://manager:theirs@localhost/theirs?host=${encodeURIComponent(cluster.socket)}`
  cutUrl = `postgres://manager:theirs@127.0.0.1:${(line.address() as { port: number }).port}/theirs`
})
afterAll(async () => {
  await cleanUp()
  line.close()
  await cluster.stop()
})

async function ask(statement: string): Promise<Record<string, unknown>[]> {
  const admin = new pg.Client({ host: cluster.socket, user: 'postgres', database: 'postgres' })
  await admin.connect()
  return admin
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => admin.end())
}
const passwords = async () => JSON.stringify(await ask(`select rolname, rolpassword from pg_authid where rolname like 'tend_%' order by 1`))

/** A change of keys that is killed outright once the passwords of our roles have followed the new key, and before it knows. */
async function killedOncePasswordsChanged(env: Record<string, string>): Promise<void> {
  const before = await passwords()
  const child = spawn(process.execPath, ['server/src/operate/main.ts', 'rotate'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env, DATABASE_URL: cutUrl },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await expect.poll(passwords, { timeout: 60_000 }).not.toBe(before)
  child.kill('SIGKILL')
  await ended
}

describe('a change of keys that is killed between the renewed passwords and the new key in its place', () => {
  let key: string

  it('goes on with a key file, and Tend starts with the new key', async () => {
    const env = { TEND_DATA: freshFolder(), DATABASE_URL: url }
    const file = path.join(env.TEND_DATA, 'key')
    const first = launch(env)
    await first.address()
    await first.stop()
    const old = readFileSync(file, 'utf8')
    await killedOncePasswordsChanged(env)
    expect([readFileSync(file, 'utf8'), existsSync(`${file}.new`)]).toEqual([old, true])
    const early = launch(env)
    expect((await early.ended).code).toBe(1)
    expect(early.said()).toMatch(/npm run rotate/)
    expect(operate(env, 'rotate')).toEqual({ code: 0, said: expect.stringMatching(/has the new key already[\s\S]*The new key is in/) })
    expect([readFileSync(file, 'utf8') === old, existsSync(`${file}.new`)]).toEqual([false, false])
    const again = launch(env)
    await again.address()
    expect((await again.stop()).code).toBe(0)
    key = readFileSync(file, 'utf8').trim()
  })

  it('goes on with TEND_KEY, towards the key it was begun with and no other', async () => {
    const next = randomBytes(32).toString('base64url')
    const given = { TEND_DATA: freshFolder(), DATABASE_URL: url, TEND_KEY: key, TEND_NEW_KEY: next }
    await killedOncePasswordsChanged(given)
    expect(operate(given, 'rotate')).toEqual({ code: 0, said: expect.stringMatching(/has the new key already/) })
    const another = { ...given, TEND_NEW_KEY: randomBytes(32).toString('base64url') }
    expect(operate(another, 'rotate')).toEqual({ code: 1, said: expect.stringMatching(/another key/) })
    const last = launch({ ...given, TEND_KEY: next })
    await last.address()
    expect((await last.stop()).code).toBe(0)
  })
})
