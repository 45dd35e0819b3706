import { randomBytes } from 'node:crypto'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Cluster, startPostgres } from '@tend/server/data/postgres'
import { createKeyring } from '@tend/server/keys/seal'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operate, operateAndKill } from '../support/commands.ts'
import { keyIn, onData, readable, rowsIn, stoppedTend } from '../support/kept.ts'
import { cleanUp, freshFolder, launch, primedFolder } from '../support/launched.ts'

/** In each of two workspaces: enough that a change of keys is surely at work when it is killed; `npm run drills` has it go through more. */
const RECORDS = process.env.TEND_DRILLS === 'whole' ? 8000 : 3000
const folder = primedFolder()
const key = keyIn(folder)
let workspaces: string[]
beforeAll(async () => {
  workspaces = await stoppedTend(folder, { workspaces: 2, records: RECORDS })
})
afterAll(cleanUp)

const newKey = () => randomBytes(32).toString('base64url')
const stored = () =>
  onData(folder, async (place) => {
    const rows = await rowsIn<{ id: string; record_key: Buffer; words_sealed: Buffer }>(
      place,
      'select id, record_key, words_sealed from agreement',
    )
    const kept = await rowsIn<{ wrapped_key: Buffer; wrapped_tag_key: Buffer; next_wrapped_key: Buffer | null }>(
      place,
      'select * from workspace',
    )
    return { rows: new Map(rows.map((row) => [row.id, row])), workspaces: kept }
  })

describe('new keys, with the old run killed in the middle', () => {
  let before: Awaited<ReturnType<typeof stored>>
  let half: Awaited<ReturnType<typeof stored>>
  let after: Awaited<ReturnType<typeof stored>>

  it('is killed while some records are under the new key and some are not', async () => {
    before = await stored()
    expect(await operateAndKill({ TEND_DATA: folder }, 0, 'rotate')).toBe(true)
    half = await stored()
    const moved = [...half.rows.values()].filter((row) => !row.record_key.equals(before.rows.get(row.id)?.record_key ?? Buffer.alloc(0)))
    expect(moved.length).toBeGreaterThan(0)
    expect(moved.length).toBeLessThan(2 * RECORDS)
    expect(half.workspaces.some(({ next_wrapped_key }) => next_wrapped_key !== null)).toBe(true)
    expect(existsSync(path.join(folder, 'key.new')) && (statSync(path.join(folder, 'key.new')).mode & 0o777) === 0o600).toBe(true)
    expect(keyIn(folder)).toEqual(key)
  })

  it('lets nothing start or copy meanwhile, and says what to do', async () => {
    const started = launch({ TEND_DATA: folder })
    expect((await started.ended).code).toBe(1)
    expect(started.said()).toMatch(/npm run rotate/)
    for (const args of [['backup', '--to', path.join(folder, 'backup')], ['export', '--to', path.join(folder, 'file')], ['destroy']]) {
      const { code, said } = operate({ TEND_DATA: folder }, ...args)
      expect([code, said]).toEqual([1, expect.stringMatching(/npm run rotate/)])
    }
  })

  it('goes on where it was: every record is touched once, and none is passed over', () => {
    const { code, said } = operate({ TEND_DATA: folder }, 'rotate')
    expect(code, said).toBe(0)
    const [, count, records, already] = said.match(/New keys for (\d+) workspaces: (\d+) records now, (\d+) in an earlier run/) ?? []
    expect(Number(count)).toBe(2)
    // The agreements of both, and their two circles.
    expect(Number(records) + Number(already)).toBe(2 * RECORDS + 2)
    expect(Number(already)).toBeGreaterThan(0)
    expect(existsSync(path.join(folder, 'key.new'))).toBe(false)
  })

  it('leaves every word readable with the new key, and nothing with the old one', async () => {
    expect(keyIn(folder)).not.toEqual(key)
    after = await stored()
    const wrong = [...after.rows].filter(([id, row]) => {
      const earlier = before.rows.get(id)
      return !earlier || row.record_key.equals(earlier.record_key) || !row.words_sealed.equals(earlier.words_sealed)
    })
    expect(wrong).toEqual([])
    await onData(folder, async (place) => {
      expect(await readable(place, keyIn(folder), workspaces)).toBe(2 * RECORDS)
      await expect(readable(place, key, workspaces)).rejects.toThrow('does not open')
    })
    // Not even what the database held before helps: the record keys lie under a key of the workspace that the old key never wrapped.
    const old = createKeyring(key)
    for (const [n, id] of workspaces.entries()) {
      const known = old.unwrap(id, before.workspaces[n] as NonNullable<(typeof before.workspaces)[number]>)
      const [row] = [...after.rows.values()]
      if (row) expect(() => known.open('agreement', row, ['words'])).toThrow('does not open')
    }
  })

  it('keeps the key of tags: people are found by the same ones', () => {
    for (const [n, id] of workspaces.entries()) {
      const tag = (ring: ReturnType<typeof createKeyring>, at: typeof after) =>
        ring.unwrap(id, at.workspaces[n] as NonNullable<(typeof at.workspaces)[number]>).tag('raiser', id)
      expect(tag(createKeyring(keyIn(folder)), after)).toEqual(tag(createKeyring(key), before))
    }
  })

  it('starts again as ever', async () => {
    const started = launch({ TEND_DATA: folder })
    await started.address()
    expect((await started.stop()).code).toBe(0)
  })
})

