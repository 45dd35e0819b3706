import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { aside, clearLeftovers, leftovers } from '@tend/server/data/aside'
import { asRoot, nobody } from '@tend/server/data/binaries'
import { startPostgres } from '@tend/server/data/postgres'
import { ownMark } from '@tend/server/data/processes'
import { operatorKey } from '@tend/server/keys/operator-key'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tend-aside-'))
  chmodSync(folder, 0o755)
})
const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) await ended(child)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) =>
    (child.exitCode ?? child.signalCode) === null && child.kill('SIGKILL') ? child.once('close', () => resolve()) : resolve(),
  )
function started(command: string, args: string[], who: { uid?: number; gid?: number } = {}): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], ...who })
  children.push(child)
  return child
}

/** The number of a process that is over. */
async function goneMark(): Promise<string> {
  const child = started('true', [])
  await new Promise((done) => child.once('close', done))
  return `${child.pid}-1`
}

describe('what is made aside', () => {
  it('has a name of its own each time, and is cleared once its maker is gone', async () => {
    const place = path.join(folder, 'own')
    expect(aside(place)).not.toBe(aside(place))
    const living = aside(place)
    const dead = `${place}.making.${await goneMark()}-ab`
    const ofOlderVersion = `${place}.making.${(await goneMark()).split('-')[0]}`
    for (const one of [living, dead, ofOlderVersion]) mkdirSync(one)
    await clearLeftovers(place)
    expect([living, dead, ofOlderVersion].map((one) => existsSync(one))).toEqual([true, false, false])
  })

  it.runIf(existsSync('/proc/self/stat'))('is a leftover too where another process has the number of its maker by now', () => {
    const place = path.join(folder, 'reused')
    const [pid, began] = ownMark.split('-')
    for (const mark of [`${process.ppid}-1`, `${pid}-1`, `${pid}-${began}`]) mkdirSync(`${place}.making.${mark}-ab`)
    expect(
      leftovers(place)
        .map((one) => path.basename(one))
        .sort(),
    ).toEqual([`reused.making.${pid}-1-ab`, `reused.making.${process.ppid}-1-ab`].sort())
  })

  it('keeps no start from starting while something still writes there, and is cleared when that has ended', async () => {
    const data = path.join(folder, 'written')
    mkdirSync(data)
    const leftover = path.join(data, `pg.making.${await goneMark()}-ab`)
    mkdirSync(leftover)
    const write = 'while [ -e "$2" ]; do for n in 1 2 3 4 5 6 7 8; do : > "$1/$n"; done; done 2>/dev/null'
    const going = path.join(folder, 'going')
    writeFileSync(going, '')
    started('sh', ['-c', write, 'sh', leftover, going])
    while (!existsSync(path.join(leftover, '8'))) await new Promise((done) => setTimeout(done, 5))
    setTimeout(() => rmSync(going), 500)
    const cluster = await startPostgres(data, { fsync: 'off' })
    await cluster.stop()
    await ended(children[0] as ChildProcess)
    await clearLeftovers(path.join(data, 'pg'))
    expect(readdirSync(data).filter((name) => name.includes('making'))).toEqual([])
  })

  it('a key whose maker died is no second copy for ever', async () => {
    const data = path.join(folder, 'key')
    mkdirSync(data)
    const leftover = path.join(data, `key.making.${await goneMark()}-ab`)
    writeFileSync(leftover, 'half')
    const key = operatorKey({ key: undefined, dataFolder: data, databaseUrl: undefined })
    expect(operatorKey({ key: undefined, dataFolder: data, databaseUrl: undefined })).toEqual(key)
    expect(readdirSync(data)).toEqual(['key'])
  })
})

describe.runIf(existsSync('/proc/self/stat'))('a number that a crash left in a pid file', () => {
  it('proves nothing when another process has it by now: the database starts', async () => {
    const data = path.join(folder, 'written')
    const first = await startPostgres(data, { fsync: 'off' })
    const kept = path.join(folder, 'kept')
    cpSync(path.join(data, 'pg/postmaster.pid'), kept)
    cpSync(path.join(data, 'run/.s.PGSQL.5432.lock'), `${kept}.lock`)
    await first.stop()
    const other = started('sleep', ['60'], asRoot ? nobody : {})
    for (const [from, to] of [
      [kept, 'pg/postmaster.pid'],
      [`${kept}.lock`, 'run/.s.PGSQL.5432.lock'],
    ] as const) {
      writeFileSync(path.join(data, to), readFileSync(from, 'utf8').replace(/^\d+/, String(other.pid)), { mode: 0o600 })
      if (asRoot) chownSync(path.join(data, to), nobody.uid, nobody.gid)
    }
    const again = await startPostgres(data, { fsync: 'off' })
    await again.stop()
    expect(other.exitCode).toBeNull()
  })
})
