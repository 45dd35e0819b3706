import { Kysely, PostgresDialect, PostgresDriver, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from '../migrations/registry.ts'
import { StartProblem } from '../problem.ts'
import { type Hold, holding } from './hold.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
export type DatabaseRole = 'tend_owner' | 'tend_app' | 'tend_dispatch'
const roles: readonly DatabaseRole[] = ['tend_owner', 'tend_app', 'tend_dispatch']

/** Tend is made for PostgreSQL 13 and newer. */
const OLDEST = 130_000

/** Where the database is: our own PostgreSQL on a socket, or a server that is run elsewhere. */
export type DatabaseLocation =
  | { kind: 'socket'; socket: string; database: string }
  | { kind: 'url'; url: string; password: (role: DatabaseRole) => string }

// Days stay text, as a day has no zone.
const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === pg.types.builtins.DATE ? String : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** How one of our roles connects. */
export function connection(location: DatabaseLocation, role: DatabaseRole): pg.ClientConfig {
  if (location.kind === 'socket') return { host: location.socket, database: location.database, user: role }
  const url = new URL(location.url)
  url.username = role
  url.password = location.password(role)
  return { connectionString: url.href }
}

/** How the operator connects, to make the roles and the database. */
function administrator(location: DatabaseLocation, database?: string): pg.ClientConfig {
  if (location.kind === 'socket') return { host: location.socket, user: 'postgres', database: database ?? location.database }
  return { connectionString: location.url }
}

// `inWorkspace` begins the transaction itself, in one message with naming the workspace: that saves one round trip for every command.
class WorkspaceDriver extends PostgresDriver {
  override async beginTransaction(): Promise<void> {}
}

class WorkspaceDialect extends PostgresDialect {
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver(): PostgresDriver {
    return new WorkspaceDriver({ pool: this.#pool })
  }
}

export type Connected = { db: Database; pool: pg.Pool }

/** Opens a pool for one role. `onError` hears of connections that break while idle; without it they would end the process. */
export function connect(location: DatabaseLocation, role: DatabaseRole, max: number, onError: (error: Error) => void): Connected {
  const pool = new pg.Pool({ ...connection(location, role), max, idleTimeoutMillis: 30_000, types, application_name: role })
  pool.on('error', onError)
  const dialect = role === 'tend_app' ? new WorkspaceDialect(pool) : new PostgresDialect({ pool })
  return { db: new Kysely<Tables>({ dialect }), pool }
}

/**
 * Ends a pool. Kysely ends it only when Kysely itself was asked something, and a pool that stays open hears of the database's end as a
 * fault.
 */
export async function disconnect({ db, pool }: Connected): Promise<void> {
  // The pool does not wait until its connections are closed. One of them may still hear of the database's end, which is no loss.
  pool.removeAllListeners('error')
  pool.on('error', () => {})
  await db.destroy()
  if (!pool.ending) await pool.end()
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Runs work in one transaction that sees the rows of one workspace and no other. `tend_app` can begin a transaction in no other way. */
export function inWorkspace<T>(db: Database, workspace: string, work: (trx: Transaction<Tables>) => Promise<T>, hold?: Hold): Promise<T> {
  if (!UUID.test(workspace)) throw new Error('A workspace is named by its id.')
  return db.transaction().execute(async (trx) => {
    // `set` takes no parameters, and neither do several statements in one message. The ids were checked.
    await sql.raw(`begin; set local app.workspace = '${workspace}'${hold ? `; ${holding(workspace, hold)}` : ''}`).execute(trx)
    return work(trx)
  })
}

/** PostgreSQL's code for a wrong password. The passwords of our roles come from the operator's key. */
export const WRONG_PASSWORD = '28P01'

// Processes prepare one at a time: several may start on one database.
const PREPARE_LOCK = 7_433_641

/** Makes the roles, runs the migrations and then `more`. Every other process that starts here waits meanwhile. */
export async function prepare(location: DatabaseLocation, more: () => Promise<void>): Promise<void> {
  const admin = new pg.Client(administrator(location))
  admin.on('error', () => {})
  try {
    await admin.connect()
  } catch (error) {
    throw new StartProblem('database_unreachable', { reason: (error as NodeJS.ErrnoException).code ?? 'refused' })
  }
  try {
    const { rows } = await admin.query<{ version: string }>(`select current_setting('server_version_num') as version`)
    if (Number(rows[0]?.version) < OLDEST)
      throw new StartProblem('database_too_old', { found: String(Math.floor(Number(rows[0]?.version) / 10_000)) })
    await admin.query('begin')
    await admin.query('select pg_advisory_xact_lock($1)', [PREPARE_LOCK])
    await createRoles(location)
    await migrate(location)
    await more()
    await admin.query('commit')
  } finally {
    await admin.end().catch(() => {})
  }
}

/** Makes the three roles where they are missing, none of them with powers, and lets the owner build in this database. */
export async function createRoles(location: DatabaseLocation): Promise<void> {
  const client = new pg.Client(administrator(location))
  await client.connect()
  try {
    for (const role of roles) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
      const password = location.kind === 'url' ? ` password '${location.password(role)}'` : ''
      // A role that is there keeps its password. With another key than the one it was made with, we are not let in.
      if (!rowCount) await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls${password}`)
    }
    const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name')
    await client.query(`grant connect, create on database ${rows[0]?.name} to tend_owner`)
    await client.query(`grant connect on database ${rows[0]?.name} to tend_app, tend_dispatch`)
    await client.query('grant usage, create on schema public to tend_owner')
    await client.query('grant usage on schema public to tend_app, tend_dispatch')
  } finally {
    await client.end()
  }
}

async function migrate(location: DatabaseLocation): Promise<void> {
  const { db, pool } = connect(location, 'tend_owner', 1, () => {})
  try {
    await pool.query('select 1').catch((error: { code?: string }) => {
      throw error.code === WRONG_PASSWORD ? new StartProblem('wrong_key') : error
    })
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest()
    if (error) throw error
  } finally {
    await db.destroy()
  }
}

/** Makes a database in our own PostgreSQL unless it is there. `template` gives it its content. */
export async function createDatabase(socket: string, name: string, template = 'template1'): Promise<void> {
  const client = new pg.Client({ host: socket, user: 'postgres', database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${name} template ${template} strategy file_copy`)
  } finally {
    await client.end()
  }
}
