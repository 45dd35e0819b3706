import { createReadStream, readdirSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import type { TestServer } from './server.ts'

/** One row of a table, as text: bytes as hexadecimal, times as they are kept. */
export type StoredRow = { table: string; text: string }

/** The names of all tables, those of pg-boss too, as SQL writes them. */
async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** Every row of every table, those of pg-boss too, as a person who holds the whole database reads them. */
export async function dump(server: TestServer): Promise<StoredRow[]> {
  const client = await server.superuser()
  try {
    await client.query(`set time zone 'UTC'`)
    const tables = await tablesOf(client)
    // All of it goes in one message, as several statements in one query answer with a result each.
    const statements = tables.map((name) => `select row_to_json(t)::text as text from ${name} t`).join(';')
    const results = (await client.query(statements)) as unknown as pg.QueryResult<{ text: string }>[]
    return results.flatMap(({ rows }, at) => rows.map(({ text }) => ({ table: tables[at] ?? '', text })))
  } finally {
    await client.end()
  }
}

/** Counts the rows of every table that has some, over and over on one connection. `end` closes it. */
export async function counting(server: TestServer): Promise<{ count: () => Promise<Record<string, number>>; end: () => Promise<void> }> {
  const client = await server.superuser()
  const statement = (await tablesOf(client))
    .map((name) => `select '${name}' as name, count(*)::int as rows from ${name}`)
    .join(' union all ')
  const count = async () => {
    const { rows } = await client.query<{ name: string; rows: number }>(statement)
    return Object.fromEntries(rows.filter(({ rows }) => rows > 0).map(({ name, rows }) => [name, rows]))
  }
  return { count, end: () => client.end() }
}

/**
 * The rows that belong to these ids: those that name one of them, then those that name an id found there, and so on. `common` ids join
 * nothing.
 */
export function belonging(rows: readonly StoredRow[], ids: readonly string[], common: readonly string[]): StoredRow[] {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
  const known = new Set(ids)
  const found = new Set<StoredRow>()
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const row of rows) {
      const named = row.text.match(uuid) ?? []
      if (found.has(row) || !named.some((id) => known.has(id))) continue
      found.add(row)
      for (const id of named) if (!common.includes(id)) known.add(id)
    }
  }
  return [...found]
}

/** How a text may stand in a file or a row: as bytes of several encodings. */
export function shapesOf(mark: string): Buffer[] {
  const utf8 = Buffer.from(mark)
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .slice(4, -4),
  )
  return [utf8, Buffer.from(mark, 'utf16le'), ...[utf8.toString('hex'), ...base64].map((text) => Buffer.from(text))]
}

/**
 * Says where PostgreSQL keeps its files, once everything that happened is in them, and which folders in it hold only other databases: those
 * of tests that run beside this one.
 */
export async function dataFolder(server: TestServer): Promise<{ folder: string; others: string[] }> {
  const client = await server.superuser()
  try {
    await client.query('checkpoint')
    const { rows } = await client.query<{ folder: string; own: number }>(
      `select current_setting('data_directory') as folder, oid::int as own from pg_database where datname = current_database()`,
    )
    const { folder = '', own } = rows[0] ?? {}
    const all = readdirSync(path.join(folder, 'base')).filter((name) => name !== String(own))
    return { folder, others: all.map((name) => path.join('base', name)) }
  } finally {
    await client.end()
  }
}

/**
 * Gives the files below a folder in which one of the marks stands: tables, indexes, the write-ahead log and any other kind. Leaves out the
 * folders in `besides`.
 */
export async function filesHolding(folder: string, marks: readonly Buffer[], besides: readonly string[] = []): Promise<string[]> {
  const away = new Set(besides)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const found: string[] = []
  for (const entry of files) {
    const file = path.join(entry.parentPath, entry.name)
    if (away.has(path.relative(folder, entry.parentPath))) continue
    if (await holds(file, marks)) found.push(path.relative(folder, file))
  }
  return found
}

const LONGEST = 4096

async function holds(file: string, marks: readonly Buffer[]): Promise<boolean> {
  let tail: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const piece = Buffer.concat([tail, chunk as Buffer])
      if (marks.some((mark) => piece.includes(mark))) return true
      tail = piece.subarray(-LONGEST)
    }
  } catch (error) {
    // PostgreSQL removes files of its own while we read.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return false
}
