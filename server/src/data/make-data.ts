import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { StartProblem } from '../problem.ts'
import { aside, clearLeftovers, removeAside } from './aside.ts'
import { asRoot, nobody } from './binaries.ts'
import { sync } from './data-folder.ts'
import { deadMansSwitch } from './dead-mans-switch.ts'

// When initdb is asked to end, it takes away what it made. After five seconds it is ended with all its children, which have a group of
// their own.
const endInitdb = 'kill -TERM $run; n=0; while [ $n -lt 50 ] && kill -0 $run; do sleep 0.1; n=$((n+1)); done; kill -KILL 0'

/**
 * Makes the files of a database unless they are there. They are made aside and moved as one, so a killed start leaves nothing that looks
 * like data, and of two starts at once one is first. Refuses a folder that is neither empty nor whole. Such a folder is never deleted, as
 * it may be somebody's data.
 */
export async function makeData(folder: string, initdb: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const data = path.join(folder, 'pg')
  await clearLeftovers(data)
  // The folder is looked at before the files, as another start may move its whole data here between the two questions.
  const empty = fs.readdirSync(data).length === 0
  if (isWhole(data)) return
  if (!empty) throw new StartProblem('data_not_whole', { folder: data })
  const half = aside(data)
  try {
    fs.mkdirSync(half, { mode: 0o700 })
    if (asRoot) fs.chownSync(half, nobody.uid, nobody.gid)
    await run(initdb, half, environment)
    fs.renameSync(half, data)
    sync(folder)
  } catch (error) {
    if (isWhole(data)) return
    throw error instanceof StartProblem ? error : notMade(folder, data, error)
  } finally {
    await removeAside(half)
  }
}

function notMade(folder: string, data: string, error: unknown): StartProblem {
  const log = path.join(folder, 'postgres.log')
  try {
    fs.appendFileSync(log, `${error instanceof Error ? error.message : String(error)}\n`, { mode: 0o600 })
  } catch {}
  return new StartProblem('data_not_made', { folder: data, log })
}

function isWhole(data: string): boolean {
  return ['PG_VERSION', 'global/pg_control'].every((file) => fs.existsSync(path.join(data, file)))
}

/** Runs initdb in a group of its own. It ends when this process does. */
function run(initdb: string, data: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', deadMansSwitch(endInitdb), 'tend-initdb', initdb, ...args], {
      ...(asRoot ? nobody : {}),
      cwd: data,
      detached: true,
      stdio: 'pipe',
      env,
    })
    let said = ''
    child.stdin.on('error', () => {})
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', () => reject(new StartProblem('no_shell')))
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${said}`))))
  })
}
