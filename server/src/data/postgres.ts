import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { terminalCopy, terminalLanguage } from '@tend/shared/copy/terminal'
import pg from 'pg'
import { StartProblem } from '../problem.ts'
import { asRoot, binaries, nobody, reachable } from './binaries.ts'
import { makeDataFolder } from './data-folder.ts'
import { deadMansSwitch } from './dead-mans-switch.ts'
import { makeData } from './make-data.ts'
import { alive, hasWorkers, isRunning, ownMark, worksOn } from './processes.ts'
import { socketFolder } from './socket-folder.ts'

/** The major version that the packages bring. Data of another one is refused. */
export const MAJOR = '18'
/** PostgreSQL's code while it starts up or shuts down. */
const CANNOT_CONNECT_NOW = '57P03'
/**
 * No process has this number. A file that holds it still tells PostgreSQL which shared memory to look at before it trusts the data to be
 * free.
 */
const NOBODYS_PID = '2147483647'

/** How long a start waits, in ms. */
export type Patience = {
  /** How long for a PostgreSQL that does not answer at all. */
  startMs: number
  /** How long before it is said that PostgreSQL recovers from a crash, which may take as long as it needs. */
  tellMs: number
  /** How long for the database of a killed process to notice and end. */
  orphanMs: number
}
const usual: Patience = { startMs: 20_000, tellMs: 4000, orphanMs: 10_000 }

const environment = { LC_ALL: 'C.UTF-8', PATH: process.env.PATH }

// The settings keep PostgreSQL small, quiet and without people's words: no statement and no detail of an error reaches its own log.
const quiet = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '24MB',
  max_connections: '60',
  io_method: 'sync',
  jit: 'off',
  autovacuum_max_workers: '2',
  max_logical_replication_workers: '0',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

// Asks PostgreSQL to stop (fast).
const endPostgres = 'kill -INT $run'

export type Cluster = { socket: string; pid: number | undefined; stop(): Promise<void> }

/**
 * Starts PostgreSQL on a Unix socket in a folder that only we may enter. Nobody else can reach it, and it ends when we do. `extra` are
 * settings of PostgreSQL's own; `patience` is given where it is not the usual.
 */
export async function startPostgres(
  folder: string,
  extra: Record<string, string> = {},
  patience: Partial<Patience> = {},
): Promise<Cluster> {
  const patient = { ...usual, ...patience }
  const programs = binaries()
  const who = asRoot ? nobody : {}
  const data = path.join(folder, 'pg')
  ownFolders(folder, data)
  const socket = socketFolder(folder)
  await makeData(folder, programs.initdb, environment)
  const version = fs.readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()
  if (version !== MAJOR) throw new StartProblem('wrong_postgres_major', { folder: data, found: version, needed: MAJOR })
  await waitForOrphan(folder, socket, patient)
  disownReused(data, socket)
  const name = `tend-${ownMark}-${randomBytes(6).toString('hex')}`
  const options = Object.entries({ ...quiet, cluster_name: name, ...extra }).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const logFile = path.join(folder, 'postgres.log')
  const log = fs.openSync(logFile, 'a', 0o600)
  const child = spawn('sh', ['-c', deadMansSwitch(endPostgres), 'tend-postgres', programs.postgres, '-D', data, '-k', socket, ...options], {
    ...who,
    cwd: data,
    detached: true,
    stdio: ['pipe', log, log],
    env: environment,
  })
  fs.closeSync(log)
  child.stdin?.on('error', () => {})
  const { stop, ended } = lifeOf(child)
  try {
    await answersAs({ name, folder, socket, patient }, () => {
      if (ended() && child.pid === undefined) throw new StartProblem('no_shell')
      return ended()
    })
  } catch (error) {
    await stop()
    throw error instanceof NoAnswer ? new StartProblem('postgres_did_not_start', { log: logFile }) : error
  }
  return { socket, pid: child.pid, stop }
}

function lifeOf(child: ChildProcess): { stop(): Promise<void>; ended(): boolean } {
  let over = false
  const end = new Promise<void>((resolve) => {
    // A program that cannot be started at all emits `error`, and nothing else.
    for (const event of ['close', 'error'] as const)
      child.once(event, () => {
        over = true
        resolve()
      })
  })
  const stop = () => {
    child.stdin?.end()
    return end
  }
  return { stop, ended: () => over }
}

