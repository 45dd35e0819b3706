import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { connect, type DatabaseLocation, prepare } from '../data/database.ts'
import { startPostgres } from '../data/postgres.ts'
import { createRateLimits } from '../http/rate-limit.ts'
import { prepareJobs } from '../jobs/queues.ts'
import { type Kernel, noCounts, noSlack, realIds } from '../kernel.ts'
import { createKeyring, directoryHash, sameBytes } from '../keys/seal.ts'
import { createLog } from '../log.ts'
import type { Settings } from '../settings.ts'
import { OperateProblem } from './problem.ts'

export const DATABASE = 'tend'

/** The data that a command works on, and how to let go of it. */
export type OpenedData = { location: DatabaseLocation; settings: Settings; end(): Promise<void> }

/** Whether a folder holds data of our own PostgreSQL. */
export function holdsData(folder: string): boolean {
  return fs.existsSync(path.join(folder, 'pg', 'PG_VERSION'))
}

/**
 * Starts our own PostgreSQL on data that is there, or names the one of DATABASE_URL, and brings its tables to this version. Refuses when
 * there is no data.
 */
export async function openData(settings: Settings, key: Buffer): Promise<OpenedData> {
  const keyring = createKeyring(key)
  if (settings.databaseUrl) {
    const location: DatabaseLocation = { kind: 'url', url: settings.databaseUrl, password: (role) => keyring.derive(`role ${role}`) }
    await prepare(location, () => prepareJobs(location))
    return { location, settings, end: async () => {} }
  }
  if (!holdsData(settings.dataFolder)) throw new OperateProblem('no_data', { folder: settings.dataFolder })
  const cluster = await startPostgres(settings.dataFolder)
  const location: DatabaseLocation = { kind: 'socket', socket: cluster.socket, database: DATABASE }
  try {
    await prepare(location, () => prepareJobs(location))
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return { location, settings, end: cluster.stop }
}

/** Makes a kernel for a command: without routes and queues, with the real clock. */
export function kernelOn(location: DatabaseLocation, key: Buffer): { kernel: Kernel; close(): Promise<void> } {
  const app = connect(location, 'tend_app', 2, () => {})
  const dispatch = connect(location, 'tend_dispatch', 1, () => {})
  const clock = () => new Date()
  const kernel: Kernel = {
    ...realIds,
    db: app.db,
    dispatch: dispatch.db,
    lookUps: dispatch.pool,
    jobs: undefined,
    keyring: createKeyring(key),
    clock,
    log: createLog('error', (line) => process.stderr.write(`${line}\n`), clock),
    limits: createRateLimits(clock),
    coreSecret: randomBytes(32).toString('base64url'),
    setupHash: directoryHash(''),
    operator: undefined,
    publicUrl: undefined,
    names: new Map(),
    counts: noCounts(),
    slack: noSlack(),
  }
  return { kernel, close: async () => void (await Promise.all([app.db.destroy(), dispatch.db.destroy()])) }
}

/** Refuses a key that this database was not made with, or one that a rotation has left half way. */
export async function checkKey(location: DatabaseLocation, key: Buffer): Promise<void> {
  const { db } = connect(location, 'tend_owner', 1, () => {})
  try {
    const row = await db.selectFrom('installation').select(['key_check', 'rotating_to']).executeTakeFirst()
    if (!row) throw new OperateProblem('nothing_here')
    if (row.rotating_to) throw new OperateProblem('rotation_unfinished')
    if (!sameBytes(row.key_check, createKeyring(key).check)) throw new OperateProblem('wrong_key')
  } finally {
    await db.destroy()
  }
}
