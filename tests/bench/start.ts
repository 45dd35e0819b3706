import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { say } from './figure.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** A port nobody listens on at this moment. */
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
  const child = spawn(process.execPath, ['slack-app/src/main.ts'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
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

// The proportional set size shares out what processes hold in common, so that PostgreSQL's buffers are not counted once a process.
function megabytes(pid: number): number {
  const kilobytes = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m)?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/** From the command to the first answer, twice; the way out; and what an idle Tend holds in memory (Linux only). */
export async function benchStart(): Promise<boolean[]> {
  const data = mkdtempSync(path.join(os.tmpdir(), 'tend-bench-'))
  try {
    const fresh = await firstAnswer(data)
    await end(fresh.child)
    const again = await firstAnswer(data)
    const results = [
      say({ name: 'core.start-fresh', value: fresh.ms / 1000, unit: 's', aim: { under: 4 } }),
      say({ name: 'core.start-again', value: again.ms / 1000, unit: 's', aim: { under: 1.5 } }),
    ]
    if (process.platform === 'linux' && again.child.pid) {
      await new Promise((resolve) => setTimeout(resolve, 5000))
      const database = childrenOf(again.child.pid).reduce((sum, pid) => sum + megabytes(pid), 0)
      results.push(say({ name: 'core.memory-server', value: megabytes(again.child.pid), unit: 'MB', aim: { under: 150 }, note: 'idle' }))
      results.push(say({ name: 'core.memory-postgres', value: database, unit: 'MB', aim: { under: 60 }, note: 'idle' }))
    }
    results.push(say({ name: 'core.stop', value: (await end(again.child)) / 1000, unit: 's', aim: { under: 5 } }))
    return results
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