/** Makes the folders. Says in one sentence why they cannot be used. */
function ownFolders(folder: string, data: string): void {
  makeDataFolder(folder)
  try {
    fs.mkdirSync(data, { recursive: true, mode: 0o700 })
    if (asRoot) fs.chownSync(data, nobody.uid, nobody.gid)
  } catch {
    throw new StartProblem('folder_not_writable', { folder })
  }
  if (asRoot && !reachable(data)) throw new StartProblem('folder_not_reachable', { folder })
}

/** The socket of the PostgreSQL that runs on a folder's data now; undefined when none does. */
export async function runningOn(folder: string): Promise<string | undefined> {
  const socket = socketFolder(folder)
  return (await clusterName(socket)) === undefined ? undefined : socket
}

// The running database says itself who started it. A file could be wrong, a connection cannot.
async function waitForOrphan(folder: string, socket: string, { orphanMs }: Patience): Promise<void> {
  const until = Date.now() + orphanMs
  for (;;) {
    const name = await clusterName(socket)
    const late = Date.now() > until
    if (name === undefined && (late || !stillThere(path.join(folder, 'pg')))) return
    if (name !== undefined) {
      const mark = markOf(name)
      if ((mark !== ownMark && isRunning(mark)) || late) throw held(folder, mark)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Reads from a database's name which process started it: by its mark, or by its number alone, as older versions wrote it. */
function markOf(name: string): string {
  return name.match(/^tend-(\d+(?:-\d*)?)-[0-9a-f]{12}$/)?.[1] ?? ''
}

// A PostgreSQL that starts or ends lets nobody in and still holds the data.
function stillThere(data: string): boolean {
  const pid = holderOf(path.join(data, 'postmaster.pid'))
  return (pid !== undefined && alive(pid) && worksOn(pid, data) !== false) || hasWorkers(data)
}

/**
 * PostgreSQL gives way to a living process whose number a crash left in its files, as it takes that process for its own kind. The number
 * may be another program's by now, so it is taken out of the files.
 */
function disownReused(data: string, socket: string): void {
  const [file, lock] = [path.join(data, 'postmaster.pid'), path.join(socket, '.s.PGSQL.5432.lock')]
  if (isAnothers(file, data)) fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^.*/, NOBODYS_PID))
  if (isAnothers(lock, data)) fs.rmSync(lock)
}

function isAnothers(file: string, data: string): boolean {
  const pid = holderOf(file)
  return pid !== undefined && alive(pid) && worksOn(pid, data) === false
}

function holderOf(file: string): number | undefined {
  try {
    return Number(fs.readFileSync(file, 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

function held(folder: string, mark: string): StartProblem {
  const pid = mark.split('-')[0] ?? ''
  let address = ''
  try {
    const holder = JSON.parse(fs.readFileSync(path.join(folder, 'address.json'), 'utf8')) as { pid: number; address: string }
    if (String(holder.pid) === pid) address = holder.address
  } catch {}
  return new StartProblem('folder_held', { folder, pid, address })
}

class NoAnswer extends Error {}

type Start = { name: string; folder: string; socket: string; patient: Patience }

async function answersAs({ name, folder, socket, patient }: Start, ended: () => boolean): Promise<void> {
  const began = Date.now()
  let told = false
  for (;;) {
    const { name: answering, busy } = await ask(socket)
    if (answering === name) return
    // Two starts ran at once, and PostgreSQL let the other one in.
    if (answering !== undefined) throw held(folder, markOf(answering))
    const waited = Date.now() - began
    // Ours has given way to one that is still coming up. That one will say whose it is.
    const gone = ended() && !stillThere(path.join(folder, 'pg'))
    if (gone || (!busy && waited > patient.startMs)) throw new NoAnswer()
    if (busy && !told && waited > patient.tellMs) {
      told = true
      process.stderr.write(`${terminalCopy[terminalLanguage(process.env)].recovering}\n`)
    }
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

async function clusterName(socket: string): Promise<string | undefined> {
  return (await ask(socket)).name
}

/** Asks who answers on a socket. `busy`: a database is there that lets nobody in yet, as it works through what a crash left. */
async function ask(socket: string): Promise<{ name?: string | undefined; busy: boolean }> {
  if (!fs.existsSync(path.join(socket, '.s.PGSQL.5432'))) return { busy: false }
  const client = new pg.Client({ host: socket, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ cluster_name: string }>('show cluster_name')
    return { name: rows[0]?.cluster_name, busy: false }
  } catch (error) {
    return { busy: (error as { code?: string }).code === CANNOT_CONNECT_NOW }
  } finally {
    await client.end().catch(() => {})
  }
}
