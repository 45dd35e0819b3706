import { inWorkspace } from '@tend/server/data/database'
import type { Tables } from '@tend/server/data/tables'
import { chores } from '@tend/server/jobs/tick'
import type { Kernel } from '@tend/server/kernel'
import { CompiledQuery, type Kysely, type KyselyPlugin, PostgresQueryCompiler } from 'kysely'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cast, cast, concern, done } from '../../../tests/support/cast.ts'

type Role = 'db' | 'dispatch'
type Statement = { role: Role; query: CompiledQuery }

/** So many workspaces make reading a whole table dearer than asking an index. */
const WORKSPACES = 1000
/** How many days later the clock looks: everything comes due on one of them. */
const LOOKS = [0, 2, 9, 40, 91, 200, 500]

let theCast: Cast
let partial: Set<string>
const said = new Map<string, Statement[]>()
const changed = new Map<string, number>()
beforeAll(async () => {
  theCast = await cast({ now: '2026-11-23T10:00:00Z' })
  await live(theCast)
  const client = await theCast.server.superuser()
  await copyHome(client, theCast.server.home.workspaceId)
  const { rows } = await client.query<{ name: string }>('select indexrelid::regclass::text as name from pg_index where indpred is not null')
  partial = new Set(rows.map(({ name }) => name))
  await client.end()
  for (const days of LOOKS) {
    theCast.server.setNow(new Date(Date.UTC(2026, 10, 23 + days, 10, 30)))
    for (const { event, run } of chores) {
      const { kernel, heard } = listening(theCast.server.kernel)
      changed.set(event, (changed.get(event) ?? 0) + (await run(kernel)))
      said.set(event, [...(said.get(event) ?? []), ...heard])
    }
  }
}, 90_000)
afterAll(() => theCast.server.stop())

/** Makes one thing for each chore, in the home workspace alone. */
async function live({ server, people, circleId, ...rest }: Cast): Promise<void> {
  const { raiser, recipient, member, facilitator } = people
  const post = (by: typeof raiser, path: string, body: unknown = {}) => done(server, by, 'POST', `/v1${path}`, body)
  await done(server, raiser, 'PUT', '/v1/concern-drafts/V1', { page: 'words', answers: { words: 'half a sentence' } })
  await post(raiser, '/concerns', concern({ people, circleId, ...rest }))
  await post(raiser, `/circles/${circleId}/backburner`, { title: 'How we begin', why: '', effect: '', revisitOn: null, link: null })
  const question = { kind: 'library', id: 'round-season' }
  const round = await post(facilitator, `/circles/${circleId}/rounds`, { question, endsOn: '2026-11-30' })
  await done(server, raiser, 'PUT', `/v1/rounds/${round}/answer`, { words: 'We went slower.', named: false })
  const asking = { kind: 'company', words: 'Walk with me.', told: { who: 'people', people: [recipient.id, member.id] }, repairId: null }
  const ended = await post(raiser, `/circles/${circleId}/supports/ask`, asking)
  await post(raiser, `/supports/${ended}/end`)
  const support = await post(raiser, `/circles/${circleId}/supports/ask`, asking)
  await post(recipient, `/supports/${support}/take-up`, { askedEveryDays: 7 })
  await post(member, `/circles/${circleId}/rests`, { until: '2026-11-30', helps: 'Quiet.', told: [raiser.id], shared: false })
  await post(raiser, '/devices/codes')
  await post(facilitator, `/circles/${circleId}/invitations`)
  await server.work(async ({ trx, workspaceId, now, today }) => {
    await trx.updateTable('circle').set({ slack_channel: 'C1', next_digest_at: now }).where('id', '=', circleId).execute()
    const holiday = { workspace_id: workspaceId, circle_id: circleId, from_day: today, until_day: today }
    await trx.insertInto('digest_holiday').values(holiday).execute()
  })
}

// Their days are a hundred years away and their deliveries have arrived, so that nothing of them is due.
async function copyHome(client: Client, home: string): Promise<void> {
  await client.query(`set session_replication_role = replica`)
  await client.query(`create temporary table copy as select gen_random_uuid() as id from generate_series(1, ${WORKSPACES})`)
  const { rows } = await client.query<{ table: string; columns: string; values: string }>(`
    select c.relname as "table", string_agg(quote_ident(a.attname), ', ' order by attnum) as columns, string_agg(case
      when a.attname = 'workspace_id' then 'copy.id'
      when c.relname = 'directory' and a.attname = 'key_hash' then 'sha256(t.key_hash || uuid_send(copy.id))'
      when c.relname = 'delivery' and a.attname = 'id' then 'gen_random_uuid()'
      when c.relname = 'delivery' and a.attname = 'state' then '''delivered'''
      when a.atttypid in ('date'::regtype, 'timestamptz'::regtype) then format('t.%I + interval ''100 years''', a.attname)
      else format('t.%I', a.attname) end, ', ' order by attnum) as values
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    group by c.oid, c.relname having bool_or(a.attname = 'workspace_id')`)
  for (const { table, columns, values } of rows)
    await client.query(`insert into ${table} (${columns}) select ${values} from ${table} t, copy where t.workspace_id = '${home}'`)
  await client.query('analyze')
}

/** Makes a kernel whose every statement is heard as the database gets it. */
function listening(kernel: Kernel): { kernel: Kernel; heard: Statement[] } {
  const heard: Statement[] = []
  const compiler = new PostgresQueryCompiler()
  const to = (role: Role): KyselyPlugin => ({
    transformQuery: ({ node, queryId }) => {
      heard.push({ role, query: compiler.compileQuery(node, queryId) })
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const hear = (role: Role) => kernel[role].withPlugin(to(role))
  return { kernel: { ...kernel, db: hear('db'), dispatch: hear('dispatch') }, heard }
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Index Cond'?: string; Plans?: Plan[] }

/** Finds the steps of a plan that read a whole table: row by row, or along an index that holds every row and is asked for none. */
function scansIn(plan: Plan): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index = '' } = plan
  const along = /^(Index|Index Only|Bitmap Index) Scan$/.test(type) && !plan['Index Cond'] && !partial.has(index)
  const here = type === 'Seq Scan' || along ? [`${type} ${table ?? index}`] : []
  return [...here, ...(plan.Plans ?? []).flatMap(scansIn)]
}

async function explain({ role, query }: Statement): Promise<string[]> {
  const { kernel, home } = theCast.server
  const ask = async (db: Pick<Kysely<Tables>, 'executeQuery'>) => {
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      CompiledQuery.raw(`explain (format json) ${query.sql}`, [...query.parameters]),
    )
    return scansIn((rows[0] as (typeof rows)[number])['QUERY PLAN'][0].Plan).map((scan) => `${scan}: ${query.sql}`)
  }
  return role === 'dispatch' ? ask(kernel.dispatch) : inWorkspace(kernel.db, home.workspaceId, ask)
}

describe('the clock finds by an index, as the role that asks, whatever is the work of', () => {
  it.each(chores.map(({ event }) => event))('%s', async (event) => {
    const statements = (said.get(event) ?? []).filter(({ query }) => /^\s*(select|insert|update|delete|with)\b/.test(query.sql))
    expect(changed.get(event), 'there was something to do').toBeGreaterThan(0)
    const scans = new Set<string>()
    for (const statement of statements) for (const scan of await explain(statement)) scans.add(scan)
    expect([...scans]).toEqual([])
  })
})
