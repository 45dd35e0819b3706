import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { StartProblem } from '../problem.ts'
import { asRoot, nobody } from './binaries.ts'
import { sync } from './data-folder.ts'

/** Where a database is made, one folder a process; what is whole is moved to `pg`. */
const MAKING = 'pg.making.'

/** Whether a process is there, of whomever it may be. */
export function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Makes the files of a database unless they are there. They are made aside and moved as one: a start that is killed leaves nothing that looks like data,
 * and of two at once one is first. Refuses what is neither empty nor whole: it is never deleted, as it may have been somebody's.
 */
export async function makeData(folder: string, initdb: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const data = path.join(folder, 'pg')
  clearStale(folder)
  if (isWhole(data)) return
  if (fs.readdirSync(data).length > 0) throw new StartProblem('data_not_whole', { folder: data })
  const half = path.join(folder, `${MAKING}${process.pid}`)
  try {
    fs.mkdirSync(half, { mode: 0o700 })
    if (asRoot) fs.chownSync(half, nobody.uid, nobody.gid)
    await run(initdb, half, environment)
    fs.renameSync(half, data)
    sync(folder)
  } catch (error) {
    if (isWhole(data)) return
    const said = error instanceof Error ? error.message : String(error)
    const log = path.join(folder, 'postgres.log')
    try {
      fs.appendFileSync(log, `${said}\n`, { mode: 0o600 })
    } catch {}
    throw new StartProblem('data_not_made', { folder: data, log })
  } finally {
    fs.rmSync(half, { recursive: true, force: true })
  }
}

function isWhole(data: string): boolean {
  return ['PG_VERSION', 'global/pg_control'].every((file) => fs.existsSync(path.join(data, file)))
}

// What a process that was killed had begun: no data ever lay there.
function clearStale(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (!name.startsWith(MAKING)) continue
    const pid = Number(name.slice(MAKING.length))
    if (pid === process.pid || !alive(pid)) fs.rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}

function run(initdb: string, data: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']
  return new Promise((resolve, reject) => {
    const child = spawn(initdb, args, { ...(asRoot ? nobody : {}), cwd: data, stdio: ['ignore', 'pipe', 'pipe'], env })
    let said = ''
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${said}`))))
  })
}