describe('with TEND_KEY', () => {
  it('asks for the new key, and refuses one that is none, the same one, or another than the one begun with', () => {
    const env = { TEND_DATA: folder, TEND_KEY: keyIn(folder).toString('base64url') }
    for (const [given, sentence] of [
      ['', /set TEND_NEW_KEY to/],
      ['short', /does not have the form/],
      [env.TEND_KEY, /is the key that is in use already/],
    ] as const) {
      const { code, said } = operate({ ...env, TEND_NEW_KEY: given }, 'rotate')
      expect([code, said]).toEqual([1, expect.stringMatching(sentence)])
    }
    const next = randomBytes(32).toString('base64url')
    expect(operate({ ...env, TEND_NEW_KEY: next }, 'rotate').code).toBe(0)
    expect(operate({ ...env, TEND_NEW_KEY: next }, 'rotate').said).toMatch(/has the new key already/)
    expect(operate({ TEND_DATA: folder, TEND_KEY: next }, 'destroy')).toMatchObject({
      code: 0,
      said: expect.stringContaining(workspaces[0] ?? ''),
    })
    expect(operate(env, 'destroy')).toMatchObject({ code: 1, said: expect.stringMatching(/another key/) })
  })
})

describe('with DATABASE_URL', () => {
  let cluster: Cluster
  let env: Record<'TEND_DATA' | 'DATABASE_URL', string>
  let key = newKey()
  beforeAll(async () => {
    const own = freshFolder()
    cluster = await startPostgres(own, { fsync: 'off' })
    await asAdministrator(
      'postgres',
      `create role manager login createrole createdb password 'theirs'`,
      'create database theirs owner manager',
    )
    writeFileSync(path.join(own, 'pg/pg_hba.conf'), 'local all postgres trust\nlocal all all scram-sha-256\n')
    await asAdministrator('postgres', 'select pg_reload_conf()')
    env = {
      TEND_DATA: freshFolder(),
      DATABASE_URL: `postgres://manager:theirs@localhost/theirs?host=${encodeURIComponent(cluster.socket)}`,
    }
  })
  afterAll(() => cluster.stop())

  async function asAdministrator(database: string, ...statements: string[]): Promise<void> {
    const admin = new pg.Client({ host: cluster.socket, user: 'postgres', database })
    await admin.connect()
    for (const statement of statements) await admin.query(statement)
    await admin.end()
  }
  const cutOff = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tend_keys'`

  it('changes the passwords of our roles with the key: Tend starts with the new one alone', async () => {
    const next = newKey()
    const first = launch({ ...env, TEND_KEY: key })
    await first.address()
    await first.stop()
    expect(operate({ ...env, TEND_KEY: key, TEND_NEW_KEY: next }, 'rotate')).toEqual({
      code: 0,
      said: expect.stringMatching(/1 workspaces: 1 records/),
    })
    const wrong = launch({ ...env, TEND_KEY: key })
    expect((await wrong.ended).code).toBe(1)
    const right = launch({ ...env, TEND_KEY: next })
    await right.address()
    expect((await right.stop()).code).toBe(0)
    key = next
  })

  it('is refused while a Tend runs on it, one whose connection broke too, and changes nothing: what that one writes stays readable', async () => {
    const next = newKey()
    const running = launch({ ...env, TEND_KEY: key })
    await running.address()
    const rotating = () => operate({ ...env, TEND_KEY: key, TEND_NEW_KEY: next }, 'rotate')
    expect(rotating()).toEqual({ code: 1, said: expect.stringMatching(/^Tend, or one of its commands, is at work on this database/) })
    await asAdministrator('postgres', cutOff)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(rotating().code).toBe(1)
    expect(operate({ ...env, TEND_KEY: key }, 'destroy').code, 'no rotation was begun').toBe(0)
    expect((await running.stop()).code).toBe(0)
    expect(rotating().code).toBe(0)
    key = next
  })

  it('ends a Tend under which the keys changed all the same, before it seals with the old ones', async () => {
    const running = launch({ ...env, TEND_KEY: key })
    await running.address()
    await asAdministrator('theirs', `update installation set rotating_to = '\\x00'`)
    expect((await running.ended).code).toBe(1)
    expect(running.said()).toMatch(/keys of this database were changed elsewhere, so this Tend ended/)
    await asAdministrator('theirs', 'update installation set rotating_to = null')
  })

  it('keeps a Tend from starting while they are being changed', async () => {
    const rotating = new pg.Client({ host: cluster.socket, user: 'postgres', database: 'theirs' })
    await rotating.connect()
    await rotating.query('select pg_advisory_lock(7433642)')
    const early = launch({ ...env, TEND_KEY: key })
    expect((await early.ended).code).toBe(1)
    expect(early.said()).toMatch(/being changed just now/)
    await rotating.end()
    await launch({ ...env, TEND_KEY: key }).address()
  })
})

