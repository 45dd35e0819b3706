import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { median, say } from './figure.ts'

const root = path.resolve(import.meta.dirname, '../..')
/** What `npm start` runs once everything is there. Its `exec` makes the shell's process Tend's own. */
const startCommand: string = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).scripts.start

const STARTS_AGAIN = 5

/** Gives a port that nobody listens on at this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

async function firstAnswer(data: string): Promise<{ child: ChildProcess; ms: number }> {
  const port = await freePort()
  const started = performance.now()
  const env = { ...process.env, TEND_DATA: data, PORT: String(port), HOST: '127.0.0.1' }
  for (const name of Object.keys(env)) if (name.startsWith('SLACK_') || name === 'DATABASE_URL') delete env[name as keyof typeof env]
  const child = spawn('sh', ['-c', startCommand], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  while (performance.now() - started < 30_000) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
    if (answer?.ok) return { child, ms: performance.now() - started }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  child.kill('SIGKILL')
  throw new Error('The server did not answer within 30 s.')
}

async function end(child: ChildProcess): Promise<number> {
  const started = performance.now()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await ended
  return performance.now() - started
}

function childrenOf(parent: number): number[] {
  const direct = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          Number(
            readFileSync(`/proc/${pid}/stat`, 'utf8')
              .replace(/^.*\) /s, '')
              .split(' ')[1],
          ) === parent
        )
      } catch {
        return false
      }
    })
  return direct.flatMap((pid) => [pid, ...childrenOf(pid)])
}

// The proportional set size shares out what processes hold in common, so that PostgreSQL's buffers are not counted once for each process.
function megabytes(pid: number): number {
  const kilobytes = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m)?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/**
 * Measures the time from the command to the first answer, fresh and again, the way out, and what an idle Tend holds in memory (Linux only).
 */
export async function benchStart(): Promise<boolean[]> {
  const data = mkdtempSync(path.join(os.tmpdir(), 'tend-bench-'))
  // A fresh clone finds nothing that was compiled before.
  rmSync(path.join(root, 'node_modules/.cache/tend'), { recursive: true, force: true })
  try {
    const fresh = await firstAnswer(data)
    await end(fresh.child)
    const starts: number[] = []
    for (;;) {
      const again = await firstAnswer(data)
      starts.push(again.ms / 1000)
      if (starts.length === STARTS_AGAIN) return [...startFigures(fresh.ms / 1000, starts), ...(await idleAndEnd(again.child))]
      await end(again.child)
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function startFigures(fresh: number, again: number[]): boolean[] {
  const note = `each ${again.map((seconds) => seconds.toFixed(2)).join(', ')}`
  return [
    say({ name: 'core.start-fresh', value: fresh, unit: 's', aim: { under: 4 } }),
    say({ name: 'core.start-again', value: median(again), unit: 's', aim: { under: 1.5 }, note }),
  ]
}

async function idleAndEnd(child: ChildProcess): Promise<boolean[]> {
  const results: boolean[] = []
  if (process.platform === 'linux' && child.pid) {
    await new Promise((resolve) => setTimeout(resolve, 5000))
    const database = childrenOf(child.pid).reduce((sum, pid) => sum + megabytes(pid), 0)
    results.push(say({ name: 'core.memory-server', value: megabytes(child.pid), unit: 'MB', aim: { under: 150 }, note: 'idle' }))
    results.push(say({ name: 'core.memory-postgres', value: database, unit: 'MB', aim: { under: 60 }, note: 'idle' }))
  }
  results.push(say({ name: 'core.stop', value: (await end(child)) / 1000, unit: 's', aim: { under: 5 } }))
  return results
}
