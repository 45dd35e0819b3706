import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import type { Server } from 'node:http'
import path from 'node:path'
import { serve } from '@hono/node-server'
import { type Api, createApi } from './api.ts'
import { dataFolder } from './data-folder.ts'
import { connect, createDatabase, type Place, prepare, type Role } from './database.ts'
import { firstStart } from './first-start.ts'
import { connectJobs, prepareJobs } from './jobs.ts'
import { type Kernel, noCounts, noSlack, realIds, type SlackSide } from './kernel.ts'
import { operatorKey } from './key.ts'
import { createLog, type Log, safeError } from './log.ts'
import { startPostgres } from './postgres.ts'
import { StartProblem } from './problem.ts'
import { createRateLimits } from './rate-limit.ts'
import { createKeyring } from './seal.ts'
import type { Settings } from './settings.ts'
import { startTicking } from './tick.ts'

const DATABASE = 'tend'

/** A running server, and how to end it. */
export type Running = {
  api: Api
  log: Log
  port: number
  address: string
  coreSecret: string
  /** Where data and key lie. */
  dataFolder: string
  /** Only on the first start: shown once, kept as a hash. */
  setupSecret: string | undefined
  /** Tells the server of the Slack app in the same process: hands it `/slack/*`, or the link that makes one. */
  tellSlack(slack: Partial<SlackSide>): void
  stop(): Promise<void>
}

/** Starts everything the server needs, in order; whatever was started is ended again when a later step fails. */
export async function startServer(chosen: Settings): Promise<Running> {
  const settings = { ...chosen, dataFolder: dataFolder(chosen) }
  const log = createLog(
    settings.logLevel,
    (line) => process.stderr.write(`${line}\n`),
    () => new Date(),
  )
  const endings: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end().catch((error) => log.error('stop.failed', safeError(error)))
  }
  try {
    return await startIn(settings, log, endings, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function startIn(settings: Settings, log: Log, endings: (() => Promise<void>)[], stop: () => Promise<void>): Promise<Running> {
  const key = operatorKey(settings)
  const keyring = createKeyring(key)
  const place = await findDatabase(settings, keyring.derive, endings)
  let first: Awaited<ReturnType<typeof firstStart>> | undefined
  await prepare(place, async () => {
    await prepareJobs(place)
    first = await firstStart(place, keyring)
  })
  if (!first) throw new Error('The first start was skipped.')
  const broken = (error: Error) => log.error('database.connection_lost', safeError(error))
  const app = connect(place, 'tend_app', 10, broken)
  endings.push(() => app.db.destroy())
  const dispatch = connect(place, 'tend_dispatch', 4, broken)
  endings.push(() => dispatch.db.destroy())
  const jobs = await connectJobs(place, log)
  endings.push(() => jobs.stop({ graceful: false, close: true }))
  const clock = () => new Date()
  const kernel: Kernel = {
    ...realIds,
    db: app.db,
    dispatch: dispatch.db,
    jobs,
    keyring,
    log,
    clock,
    limits: createRateLimits(clock),
    coreSecret: settings.coreSecret ?? randomBytes(32).toString('base64url'),
    setupHash: first.setupHash,
    operator: settings.operator,
    publicUrl: settings.publicUrl,
    names: new Map(),
    counts: noCounts(),
    slack: noSlack(),
  }
  const api = createApi(kernel)
  const port = await listen(api, settings, endings)
  await startTicking(kernel, jobs)
  const address = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`
  if (place.kind === 'socket') noteAddress(settings.dataFolder, address)
  const tellSlack: Running['tellSlack'] = (slack) => {
    kernel.slack = { ...kernel.slack, ...slack }
  }
  return {
    api,
    log,
    port,
    address,
    coreSecret: kernel.coreSecret,
    dataFolder: settings.dataFolder,
    setupSecret: first.setupSecret,
    tellSlack,
    stop,
  }
}

async function findDatabase(settings: Settings, derive: (purpose: string) => string, endings: (() => Promise<void>)[]): Promise<Place> {
  if (settings.databaseUrl) return { kind: 'url', url: settings.databaseUrl, password: (role: Role) => derive(`role ${role}`) }
  const cluster = await startPostgres(settings.dataFolder)
  endings.push(cluster.stop)
  await createDatabase(cluster.socket, DATABASE)
  return { kind: 'socket', socket: cluster.socket, database: DATABASE }
}

// A second start on this folder tells its person where the first one answers.
function noteAddress(folder: string, address: string): void {
  fs.writeFileSync(path.join(folder, 'address.json'), JSON.stringify({ pid: process.pid, address }), { mode: 0o600 })
}

function listen(api: Api, { host, port }: Settings, endings: (() => Promise<void>)[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: api.fetch, hostname: host, port }, (info) => resolve(info.port)) as Server
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'port_taken' : 'address_unusable'
      reject(new StartProblem(code, { port: String(port), host }))
    })
    endings.push(
      () =>
        new Promise((done) => {
          server.close(() => done())
          server.closeAllConnections()
        }),
    )
  })
}
