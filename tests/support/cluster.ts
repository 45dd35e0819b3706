import fs from 'node:fs'
import { createDatabase, type DatabaseLocation, prepare } from '@tend/server/data/database'
import { startPostgres } from '@tend/server/data/postgres'
import { prepareJobs } from '@tend/server/jobs/queues'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { oncePerRun } from './once.ts'
import { temporaryFolder } from './temp.ts'

declare module 'vitest' {
  interface ProvidedContext {
    socket: string
  }
}

/** Starts one PostgreSQL for the whole run, with a migrated database in it that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { value, end } = await oncePerRun('cluster', startCluster)
  project.provide('socket', value)
  return end
}

// Nothing of it outlives the run: it neither waits for a disk nor tidies up meanwhile.
const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  max_wal_size: '2GB',
}

async function startCluster(): Promise<{ value: string; end: () => Promise<void> }> {
  const folder = temporaryFolder('test')
  const cluster = await startPostgres(folder, { ...careless, max_connections: '100' })
  const end = async () => {
    await cluster.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  await makeTemplate(cluster.socket).catch(async (error) => {
    await end()
    throw error
  })
  return { value: cluster.socket, end }
}

export const TEMPLATE = 'tend_template'

/** Makes the migrated database that others are copied from. */
export async function makeTemplate(socket: string): Promise<void> {
  const place: DatabaseLocation = { kind: 'socket', socket, database: TEMPLATE }
  await createDatabase(socket, TEMPLATE)
  await prepare(place, () => prepareJobs(place))
}

/** Makes a database of its own from the template. */
export async function freshDatabase(socket: string): Promise<DatabaseLocation> {
  const database = `tend_${Math.random().toString(36).slice(2, 12)}`
  const client = new pg.Client({ host: socket, user: 'postgres', database: 'postgres' })
  await client.connect()
  try {
    await client.query(`create database ${database} template ${TEMPLATE} strategy file_copy`)
  } finally {
    await client.end()
  }
  return { kind: 'socket', socket, database }
}

/** Takes a database away again, with every connection to it. */
export async function dropDatabase(place: DatabaseLocation): Promise<void> {
  if (place.kind !== 'socket') throw new Error('Tests run on a socket.')
  const client = new pg.Client({ host: place.socket, user: 'postgres', database: 'postgres' })
  await client.connect()
  try {
    await client.query(`drop database if exists ${place.database} with (force)`)
  } finally {
    await client.end()
  }
}
