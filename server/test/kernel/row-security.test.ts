import { connect, inWorkspace } from '@tend/server/data/database'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'

/** Tables that hold nothing of a workspace: they say which migrations ran. */
const bookkeeping = ['kysely_migration', 'kysely_migration_lock']
/** Tables that belong to no workspace, under row security with policies of their own. */
const global = ['directory', 'installation']

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  await server.member('Ada', { roles: ['facilitator', 'steward'] })
})
afterAll(() => server.stop())

type Table = { name: string; forced: boolean; enabled: boolean; tenant: boolean }

async function tables(): Promise<Table[]> {
  const client = await server.superuser()
  try {
    const { rows } = await client.query<Table>(`select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id') as tenant
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
    return rows
  } finally {
    await client.end()
  }
}

describe('every table keeps workspaces apart by itself', () => {
  it('row security is on, and forced for the owner too', async () => {
    const open = (await tables()).filter(({ name, enabled, forced }) => !bookkeeping.includes(name) && !(enabled && forced))
    expect(open.map(({ name }) => name)).toEqual([])
  })

  it('every table but the named ones has a workspace', async () => {
    const without = (await tables()).filter(({ tenant }) => !tenant).map(({ name }) => name)
    expect(without.filter((name) => !bookkeeping.includes(name))).toEqual(['installation'])
  })

  it.each(['tend_app', 'tend_owner'] as const)('%s sees no row of any table while no workspace is named', async (role) => {
    const { pool, db } = connect(server.place, role, 1, () => {})
    try {
      for (const { name } of (await tables()).filter(({ name }) => ![...bookkeeping, ...global].includes(name))) {
        const { rows } = await pool.query(`select count(*)::int as count from ${name}`)
        expect([name, rows[0].count]).toEqual([name, 0])
      }
    } finally {
      await db.destroy()
    }
  })

  it('no role of ours is a superuser or passes row security by', async () => {
    const client = await server.superuser()
    const { rows } = await client.query(
      `select rolname from pg_roles where rolname like 'tend_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
    )
    await client.end()
    expect(rows).toEqual([])
  })

  it('a transaction in one workspace sees nothing of another, and cannot write there', async () => {
    const other = await server.workspace()
    const seen = await inWorkspace(server.kernel.db, other.workspaceId, (trx) => trx.selectFrom('member').select('id').execute())
    expect(seen).toEqual([])
    const row = {
      workspace_id: server.home.workspaceId,
      circle_id: server.home.circleId,
      member_id: server.home.circleId,
      joined_on: '2026-01-01',
    }
    await expect(
      inWorkspace(server.kernel.db, other.workspaceId, (trx) => trx.insertInto('circle_member').values(row).execute()),
    ).rejects.toThrow(/row-level security/)
  })

  it('the workspace of one transaction is gone with it', async () => {
    const { db, pool } = connect(server.place, 'tend_app', 1, () => {})
    try {
      const inside = await inWorkspace(db, server.home.workspaceId, (trx) => trx.selectFrom('member').select('id').execute())
      expect(inside.length).toBeGreaterThan(0)
      const { rows } = await pool.query('select id from member')
      expect(rows).toEqual([])
      await expect(
        inWorkspace(db, server.home.workspaceId, async () => {
          throw new Error('broken')
        }),
      ).rejects.toThrow('broken')
      expect((await pool.query('select id from member')).rows).toEqual([])
    } finally {
      await db.destroy()
    }
  })

  it('a workspace is named by its id and by nothing else', () => {
    expect(() => inWorkspace(server.kernel.db, `${server.home.workspaceId}'; select '`, async () => 1)).toThrow(/named by its id/)
  })
})

describe('the role that crosses workspaces', () => {
  it('reads no column with words, keys of records or tags', async () => {
    const client = await server.superuser()
    const { rows } = await client.query<{
      place: string
    }>(`select table_name || '.' || column_name as place from information_schema.column_privileges
      where grantee = 'tend_dispatch' and table_schema = 'public' and (column_name like '%sealed' or column_name like '%tag' or column_name = 'record_key')`)
    await client.end()
    expect(rows.map(({ place }) => place)).toEqual([])
  })

  it('cannot make a door: it adds nothing to the directory', async () => {
    const insert = sql`insert into directory (kind, key_hash, workspace_id, subject) values ('device', '\\x00', ${server.home.workspaceId}, ${server.home.circleId})`
    await expect(insert.execute(server.kernel.dispatch)).rejects.toThrow(/permission denied/)
  })
})
