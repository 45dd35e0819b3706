import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'

/** These say which migrations ran, and hold nothing of a workspace. */
const bookkeeping = ['kysely_migration', 'kysely_migration_lock']
/** Their rows are found before it is known whose they are. They are under row security, with policies of their own. */
const global = ['directory', 'installation']
/** The expression that keeps workspaces apart, as PostgreSQL writes it. */
const own = `(workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)`
/** Tables without an `id`, and tables whose key is not (workspace_id, id): each row is found by what it belongs to. */
const keyless = /^workspace_id,/

/** Texts that the role that crosses workspaces reads: states, zones and Slack's own ids. Nobody wrote any of them. */
const texts = [
  'appointment.role',
  'backburner_item.state',
  'circle.slack_channel',
  'circle.time_zone',
  'concern.status',
  'delivery.kind',
  'delivery.state',
  'directory.kind',
  'event.kind',
  'member.slack_user',
  'rest.state',
  'round.state',
  'support.state',
  'workspace.slack_team',
]
/** Bytes that it reads: hashes of secrets, and the keys of workspaces, which only the operator's key opens. */
const bytes = [
  'directory.key_hash',
  'installation.key_check',
  'installation.rotating_to',
  'installation.setup_hash',
  'workspace.next_wrapped_key',
  'workspace.wrapped_key',
  'workspace.wrapped_tag_key',
]

let server: TestServer
let ask: <T extends Record<string, unknown>>(text: string) => Promise<T[]>
let close: () => Promise<void>
beforeAll(async () => {
  server = await testServer()
  const client = await server.superuser()
  ask = async (text) => (await client.query(text)).rows
  close = () => client.end()
})
afterAll(async () => {
  await close()
  await server.stop()
})

const tables = async () =>
  (
    await ask<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
  )
    .map(({ name }) => name)
    .filter((name) => !bookkeeping.includes(name))

type Policy = { table: string; name: string; roles: string[]; using: string | null; check: string | null; permissive: string }
const policies = () =>
  ask<Policy>(
    `select tablename as table, policyname as name, roles::text[] as roles, qual as using, with_check as check, permissive from pg_policies where schemaname = 'public'`,
  )

describe('every table of the catalogue', () => {
  it('has one policy for the role that serves: rows of the workspace it named, to read and to write', async () => {
    const all = await policies()
    const others = (await tables()).filter((table) => !global.includes(table))
    expect(others.length).toBeGreaterThan(30)
    const wrong = others.filter((table) => {
      const serving = all.filter((one) => one.table === table && one.roles.includes('tend_app'))
      return serving.length !== 1 || serving[0]?.using !== own || serving[0].check !== own
    })
    expect(wrong).toEqual([])
  })

  it('gives the role that serves no row of the installation, and of the directory those of its workspace', async () => {
    const serving = (await policies()).filter(({ table, roles }) => global.includes(table) && roles.includes('tend_app'))
    expect(serving.map(({ table, using, check }) => ({ table, using, check }))).toEqual([{ table: 'directory', using: own, check: own }])
  })

  it('is open to nobody else: no policy for everyone, and none for a role we do not know', async () => {
    const known = ['tend_app', 'tend_owner', 'tend_dispatch']
    expect((await policies()).filter(({ roles }) => roles.some((role) => !known.includes(role)))).toEqual([])
  })

  it('belongs to the owner, and its key begins with the workspace', async () => {
    const keys = await ask<{ name: string; owner: string; key: string }>(
      `select c.relname as name, pg_get_userbyid(c.relowner) as owner, (select string_agg(a.attname, ',' order by k.at) from unnest(i.indkey) with ordinality k (number, at)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) as key
       from pg_class c left join pg_index i on i.indrelid = c.oid and i.indisprimary where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
    )
    const ours = keys.filter(({ name }) => ![...bookkeeping, ...global].includes(name))
    expect(ours.filter(({ owner }) => owner !== 'tend_owner')).toEqual([])
    expect(ours.filter(({ key }) => key !== 'workspace_id' && !keyless.test(key ?? ''))).toEqual([])
  })

  it('is reached by no way around: no view, no function with more rights than its caller, no right for everybody', async () => {
    const views = await ask(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f')`)
    const powers = await ask(
      `select proname from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`,
    )
    const everybody = await ask(
      `select table_name from information_schema.table_privileges where table_schema = 'public' and grantee = 'PUBLIC'`,
    )
    expect([views, powers, everybody]).toEqual([[], [], []])
  })

  it('shows one workspace nothing of another, and without a workspace nothing at all', async () => {
    const elsewhere = await server.workspace()
    await server.member('Oz', { ...elsewhere, roles: ['steward'] })
    const { pool } = await import('@tend/server/data/database').then(({ connect }) => connect(server.place, 'tend_app', 1, () => {}))
    try {
      for (const table of (await tables()).filter((name) => name !== 'installation')) {
        const all = `select count(*)::int as count from ${table}`
        expect([table, (await pool.query(all)).rows]).toEqual([table, [{ count: 0 }]])
        await pool.query(`begin; set local app.workspace = '${server.home.workspaceId}'`)
        const others = await pool.query(`${all} where workspace_id <> '${server.home.workspaceId}'`)
        await pool.query('commit')
        expect([table, others.rows]).toEqual([table, [{ count: 0 }]])
      }
    } finally {
      await pool.end()
    }
  })
})

describe('the role that crosses workspaces', () => {
  it('reads ids, days, times, numbers, and by name the few texts and bytes it needs', async () => {
    const rows = await ask<{ place: string; type: string }>(
      `select p.table_name || '.' || p.column_name as place, c.udt_name as type from information_schema.column_privileges p
       join information_schema.columns c using (table_schema, table_name, column_name)
       where p.grantee = 'tend_dispatch' and p.table_schema = 'public' and p.privilege_type = 'SELECT'`,
    )
    expect(rows.length).toBeGreaterThan(20)
    const plain = ['uuid', 'date', 'timestamptz', 'bool', 'int2', 'int4', 'int8']
    const named = rows.filter(({ type }) => !plain.includes(type))
    expect(named.filter(({ place, type }) => !(type === 'text' ? texts : bytes).includes(place))).toEqual([])
    // The id of a member, a concern or a part beside another one would join the two.
    expect(
      rows.filter(({ place }) => /^(concern_person|repair_part|concern_draft|reflection)\.(id|member_id|concern_id)$/.test(place)),
    ).toEqual([])
  })

  it('writes what the clock writes, and makes no row', async () => {
    const writes = await ask<{ place: string }>(
      `select p.table_name || '.' || p.column_name as place from information_schema.column_privileges p
       where p.grantee = 'tend_dispatch' and p.table_schema = 'public' and p.privilege_type in ('INSERT', 'UPDATE') order by 1`,
    )
    expect(writes.map(({ place }) => place)).toEqual(['circle.next_digest_at'])
  })
})
