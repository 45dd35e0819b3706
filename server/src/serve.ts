import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Api, createApi } from './api.ts'
import { connect, createDatabase, type DatabaseLocation, disconnect, prepare } from './data/database.ts'
import { firstStart } from './first-start.ts'
import { takePort } from './http/door.ts'
import { addressHere, isLoopback } from './http/host.ts'
import { createRateLimits } from './http/rate-limit.ts'
import { connectJobs, prepareJobs } from './jobs/queues.ts'
import { startTicking } from './jobs/tick.ts'
import { type Kernel, noCounts, noSlack, realIds, type SlackSide } from './kernel.ts'
import { keepKeys } from './keys/held.ts'
import type { Keyring } from './keys/seal.ts'
import { type Log, safeError } from './log.ts'
import { StartProblem } from './problem.ts'
import type { Settings } from './settings.ts'

/** A running server, and how to end it. */
export type Running = {
  api: Api
  log: Log
  port: number
  /** The address at which this machine's own browser finds it. */
  address: string
  /** Whether other machines can reach its port. */
  listensToOthers: boolean
  coreSecret: string
  /** The folder of the data and the key. */
  dataFolder: string
  /** The set-up secret, on the first start only: it is shown once and kept as a hash. */
  setupSecret: string | undefined
  /** Tells the server about the Slack app in the same process: where `/slack/*` goes, or the link that makes the app. */
  tellSlack(slack: Partial<SlackSide>): void
  stop(): Promise<void>
  /** Settles when this server may not go on. It is then to be stopped, and the problem to be said. */
  over: Promise<StartProblem>
}

/** What is there before the database is. `endings` end what was started, in reverse order. */
export type Ground = { settings: Settings; keyring: Keyring; log: Log; endings: (() => Promise<void>)[] }

/** Prepares the database that was found and serves from it. */
export async function serveFrom(location: DatabaseLocation, { settings, keyring, log, endings }: Ground): Promise<Omit<Running, 'stop'>> {
  // The port is taken first: the set-up secret is made once, and a start that then fails must not make it.
  const door = await takePort(settings)
  endings.push(door.close)
  if (location.kind === 'socket') await createDatabase(location.socket, location.database)
  let say: (why: StartProblem) => void = () => {}
  const over = new Promise<StartProblem>((resolve) => (say = resolve))
  let first: Awaited<ReturnType<typeof firstStart>> | undefined
  await prepare(location, async () => {
    await prepareJobs(location)
    // The keys are held before the operator's key is compared: from here on nobody can change them.
    endings.push(await keepKeys(location, keyring, () => say(new StartProblem('keys_changed'))))
    first = await firstStart(location, keyring)
  })
  if (!first) throw new Error('The first start was skipped.')
  const broken = (error: Error) => log.error('database.connection_lost', safeError(error))
  const app = connect(location, 'tend_app', 10, broken)
  endings.push(() => disconnect(app))
  const dispatch = connect(location, 'tend_dispatch', 4, broken)
  endings.push(() => disconnect(dispatch))
  const jobs = await connectJobs(location, log)
  endings.push(() => jobs.stop({ graceful: false, close: true }))
  const clock = () => new Date()
  const kernel: Kernel = {
    ...realIds,
    db: app.db,
    dispatch: dispatch.db,
    lookUps: dispatch.pool,
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
  door.open(api)
  endings.push(await startTicking(kernel, jobs))
  // The endings run in reverse, so the door closes first: a request that is still being answered needs everything else.
  endings.push(door.close)
  const { port } = door
  const address = addressHere(settings.host, door)
  if (location.kind === 'socket') noteAddress(settings.dataFolder, address)
  const tellSlack: Running['tellSlack'] = (slack) => {
    kernel.slack = { ...kernel.slack, ...slack }
  }
  return {
    api,
    log,
    port,
    address,
    listensToOthers: !isLoopback(door.ip),
    coreSecret: kernel.coreSecret,
    dataFolder: settings.dataFolder,
    setupSecret: first.setupSecret,
    tellSlack,
    over,
  }
}

// A second start on this folder reads here where the first one answers, and says so.
function noteAddress(folder: string, address: string): void {
  fs.writeFileSync(path.join(folder, 'address.json'), JSON.stringify({ pid: process.pid, address }), { mode: 0o600 })
}
