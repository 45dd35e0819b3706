import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operate } from '../support/commands.ts'
import { onData, readable, stoppedTend } from '../support/kept.ts'
import { cleanUp, freshFolder, launch } from '../support/launched.ts'
import { filesHolding, shapesOf } from '../support/stored.ts'

const RECORDS = 20
const key = randomBytes(32)
const keyText = key.toString('base64url')
const folder = freshFolder()
const backup = path.join(freshFolder(), 'monday')
let workspaces: string[]
beforeAll(async () => {
  workspaces = await stoppedTend(folder, { key, workspaces: 1, records: RECORDS })
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
