import { createReadStream, readdirSync } from 'node:fs'
import path from 'node:path'
import type { TestServer } from './server.ts'

/** One row of a table, as text; bytes as hexadecimal, times as they are kept. */
export type StoredRow = { table: string; text: string }

/** Every row of every table, those of pg-boss too, as whoever holds the whole database reads them. */
export async function dump(server: TestServer): Promise<StoredRow[]> {
  const client = await server.superuser()
  try {
    await client.query(`set time zone 'UTC'`)
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    )
    const rows: StoredRow[] = []
    for (const { name } of tables) {
      const found = await client.query<{ text: string }>(`select row_to_json(t)::text as text from ${name} t`)
      rows.push(...found.rows.map(({ text }) => ({ table: name, text })))
    }
    return rows
  } finally {
    await client.end()
  }
}

/** The rows that belong to these ids: those that name one of them, then those that name an id found there, and so on. `common` ids join nothing. */
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

/** Where PostgreSQL keeps its files, once everything that happened is in them. */
export async function dataFolder(server: TestServer): Promise<string> {
  const client = await server.superuser()
  try {
    await client.query('checkpoint')
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory ?? ''
  } finally {
    await client.end()
  }
}

/** The files below a folder in which one of the marks stands, whatever their kind: tables, indexes, the write-ahead log. */
export async function filesHolding(folder: string, marks: readonly Buffer[]): Promise<string[]> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const found: string[] = []
  for (const entry of files) {
    const file = path.join(entry.parentPath, entry.name)
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
