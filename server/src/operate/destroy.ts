import { addDays, utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import pg from 'pg'
import { connect, type Database, type DatabaseLocation, inWorkspace } from '../data/database.ts'
import { recordEvents } from '../events.ts'
import type { Kernel } from '../kernel.ts'
import { theClock, type Work, workAs } from '../work.ts'
import { OperateProblem } from './problem.ts'

/** How many days people have at least between being told and the end. */
export const TOLD_DAYS = 14

/** A workspace as its operator tells it from others. It has no names, as names belong to its people. */
export type Listed = { id: string; madeOn: string; people: number; endsOn: string | null }

/** Lists every workspace here. */
export async function listWorkspaces({ dispatch }: Kernel): Promise<Listed[]> {
  const { rows } = await sql<Listed>`select w.workspace_id as id, w.made_on as "madeOn", w.ends_on as "endsOn",
    (select count(*)::int from member m where m.workspace_id = w.workspace_id and m.left_on is null) as people
    from workspace w order by w.workspace_id`.execute(dispatch)
  return rows
}

/**
 * Says from which day the workspace may be ended, and tells everybody in it. Refuses a day sooner than people need to take out what is
 * theirs.
 */
export async function announce(kernel: Kernel, id: string, on: string): Promise<{ told: number }> {
  const soonest = addDays(utcDay(kernel.clock()), TOLD_DAYS)
  if (on < soonest) throw new OperateProblem('too_soon', { soonest })
  await known(kernel, id)
  return workAs(kernel, theClock(id), async (work) => {
    await setEnd(work, on)
    const { rows } = await sql<{ circleId: string; members: string[] }>`
      select c.circle_id as "circleId", array_agg(c.member_id::text) as members from circle_member c
      join member m on m.workspace_id = c.workspace_id and m.id = c.member_id and m.left_on is null
      where c.workspace_id = ${id} group by c.circle_id order by c.circle_id`.execute(work.trx)
    const events = rows.map(({ circleId, members }) => ({ kind: 'workspace.ending', subject: id, circleId, recipients: members, day: on }))
    await recordEvents(work, events, true)
    return { told: new Set(rows.flatMap(({ members }) => members)).size }
  })
}

/** Takes the announcement back. */
export async function takeBack(kernel: Kernel, id: string): Promise<void> {
  await known(kernel, id)
  await workAs(kernel, theClock(id), (work) => setEnd(work, null))
}

async function known(kernel: Kernel, id: string): Promise<Listed> {
  const one = (await listWorkspaces(kernel)).find((listed) => listed.id === id)
  if (!one) throw new OperateProblem('no_such_workspace', { id })
  return one
}

async function setEnd({ trx, workspaceId }: Work, on: string | null): Promise<void> {
  await trx.updateTable('workspace').set({ ends_on: on }).where('workspace_id', '=', workspaceId).execute()
}

/**
 * Deletes a workspace with all its keys, once its announced day has come. Answers how many rows went. With the last workspace goes the
 * installation: the next start is a first one.
 */
export async function destroy(location: DatabaseLocation, kernel: Kernel, id: string): Promise<{ rows: number; last: boolean }> {
  const { endsOn } = await known(kernel, id)
  if (endsOn === null) throw new OperateProblem('not_announced')
  if (endsOn > utcDay(kernel.clock())) throw new OperateProblem('before_its_day', { day: endsOn })
  const rows = await inWorkspace(kernel.db, id, (trx) => deleteAll(trx, id))
  await forgetJobs(kernel.dispatch, id)
  const last = (await listWorkspaces(kernel)).length === 0
  if (last) await forgetInstallation(location)
  await tidy(location)
  return { rows, last }
}

async function deleteAll(trx: Database, id: string): Promise<number> {
  let gone = 0
  for (const table of await childrenFirst(trx)) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where workspace_id = ${id}`.execute(trx)
    gone += Number(numAffectedRows ?? 0)
  }
  return gone
}

/** Lists every table that holds rows of workspaces, as the catalogue has them; a table that others point to comes after them. */
async function childrenFirst(trx: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string; parents: string[] }>`select c.relname as name,
    array(select distinct f.confrelid::regclass::text from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(trx)
  const parents = new Map(rows.map((row) => [row.name, row.parents]))
  const order: string[] = []
  while (parents.size > 0) {
    const free = [...parents.keys()].find((name) => [...parents.values()].every((above) => !above.includes(name)))
    if (!free) throw new Error('Tables point at each other in a ring: say here which row goes first.')
    order.push(free)
    parents.delete(free)
  }
  return order
}

async function forgetJobs(dispatch: Database, id: string): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('pgboss.job') is not null as there`.execute(dispatch)
  if (rows[0]?.there) await sql`delete from pgboss.job where data->>'workspaceId' = ${id}`.execute(dispatch)
}

async function forgetInstallation(location: DatabaseLocation): Promise<void> {
  const owner = connect(location, 'tend_owner', 1, () => {})
  await owner.db
    .deleteFrom('installation')
    .execute()
    .finally(() => owner.db.destroy())
}

/** What was deleted stays in the files until they are written anew. Our own PostgreSQL writes them now. */
async function tidy(location: DatabaseLocation): Promise<void> {
  if (location.kind !== 'socket') return
  const client = new pg.Client({ host: location.socket, user: 'postgres', database: location.database })
  await client.connect()
  try {
    await client.query('vacuum full')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
