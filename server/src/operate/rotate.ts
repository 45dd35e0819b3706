import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { connect, type Database, type DatabaseLocation, inWorkspace } from '../data/database.ts'
import { holdKeys, type KeysHold } from '../keys/held.ts'
import { createKeyring, decrypt, deriveFrom, encrypt, fieldOfKey, type SealedField, sameBytes } from '../keys/seal.ts'
import { StartProblem } from '../problem.ts'
import type { Settings } from '../settings.ts'
import { type OpenedData, openData } from './opened-data.ts'
import { OperateProblem } from './problem.ts'

/** How many records one transaction wraps anew. */
const AT_ONCE = 1000

/** What a rotation did. `already` counts the records that an interrupted run had done. */
export type Rotated = { workspaces: number; records: number; already: number }
/** Hears after each transaction which workspace of how many it is, and how many of its records are done. */
type Heard = (workspace: number, of: number, records: number) => void
/** `keep` stores the new key durably. It is called before anything is under the new key, and not at all when the change is refused. */
export type Keys = { from: Buffer; to: Buffer; keep?(): void }

/**
 * Opens the data to be rotated. An earlier run may have been cut off after the passwords of our roles had changed to the new key; then the
 * new key opens it.
 */
export async function openForRotation(settings: Settings, { from, to }: Keys): Promise<OpenedData> {
  try {
    return await openData(settings, from)
  } catch (error) {
    const otherPassword = error instanceof StartProblem && error.code === 'wrong_key'
    if (!settings.databaseUrl || !otherPassword) throw error
    return openData(settings, to)
  }
}

/**
 * Wraps everything with new keys: each workspace gets a new key under the operator's new one, and every record's key is wrapped by it.
 * Words are not touched, and the key of tags stays. A run that was interrupted at any moment goes on where it was. Until it has ended Tend
 * does not start.
 */
export async function rotate(location: DatabaseLocation, keys: Keys, heard: Heard = () => {}): Promise<Rotated> {
  // A running Tend would go on sealing with the keys it has in memory, and nobody could read that afterwards.
  const hold = await holdKeys(location, 'alone')
  if (!hold) throw new OperateProblem('tend_running')
  const [app, dispatch, owner] = [
    connect(location, 'tend_app', 1, () => {}),
    connect(location, 'tend_dispatch', 1, () => {}),
    connect(location, 'tend_owner', 1, () => {}),
  ]
  const total: Rotated = { workspaces: 0, records: 0, already: 0 }
  try {
    if (!(await begin(owner.db, keys))) return total
    // No role sees the rows of all workspaces, not even the owner. Dispatch names the workspaces, and each is entered by itself.
    const workspaces = await dispatch.db.selectFrom('workspace').select('workspace_id as id').orderBy('workspace_id').execute()
    for (const { id } of workspaces) {
      total.workspaces++
      const { records, already } = await rotateWorkspace(app.db, id, { ...keys, hold }, (seen) =>
        heard(total.workspaces, workspaces.length, seen),
      )
      total.records += records
      total.already += already
    }
    await owner.db
      .updateTable('installation')
      .set({ key_check: createKeyring(keys.to).check, rotating_to: null })
      .execute()
    return total
  } finally {
    await Promise.all([app, dispatch, owner].map(({ db }) => db.destroy()))
    await hold.end()
  }
}

/** In a PostgreSQL that is not ours our roles have passwords that come from the key. They follow the new key, all at once. */
export async function renewPasswords(location: DatabaseLocation, to: Buffer): Promise<void> {
  if (location.kind !== 'url') return
  const admin = new pg.Client({ connectionString: location.url })
  await admin.connect()
  const { derive } = createKeyring(to)
  const statements = (['tend_owner', 'tend_app', 'tend_dispatch'] as const).map(
    (role) => `alter role ${role} password '${derive(`role ${role}`)}'`,
  )
  // One message is one transaction.
  await admin.query(statements.join('; ')).finally(() => admin.end())
}

/** Notes the new key's check, so that nothing starts meanwhile. Answers false when an earlier run has ended already. */
async function begin(owner: Database, { from, to, keep }: Keys): Promise<boolean> {
  const next = createKeyring(to).check
  const row = await owner.selectFrom('installation').select(['key_check', 'rotating_to']).executeTakeFirst()
  if (!row) throw new OperateProblem('nothing_here')
  if (sameBytes(row.key_check, next)) return false
  if (!sameBytes(row.key_check, createKeyring(from).check)) throw new OperateProblem('wrong_key')
  if (row.rotating_to && !sameBytes(row.rotating_to, next)) throw new OperateProblem('rotating_elsewhere')
  keep?.()
  await owner.updateTable('installation').set({ rotating_to: next }).execute()
  return true
}

type Counted = (records: number) => void

