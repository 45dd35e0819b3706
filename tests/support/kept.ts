import fs from 'node:fs'
import path from 'node:path'
import type { DatabaseLocation } from '@tend/server/data/database'
import { startPostgres } from '@tend/server/data/postgres'
import { createWorkspace } from '@tend/server/first-start'
import { createKeyring } from '@tend/server/keys/seal'
import { kernelOn } from '@tend/server/operate/opened-data'
import { theClock, workAs } from '@tend/server/work'
import pg from 'pg'

/** The operator's key in a data folder. */
export const keyIn = (folder: string) => Buffer.from(fs.readFileSync(path.join(folder, 'key'), 'utf8').trim(), 'base64url')

/**
 * Fills a primed data folder as a Tend that was stopped leaves it: so many workspaces, with agreements that each hold a mark. Gives their
 * ids.
 */
export async function stoppedTend(folder: string, { workspaces, records }: { workspaces: number; records: number }): Promise<string[]> {
  const key = keyIn(folder)
  return onData(folder, async (place) => {
    const { kernel, close } = kernelOn(place, key)
    for (let made = 1; made < workspaces; made++) await createWorkspace(kernel.db, createKeyring(key), new Date())
    const ids = (await kernel.dispatch.selectFrom('workspace').select('workspace_id as id').orderBy('id').execute()).map(({ id }) => id)
    for (const id of ids) await fill(kernel, id, records)
    await close()
    return ids
  })
}

function fill(kernel: ReturnType<typeof kernelOn>['kernel'], workspaceId: string, records: number): Promise<void> {
  return workAs(kernel, theClock(workspaceId), async ({ trx, keys, id, today }) => {
    const circle = await trx.selectFrom('circle').select('id').where('workspace_id', '=', workspaceId).executeTakeFirstOrThrow()
    const rows = Array.from({ length: records }, (_, n) => {
      const own = id()
      const { record_key, words_sealed, earlier_sealed } = keys.seal('agreement', own, { words: `We end on time, ${n}.`, earlier: '[]' })
      const sealed = { record_key, words_sealed: words_sealed as Buffer, earlier_sealed: earlier_sealed as Buffer, reason_sealed: null }
      const days = { agreed_on: today, worded_on: today, look_again_on: null, dropped_on: null }
      return { workspace_id: workspaceId, id: own, circle_id: circle.id, state: 'current' as const, ...sealed, ...days }
    })
    for (let at = 0; at < rows.length; at += 500)
      await trx
        .insertInto('agreement')
        .values(rows.slice(at, at + 500))
        .execute()
  })
}

/** Runs PostgreSQL on a data folder for a moment. */
export async function onData<T>(folder: string, run: (place: DatabaseLocation & { kind: 'socket' }) => Promise<T>): Promise<T> {
  const cluster = await startPostgres(folder, { fsync: 'off' })
  try {
    return await run({ kind: 'socket', socket: cluster.socket, database: 'tend' })
  } finally {
    await cluster.stop()
  }
}

/** Looks at rows as a person who holds the whole database does. */
export async function rowsIn<Row extends pg.QueryResultRow>(
  place: DatabaseLocation & { kind: 'socket' },
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client({ host: place.socket, user: 'postgres', database: place.database })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

/** Opens every agreement with a key, and gives how many can be read with it. */
export async function readable(place: DatabaseLocation, key: Buffer, workspaceIds: readonly string[]): Promise<number> {
  const { kernel, close } = kernelOn(place, key)
  let read = 0
  try {
    for (const id of workspaceIds)
      read += await workAs(kernel, theClock(id), async ({ trx, keys }) => {
        const rows = await trx.selectFrom('agreement').selectAll().where('workspace_id', '=', id).execute()
        return rows.filter((row) => keys.open('agreement', row, ['words']).words?.startsWith('We end on time')).length
      })
    return read
  } finally {
    await close()
  }
}
