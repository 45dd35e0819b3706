import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { serve } from '@hono/node-server'
import { sweepDeliveries } from '@tend/server/deliveries/outbox'
import { planDueDigests } from '@tend/server/digests/store'
import { claimMs, reportMs } from '@tend/shared/deliveries/decide'
import { dayIn, weekdayOf } from '@tend/shared/zone'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDeliverer } from '../../slack-app/src/deliver.ts'
import { freshDatabase } from '../support/cluster.ts'
import { impatient, root } from '../support/launched.ts'
import { type TestMember, type TestServer, testServer } from '../support/server.ts'
import { SlackDriver } from '../support/slack-driver.ts'
import { TEAM } from '../support/slack-payloads.ts'
import { coreOf } from '../support/slack-world.ts'
import { until } from '../support/until.ts'

/** How often each process asks what there is to post, in ms. */
const everyMs = 200
const children: ChildProcess[] = []
const folders: string[] = []
let slack: SlackDriver

beforeAll(async () => {
  slack = await SlackDriver.start()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await slack.close()
  // A database notices a little later than its Tend was killed, and writes until then.
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** A real Tend process, which is killed outright in the end in any case. */
function start(environment: Record<string, string>): ChildProcess & { said: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-process-'))
  folders.push(folder)
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    PORT: '0',
    TEND_DATA: folder,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    ...environment,
  }
  const [file = '', ...args] = impatient({ deliverEveryMs: everyMs })
  const child = Object.assign(spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }), { said: '' })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (child.said += part.toString()))
  children.push(child)
  return child
}
async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}
const connected = (child: { said: string }) =>
  until(`Slack is connected:\n${child.said}`, () => /Slack/.test(child.said) && !/could not|missing/i.test(child.said), 40_000)
const posted = async () =>
  ((await slack.ask('conversations.history', { channel: slack.channel('circle'), limit: 999 }, 'xoxp-driver')) as { messages: unknown[] })
    .messages.length

describe('two whole processes on one database', () => {
  it('tick together when a digest is due: one is posted', async () => {
    const place = await freshDatabase(inject('socket'))
    if (place.kind !== 'socket') throw new Error('Tests run on a socket.')
    const DATABASE_URL = `postgres://postgres@localhost/${place.database}?host=${encodeURIComponent(place.socket)}`
    const environment = { DATABASE_URL, TEND_KEY: randomBytes(32).toString('base64url'), SLACK_SIGNING_SECRET: slack.signingSecret }
    const first = start(environment)
    await connected(first)
    await killed(first)
    const admin = new pg.Client({ host: place.socket, user: 'postgres', database: place.database })
    await admin.connect()
    const now = new Date()
    const due = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
    await admin.query(`update circle set time_zone = 'UTC', digest_day = $1, digest_hour = $2, slack_channel = $3, next_digest_at = $4`, [
      weekdayOf(dayIn('UTC', due)),
      due.getUTCHours(),
      slack.channel('circle'),
      due,
    ])
    const both = [start(environment), start(environment)]
    await Promise.all(both.map(connected))
    await until('a digest is posted', async () => (await posted()) > 0, 40_000)
    // Both have asked several times more by then.
    await new Promise((done) => setTimeout(done, 6 * everyMs))
    expect(await posted()).toBe(1)
    const { rows } = await admin.query(`select state, attempt from delivery`)
    expect(rows).toEqual([{ state: 'delivered', attempt: 1 }])
    await admin.end()
    await Promise.all(both.map(killed))
  }, 80_000)
})

describe('a Slack process that is killed outright', () => {
  let server: TestServer
  let http: ReturnType<typeof serve>
  let fay: TestMember
  let workerEnvironment: Record<string, string>

  beforeAll(async () => {
    server = await testServer({ jobs: true, now: new Date().toISOString() })
    fay = await server.member('Fay', { roles: ['facilitator'] })
    await new Promise<void>((ready) => {
      http = serve({ fetch: server.api.fetch, hostname: '127.0.0.1', port: 0 }, () => ready())
    })
    const { port } = http.address() as AddressInfo
    workerEnvironment = { CORE_URL: `http://127.0.0.1:${port}`, CORE_SECRET: server.kernel.coreSecret, SLACK_APP_TOKEN: slack.appToken }
  })
  afterAll(async () => {
    await new Promise((done) => http.close(done))
    await server.stop()
  })

  /** A digest of its own for each test, due now. */
  async function due(): Promise<void> {
    server.setNow(new Date())
    const now = server.now()
    const admin = await server.superuser()
    await admin.query('delete from delivery')
    await admin.query(`update circle set time_zone = 'UTC', digest_day = $1, digest_hour = $2, slack_channel = $3, next_digest_at = $4`, [
      weekdayOf(dayIn('UTC', now)),
      now.getUTCHours(),
      slack.channel('circle'),
      new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000),
    ])
    await admin.end()
    expect(await planDueDigests(server.kernel)).toBe(1)
  }
  const state = () => server.work(({ trx }) => trx.selectFrom('delivery').select(['id', 'state', 'begun_at']).executeTakeFirstOrThrow())
  /** Another worker, in this process, takes over. */
  function takeOver(): Promise<number> {
    const quiet = () => {}
    const settings = { botToken: slack.botToken, appToken: slack.appToken, signingSecret: undefined, apiUrl: slack.apiUrl }
    const log = { info: quiet, warn: quiet, error: quiet }
    return createDeliverer({ core: coreOf(server), settings, team: TEAM, log, overLimit: 'refuse' }).once()
  }
  async function workerThatStopsAt(method: string, fault: 'hangs' | 'accepts_then_hangs'): Promise<ChildProcess> {
    slack.fault(method, fault)
    const calls = slack.called(method).length
    const child = start(workerEnvironment)
    // The worker's tokens live 60 s by its own clock. Until the worker is killed, the server's clock goes with it.
    const running = setInterval(() => server.setNow(new Date()), 20)
    await until(`the worker calls ${method}`, () => slack.called(method).length > calls, 40_000).finally(() => clearInterval(running))
    return child
  }

  it('between claim and begin: another one posts it, once', async () => {
    await due()
    const before = await posted()
    const child = await workerThatStopsAt('conversations.info', 'hangs')
    expect(await state()).toMatchObject({ state: 'claimed', begun_at: null })
    await killed(child)
    expect(await takeOver()).toBe(0)
    server.setNow(new Date(server.now().getTime() + claimMs))
    await sweepDeliveries(server.kernel)
    expect(await takeOver()).toBe(1)
    expect(await takeOver()).toBe(0)
    expect(await posted()).toBe(before + 1)
    expect(await state()).toMatchObject({ state: 'delivered' })
  }, 60_000)

  it('between begin and report: it is uncertain, nobody posts it again but a facilitator', async () => {
    await due()
    const before = await posted()
    const child = await workerThatStopsAt('chat.postMessage', 'accepts_then_hangs')
    expect((await state()).begun_at).not.toBeNull()
    await killed(child)
    server.setNow(new Date(server.now().getTime() + reportMs))
    await sweepDeliveries(server.kernel)
    expect(await state()).toMatchObject({ state: 'uncertain' })
    expect(await takeOver()).toBe(0)
    expect(await posted()).toBe(before + 1)
    const param = { id: server.home.circleId, deliveryId: (await state()).id }
    expect((await server.as(fay).v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post({ param })).status).toBe(200)
    expect(await takeOver()).toBe(1)
    expect(await posted()).toBe(before + 2)
    expect(await state()).toMatchObject({ state: 'delivered' })
  }, 60_000)
})