describe('the set-up secret', () => {
  it('can be made anew when it was lost, while no Tend runs that would go on with the old one', async () => {
    const env = { TEND_DATA: freshFolder(), PUBLIC_URL: 'https://tend.example.org' }
    const first = launch(env)
    await first.address()
    const old = first.said().match(/only this once: (\S+)/)?.[1]
    expect(operate(env, 'secret').code, 'while a Tend runs').toBe(1)
    await first.stop()
    const { code, said } = operate(env, 'secret')
    expect(code, said).toBe(0)
    const fresh = said.match(/only this once: (\S+)/)?.[1]
    const again = launch(env)
    const address = await again.address()
    const status = async (secret?: string) =>
      (await fetch(`${address}/v1/pairing-codes`, { method: 'POST', headers: { authorization: `Setup ${secret}` } })).status
    expect([await status(old), await status(fresh)]).toEqual([401, 201])
    await again.stop()
  })
})

describe('with a key file', () => {
  it('leaves no half-made change behind when it is refused: Tend starts again as before', async () => {
    const data = primedFolder()
    const running = launch({ TEND_DATA: data })
    await running.address()
    for (const args of [['rotate'], ['export', '--to', path.join(data, 'file')], ['destroy']]) {
      const { code, said } = operate({ TEND_DATA: data }, ...args)
      expect([code, said]).toEqual([
        1,
        expect.stringMatching(/^Another Tend already uses.*Stop it \(Ctrl-C\), then run this again.*npm run \w+[^\n]*\n$/),
      ])
      expect(said).not.toContain('TEND_DATA')
    }
    expect(existsSync(path.join(data, 'file'))).toBe(false)
    await running.stop()
    const again = launch({ TEND_DATA: data })
    await again.address()
    expect((await again.stop()).code).toBe(0)
  })
})
