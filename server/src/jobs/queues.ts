import { hash } from 'node:crypto'
import { createRequire } from 'node:module'
import pg from 'pg'
import { PgBoss, type Queue } from 'pg-boss'
import { connection, type DatabaseLocation } from '../data/database.ts'
import { type Log, safeError } from '../log.ts'

/** Every queue by name, one line each. Job payloads hold ids only. */
const queues = {
  undelivered: {},
  deliveries: { expireInSeconds: 120, retryLimit: 8, retryDelay: 1, retryBackoff: true, deadLetter: 'undelivered' },
  tick: { policy: 'singleton', retryLimit: 0, deleteAfterSeconds: 3_600 },
} as const satisfies Record<string, Omit<Queue, 'name'>>
export type QueueName = keyof typeof queues

/** A mark of what this version of Tend would install. It is kept in the database, so that a start that finds it there skips the work. */
function wanted(): string {
  const { version } = createRequire(import.meta.url)('pg-boss/package.json') as { version: string }
  return hash('sha256', JSON.stringify([version, queues]), 'hex')
}

/** Lets the owner install pg-boss and its queues, and lets the two roles that serve use them. */
export async function prepareJobs(location: DatabaseLocation): Promise<void> {
  const owner = new pg.Client(connection(location, 'tend_owner'))
  await owner.connect()
  try {
    const { rows } = await owner.query<{ mark: string | null }>(`select obj_description(to_regnamespace('pgboss'), 'pg_namespace') as mark`)
    if (rows[0]?.mark === wanted()) return
    await install(location)
    await owner.query(`grant usage on schema pgboss to tend_app, tend_dispatch;
      grant select, insert, update, delete on all tables in schema pgboss to tend_app, tend_dispatch;
      grant execute on all functions in schema pgboss to tend_app, tend_dispatch;
      comment on schema pgboss is '${wanted()}'`)
  } finally {
    await owner.end()
  }
}

async function install(location: DatabaseLocation): Promise<void> {
  const boss = new PgBoss({ ...connectionOf(location, 'tend_owner'), supervise: false, schedule: false, max: 2 })
  boss.on('error', () => {})
  await boss.start()
  for (const [name, { policy, ...options }] of Object.entries<Omit<Queue, 'name'>>(queues)) {
    await boss.createQueue(name, { ...(policy ? { policy } : {}), ...options })
    // A queue that was there before takes on what this version says.
    if (Object.keys(options).length > 0) await boss.updateQueue(name, options)
  }
  await boss.stop({ graceful: false, close: true })
}

/** Connects to the queues with the role that crosses workspaces. One process supervises at a time; every process may. */
export async function connectJobs(location: DatabaseLocation, log: Log): Promise<PgBoss> {
  const boss = new PgBoss({
    ...connectionOf(location, 'tend_dispatch'),
    migrate: false,
    createSchema: false,
    max: 2,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log.error('jobs.error', safeError(error)))
  await boss.start()
  return boss
}

function connectionOf(location: DatabaseLocation, role: 'tend_owner' | 'tend_dispatch') {
  const { connectionString, host, database, user } = connection(location, role)
  return connectionString ? { connectionString } : { host: String(host), database: String(database), user: String(user) }
}