async function rotateWorkspace(
  db: Database,
  id: string,
  keys: Keys & { hold: KeysHold },
  counted: Counted,
): Promise<{ records: number; already: number }> {
  const pair = await inWorkspace(db, id, (trx) => keysOf(trx, id, keys))
  const done = { records: 0, already: 0 }
  if (!pair) return done
  for (const table of await inWorkspace(db, id, tablesWithKeys)) {
    const { records, already } = await rewrapTable(db, { workspace: id, table, hold: keys.hold, ...pair }, (n) =>
      counted(done.records + done.already + n),
    )
    done.records += records
    done.already += already
  }
  stillAlone(keys.hold)
  await inWorkspace(db, id, (trx) => settle(trx, id, { ...keys, expected: done.records + done.already }))
  return done
}

function stillAlone({ cut }: KeysHold): void {
  if (cut.aborted) throw new OperateProblem('connection_lost')
}

type Pair = { before: Uint8Array; after: Uint8Array }

/** Reads the workspace's key and its next one, which is made where there is none yet. Answers nothing when the workspace is done. */
async function keysOf(trx: Database, id: string, { from, to }: Keys): Promise<Pair | undefined> {
  const [older, newer] = [deriveFrom(from, 'wrap'), deriveFrom(to, 'wrap')]
  const at = fieldOfKey(id, 'key')
  const row = await trx
    .selectFrom('workspace')
    .select(['wrapped_key', 'next_wrapped_key'])
    .where('workspace_id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (opens(newer, at, row.wrapped_key)) return undefined
  const before = decrypt(older, at, row.wrapped_key)
  if (row.next_wrapped_key) return { before, after: decrypt(newer, at, row.next_wrapped_key) }
  const after = randomBytes(32)
  await trx
    .updateTable('workspace')
    .set({ next_wrapped_key: encrypt(newer, at, after) })
    .where('workspace_id', '=', id)
    .execute()
  return { before, after }
}

function opens(key: Uint8Array, at: SealedField, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return decrypt(key, at, sealed)
  } catch {
    return undefined
  }
}

/** Lists every table whose rows hold a key, as the catalogue has them, so that none can be forgotten. */
async function tablesWithKeys(trx: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'record_key' and not a.attisdropped order by 1`.execute(
    trx,
  )
  return rows.map(({ name }) => name)
}

type Rewrap = Pair & { workspace: string; table: string; hold: KeysHold }

async function rewrapTable(db: Database, of: Rewrap, counted: Counted): Promise<{ records: number; already: number }> {
  const done = { records: 0, already: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    stillAlone(of.hold)
    const read = await inWorkspace(db, of.workspace, (trx) => rewrapSome(trx, of, after))
    done.records += read.records
    done.already += read.already
    if (read.records > 0) counted(done.records + done.already)
    if (read.last === undefined) return done
    after = read.last
  }
}

async function rewrapSome(trx: Database, { workspace, table, ...pair }: Rewrap, after: string) {
  const { rows } = await sql<{ id: string; record_key: Buffer }>`select id, record_key from ${sql.table(table)}
    where workspace_id = ${workspace} and id > ${after}::uuid and record_key is not null order by id limit ${AT_ONCE} for update`.execute(
    trx,
  )
  const wrapped = rows.flatMap(({ id, record_key }) => {
    const at = { workspace, table, id, field: 'record_key' }
    if (opens(pair.after, at, record_key)) return []
    return [{ id, key: encrypt(pair.after, at, decrypt(pair.before, at, record_key)) }]
  })
  if (wrapped.length > 0) {
    const [ids, keys] = [wrapped.map(({ id }) => id), wrapped.map(({ key }) => key)]
    await sql`update ${sql.table(table)} t set record_key = n.key from unnest(${ids}::uuid[], ${keys}::bytea[]) as n(id, key)
      where t.workspace_id = ${workspace} and t.id = n.id`.execute(trx)
  }
  return { records: wrapped.length, already: rows.length - wrapped.length, last: rows.length < AT_ONCE ? undefined : rows.at(-1)?.id }
}

/** Ends a workspace's rotation, only when as many records were seen as there are. Its old key is gone with it. */
async function settle(trx: Database, id: string, { from, to, expected }: Keys & { expected: number }): Promise<void> {
  let there = 0
  for (const table of await tablesWithKeys(trx)) {
    const { rows } = await sql<{
      n: number
    }>`select count(record_key)::int as n from ${sql.table(table)} where workspace_id = ${id}`.execute(trx)
    there += rows[0]?.n ?? 0
  }
  if (there !== expected) throw new OperateProblem('rows_passed_over', { seen: String(expected), there: String(there) })
  const at = fieldOfKey(id, 'tag_key')
  const { wrapped_tag_key } = await trx
    .selectFrom('workspace')
    .select('wrapped_tag_key')
    .where('workspace_id', '=', id)
    .executeTakeFirstOrThrow()
  const tagKey = encrypt(deriveFrom(to, 'wrap'), at, decrypt(deriveFrom(from, 'wrap'), at, wrapped_tag_key))
  await trx
    .updateTable('workspace')
    .set((is) => ({ wrapped_key: is.ref('next_wrapped_key').$notNull(), next_wrapped_key: null, wrapped_tag_key: tagKey }))
    .where('workspace_id', '=', id)
    .execute()
}
