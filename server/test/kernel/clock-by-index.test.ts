import { connect } from '@tend/server/database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  const client = await server.superuser()
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns where table_schema = 'public' and table_name = 'circle' and column_name not in ('id', 'next_digest_at')`,
  )
  const columns = rows.map(({ name }) => name).join(', ')
  // As many as make reading them all dearer than asking the index; none of them is due.
  await client.query(`insert into circle (id, next_digest_at, ${columns}) select gen_random_uuid(), '2100-01-04', ${columns.replaceAll(/(\w+)/g, 'c.$1')}
    from circle c, generate_series(1, 5000)`)
  await client.query(`insert into delivery (workspace_id, id, kind, circle_id, unique_key, week, day, state, give_up_at)
    select workspace_id, gen_random_uuid(), 'digest', id, 'digest:' || id, '2026-W47', '2026-11-23', 'delivered', '2026-11-24' from circle`)
  await client.query('analyze')
  await client.end()
})
afterAll(() => server.stop())

/** What every minute asks across all workspaces. */
const questions = {
  'which circles read a digest now': `select workspace_id, id from circle where next_digest_at <= now() order by next_digest_at limit 20000`,
  'which deliveries hang': `select workspace_id, id from delivery where (state = 'claimed' and begun_at <= now())
    or (state = 'claimed' and begun_at is null and claimed_at <= now()) or (state = 'waiting' and (job_id is null or give_up_at < now())) limit 500`,
}

it.each(Object.entries(questions))('the clock asks %s by an index, as the role that asks it', async (_, question) => {
  const { pool } = connect(server.place, 'tend_dispatch', 1, () => {})
  try {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${question}`)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toMatch(/Index|Bitmap/)
    expect(plan).not.toMatch(/Seq Scan/)
  } finally {
    await pool.end()
  }
})
