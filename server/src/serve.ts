import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import type { Server } from 'node:http'
import path from 'node:path'
import { serve } from '@hono/node-server'
import { type Api, createApi } from './api.ts'
import { connect, createDatabase, type Place, prepare } from './database.ts'
import { errorBody } from './errors.ts'
import { firstStart } from './first-start.ts'
import { connectJobs, prepareJobs } from './jobs.ts'
import { type Kernel, noCounts, noSlack, realIds } from './kernel.ts'
import { safeError } from './log.ts'
import { StartProblem } from './problem.ts'
import { createRateLimits } from './rate-limit.ts'
import type { Settings } from './settings.ts'
import type { Ground, Running } from './start.ts'
import { startTicking } from './tick.ts'

/** Prepares the database that was found, and serves from it. */
export async function serveFrom(place: Place, { settings, keyring, log, endings }: Ground): Promise<Omit<Running, 'stop'>> {
  // The port first: the set-up secret is made once, and must not be made by a start that then fails.
  const door = await listen(settings, endings)
  if (place.kind === 'socket') await createDatabase(place.socket, place.database)
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
  await startTicking(kernel, jobs)
  const { port } = door
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
  }
}

// A second start on this folder tells its person where the first one answers.
function noteAddress(folder: string, address: string): void {
  fs.writeFileSync(path.join(folder, 'address.json'), JSON.stringify({ pid: process.pid, address }), { mode: 0o600 })
}

type Door = { port: number; open(api: Api): void }

/** Takes the port; answers that Tend is not ready yet until there is an API to answer. */
function listen({ host, port }: Settings, endings: Ground['endings']): Promise<Door> {
  let answering: Api | undefined
  const notYet = () => Response.json(errorBody('not_ready_yet', 'Tend is starting. Try again in a moment.'), { status: 503 })
  const fetch: Parameters<typeof serve>[0]['fetch'] = (request, env) => answering?.fetch(request, env) ?? notYet()
  return new Promise((resolve, reject) => {
    const open = (api: Api) => {
      answering = api
    }
    const server = serve({ fetch, hostname: host, port }, (info) => resolve({ port: info.port, open })) as Server
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
