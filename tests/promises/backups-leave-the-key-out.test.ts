import { randomBytes } from 'node:crypto'
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { backUp } from '@tend/server/operate/backup'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { operate } from '../support/commands.ts'
import { keyIn, onData, readable, stoppedTend } from '../support/kept.ts'
import { cleanUp, freshFolder, launch, primedFolder } from '../support/launched.ts'
import { filesHolding, shapesOf } from '../support/stored.ts'

const RECORDS = 20
const folder = primedFolder()
const key = keyIn(folder)
const keyText = key.toString('base64url')
const backup = path.join(freshFolder(), 'monday')
let workspaces: string[]
beforeAll(async () => {
  workspaces = await stoppedTend(folder, { workspaces: 1, records: RECORDS })
})
afterAll(cleanUp)

const refused = (env: Record<string, string>, args: string[], sentence: RegExp) =>
  expect(operate(env, ...args)).toEqual({ code: 1, said: expect.stringMatching(sentence) })

describe('a backup', () => {
  it('is made while Tend runs, says that the key is not in it, and it is not', async () => {
    const running = launch({ TEND_DATA: folder })
    await running.address()
    const { code, said } = operate({ TEND_DATA: folder }, 'backup', '--to', backup)
    expect([code, said]).toEqual([0, expect.stringMatching(/The key is not in it/)])
    expect((await running.stop()).code).toBe(0)
    expect(await filesHolding(backup, [key, ...shapesOf(keyText)])).toEqual([])
    expect(await filesHolding(folder, shapesOf(keyText))).toEqual(['key'])
    expect(existsSync(path.join(backup, 'pg/postmaster.pid'))).toBe(false)
  })

  it('is made of a Tend that does not run, too', () => {
    expect(operate({ TEND_DATA: folder }, 'backup', '--to', path.join(backup, '../tuesday')).code).toBe(0)
  })

  it('is said to be made only once every file and folder of it is on the disk', async () => {
    const synced: string[] = []
    const real = fs.fsyncSync
    const spy = vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
      synced.push(readlinkSync(`/proc/self/fd/${handle}`))
      real(handle)
    })
    const to = path.join(freshFolder(), 'wednesday')
    await backUp(folder, key, to, new Date()).finally(() => spy.mockRestore())
    const made = [path.dirname(to), to, ...(readdirSync(to, { recursive: true }) as string[]).map((name) => path.join(to, name))]
    expect(made.length).toBeGreaterThan(500)
    expect(made.filter((place) => !synced.includes(place))).toEqual([])
    expect(synced.slice(-3), 'that it is whole comes last').toEqual([path.join(to, 'tend-backup.json'), to, path.dirname(to)])
  })

  it('overwrites nothing, and needs data and its key', () => {
    const empty = freshFolder()
    refused({ TEND_DATA: folder }, ['backup', '--to', backup], /holds something already/)
    refused(
      { TEND_DATA: folder, TEND_KEY: randomBytes(32).toString('base64url') },
      ['backup', '--to', path.join(empty, 'new')],
      /another key/,
    )
    refused({ TEND_DATA: empty, TEND_KEY: keyText }, ['backup', '--to', path.join(empty, 'new')], /There is no data/)
    refused({ TEND_DATA: folder, DATABASE_URL: 'postgres://localhost/x' }, ['backup', '--to', path.join(empty, 'new')], /pg_dump/)
    refused({ TEND_DATA: folder }, ['backup'], /npm run backup -- --to DIR/)
  })
})

describe('restoring', () => {
  it('refuses before it copies anything: no backup, no key, another key, data that is there, another PostgreSQL', () => {
    const there = freshFolder()
    const args = ['restore', '--from', backup]
    refused({ TEND_DATA: there }, ['restore', '--from', there], /no whole backup/)
    refused({ TEND_DATA: there }, args, /Put the key that belongs to this backup/)
    refused({ TEND_DATA: there, TEND_KEY: randomBytes(32).toString('base64url') }, args, /made with another key/)
    refused({ TEND_DATA: folder }, args, /There is data in/)
    const old = path.join(freshFolder(), 'old')
    mkdirSync(path.join(old, 'pg'), { recursive: true })
    writeFileSync(path.join(old, 'pg/PG_VERSION'), '17\n')
    writeFileSync(path.join(old, 'tend-backup.json'), readFileSync(path.join(backup, 'tend-backup.json')))
    refused({ TEND_DATA: there, TEND_KEY: keyText }, ['restore', '--from', old], /from PostgreSQL 17; this Tend brings 18/)
    expect(existsSync(path.join(there, 'pg'))).toBe(false)
  })

  it('brings everything back, readable with the key, and Tend starts on it', async () => {
    const there = freshFolder()
    writeFileSync(path.join(there, 'key'), `${keyText}\n`, { mode: 0o600 })
    const { code, said } = operate({ TEND_DATA: there }, 'restore', '--from', backup)
    expect([code, said]).toEqual([0, expect.stringMatching(/opens with this key/)])
    expect(await onData(there, (place) => readable(place, key, workspaces))).toBe(RECORDS)
    const running = launch({ TEND_DATA: there })
    await running.address()
    expect((await running.stop()).code).toBe(0)
  })
})
