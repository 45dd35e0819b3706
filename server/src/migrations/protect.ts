import { type Kysely, sql } from 'kysely'

/** Matches the rows of the workspace that the transaction named, and no row when it named none. */
const OWN = `workspace_id = nullif(current_setting('app.workspace', true), '')::uuid`

/** What the role that crosses workspaces may do with a table, column by column. `''` is every row. */
export type DispatchRights = { select?: readonly string[]; update?: readonly string[]; insert?: readonly string[]; delete?: true }

/**
 * Puts a table of a workspace under row security, forced for its owner too. `tend_app` reads and writes its own workspace's rows;
 * `tend_dispatch` gets only what is named. Every migration that creates a table calls this right after.
 */
export async function protect(db: Kysely<unknown>, table: string, dispatch: DispatchRights = {}): Promise<void> {
  await force(db, table)
  await run(db, `create policy own_workspace on ${table} to tend_app, tend_owner using (${OWN}) with check (${OWN})`)
  await run(db, `grant select, insert, update, delete on ${table} to tend_app`)
  await allowDispatch(db, table, dispatch)
}

export async function force(db: Kysely<unknown>, table: string): Promise<void> {
  await run(db, `alter table ${table} enable row level security`)
  await run(db, `alter table ${table} force row level security`)
}

/** Gives `tend_dispatch` named columns of a table across workspaces. */
export async function allowDispatch(db: Kysely<unknown>, table: string, rights: DispatchRights): Promise<void> {
  for (const verb of ['select', 'update', 'insert'] as const) {
    const columns = rights[verb]
    if (!columns) continue
    const condition = verb === 'select' ? 'using (true)' : verb === 'insert' ? 'with check (true)' : 'using (true) with check (true)'
    await run(db, `create policy dispatch_${verb} on ${table} for ${verb} to tend_dispatch ${condition}`)
    await run(db, `grant ${verb} (${columns.join(', ')}) on ${table} to tend_dispatch`)
  }
  if (!rights.delete) return
  await run(db, `create policy dispatch_delete on ${table} for delete to tend_dispatch using (true)`)
  await run(db, `grant delete on ${table} to tend_dispatch`)
}

export async function run(db: Kysely<unknown>, statement: string): Promise<void> {
  await sql.raw(statement).execute(db)
}
