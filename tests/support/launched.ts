import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import type { RunPatience } from '../../slack-app/src/run.ts'
import { copyFolder } from './primed.ts'
import { temporaryFolder } from './temp.ts'

export const root = path.resolve(import.meta.dirname, '../..')
export const asRoot = process.getuid?.() === 0

/** Tend as a process of its own, started as `npm start` starts it. */
export type Launched = {
  child: ChildProcess
  /** What the terminal has shown so far. */
  said(): string
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Waits until it answers. Fails when it ends first. */
  address(): Promise<string>
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>
}

const running = new Set<Launched>()
const folders: string[] = []

/** A folder of its own, which the user that runs the database can reach. */
export function freshFolder(): string {
  const folder = temporaryFolder('launch')
  if (asRoot) chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

/**
 * Makes a data folder of its own in which a first start has been already, with its tables, a workspace and a key. The data lies further
 * `inside` a fresh folder if said.
 */
export function primedFolder(...inside: string[]): string {
  const folder = path.join(freshFolder(), ...inside)
  copyFolder(inject('primed').folder, folder)
  return folder
}

/** The command that starts a Tend which waits otherwise than usual. */
export const impatient = (patience: RunPatience) => [process.execPath, 'tests/support/impatient.ts', JSON.stringify(patience)]

/** Starts Tend with these settings and no other of ours. */
export function launch(env: Record<string, string>, { cwd = root, command = [process.execPath, 'slack-app/src/main.ts'] } = {}): Launched {
  const ours = /^(SLACK_|TEND_|CORE_|DATABASE_URL$|PORT$|HOST$|PUBLIC_URL$|OPERATOR$|LOG$|npm_|VITEST|NODE_OPTIONS$|LC_|LANG)/
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
  const [file = '', ...args] = command
  const child = spawn(file, args, { cwd, env: { ...inherited, PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  )
  const launched: Launched = {
    child,
    said: () => said,
    ended,
    address: () => answering(launched),
    stop: async (signal = 'SIGINT') => {
      const started = performance.now()
      child.kill(signal)
      const { code } = await ended
      return { code, ms: performance.now() - started }
    },
  }
  running.add(launched)
  void ended.then(() => running.delete(launched))
  return launched
}

/** Nearly as long as a journey has: a busy machine starts slowly, and a Tend that has ended says so at once. */
const answersMs = 80_000

async function answering({ said, child }: Launched): Promise<string> {
  const until = Date.now() + answersMs
  for (;;) {
    const address = said().match(/^Tend (?:is at|está en) (http:\/\/\S+)/m)?.[1]
    if (address && (await fetch(`${address}/health`).catch(() => undefined))?.ok) return address
    if (child.exitCode !== null || Date.now() > until) throw new Error(`Tend did not answer:\n${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Gives the process ids of every PostgreSQL that serves this data folder (Linux only). */
export function databasesOn(folder: string): number[] {
  return processesThat((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(path.join(folder, 'pg')))
}

/**
 * Gives the process ids of everything that works inside a folder, with the programs that make a database and their children (Linux only).
 */
export function runningIn(folder: string): number[] {
  return processesThat((pid) => `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`))
}

function processesThat(match: (pid: string) => boolean): number[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return match(pid)
      } catch {
        return false
      }
    })
    .map(Number)
}

/** Waits until something holds, a few seconds at most. */
export async function eventually(holds: () => boolean, ms = 5000): Promise<boolean> {
  const until = Date.now() + ms
  while (!holds()) {
    if (Date.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}

/** Ends what a test left running, and takes its folders away. */
export async function cleanUp(): Promise<void> {
  await Promise.all(
    [...running].map((launched) => {
      launched.child.kill('SIGKILL')
      return launched.ended
    }),
  )
  for (const folder of folders.splice(0)) {
    await eventually(() => runningIn(folder).length === 0, 30_000)
    rmSync(folder, { recursive: true, force: true })
  }
}
