import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { asRoot, nobody } from '../data/binaries.ts'
import { sync, syncAll, writeDurably } from '../data/data-folder.ts'
import { MAJOR, runningOn, startPostgres } from '../data/postgres.ts'
import { createKeyring } from '../keys/seal.ts'
import { DATABASE, holdsData } from './opened-data.ts'
import { OperateProblem } from './problem.ts'

/** The file beside the copy that describes it. It is written last: a copy without it is no backup. */
export type BackupNote = { madeAt: string; postgres: string; keyCheck: string }
export const NOTE = 'tend-backup.json'

/** These files are made by a running server and are of no use to another one. The log of changes is copied at the end. */
const leftOut = /^(postmaster\.(pid|opts)|pg_(wal|replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)\/.+|.*pg_internal\.init)$/
const CONTROL = 'global/pg_control'

/**
 * Copies the data while its PostgreSQL runs: Tend's own, or one that is started for it. The key is not copied. Answers how many bytes were
 * copied.
 */
export async function backUp(dataFolder: string, key: Buffer, to: string, now: Date): Promise<{ bytes: number }> {
  if (!holdsData(dataFolder)) throw new OperateProblem('no_data', { folder: dataFolder })
  if (fs.existsSync(to) && fs.readdirSync(to).length > 0) throw new OperateProblem('folder_not_empty', { folder: to })
  const running = await runningOn(dataFolder)
  const cluster = running === undefined ? await startPostgres(dataFolder) : undefined
  try {
    const client = new pg.Client({ host: running ?? cluster?.socket ?? '', user: 'postgres', database: DATABASE })
    await client.connect()
    try {
      return await copyBetween(client, { dataFolder, key, to, now })
    } finally {
      await client.end()
    }
  } finally {
    await cluster?.stop()
  }
}

type Job = { dataFolder: string; key: Buffer; to: string; now: Date }

async function copyBetween(client: pg.Client, { dataFolder, key, to, now }: Job): Promise<{ bytes: number }> {
  const keyCheck = createKeyring(key).check
  const { rows } = await client.query<{ same: boolean; rotating: boolean }>(
    'select key_check = $1 as same, rotating_to is not null as rotating from installation',
    [keyCheck],
  )
  if (rows[0]?.rotating) throw new OperateProblem('rotation_unfinished')
  if (rows[0] && !rows[0].same) throw new OperateProblem('wrong_key')
  const [from, into] = [path.join(dataFolder, 'pg'), path.join(to, 'pg')]
  fs.mkdirSync(into, { recursive: true, mode: 0o700 })
  // The slot keeps the log of changes from being tidied away while we copy. It goes with this connection.
  await client.query(`select pg_create_physical_replication_slot('tend_backup', true, true)`)
  await client.query(`select pg_backup_start('tend', true)`)
  let bytes = copyTree(from, into, (file) => !leftOut.test(file) && file !== CONTROL)
  bytes += copyOne(path.join(from, CONTROL), path.join(into, CONTROL))
  const { rows: stopped } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
  fs.writeFileSync(path.join(into, 'backup_label'), stopped[0]?.labelfile ?? '', { mode: 0o600 })
  bytes += copyTree(path.join(from, 'pg_wal'), path.join(into, 'pg_wal'), (file) => !file.startsWith('archive_status/'))
  const note: BackupNote = { madeAt: now.toISOString(), postgres: MAJOR, keyCheck: keyCheck.toString('hex') }
  // Only a copy that survives a power cut is said to be whole.
  syncAll(into)
  writeDurably(path.join(to, NOTE), `${JSON.stringify(note, null, 2)}\n`)
  sync(path.dirname(to))
  return { bytes }
}

/** Copies the wanted part of a folder, with its empty folders. A file that vanishes meanwhile was not needed. */
export function copyTree(from: string, into: string, wanted: (file: string) => boolean): number {
  let bytes = 0
  fs.mkdirSync(into, { recursive: true, mode: 0o700 })
  for (const entry of below(from)) {
    const file = path.relative(from, path.join(entry.parentPath, entry.name))
    if (!wanted(file)) continue
    if (entry.isDirectory()) fs.mkdirSync(path.join(into, file), { recursive: true, mode: 0o700 })
    else if (entry.isFile()) bytes += copyOne(path.join(from, file), path.join(into, file))
  }
  return bytes
}

function* below(folder: string): Generator<fs.Dirent> {
  for (const entry of entriesOf(folder)) {
    yield entry
    if (entry.isDirectory()) yield* below(path.join(folder, entry.name))
  }
}

function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function copyOne(from: string, into: string): number {
  try {
    fs.mkdirSync(path.dirname(into), { recursive: true, mode: 0o700 })
    fs.copyFileSync(from, into)
    fs.chmodSync(into, 0o600)
    return fs.statSync(into).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

/** When we are root, the database runs as the user `nobody`, who then owns the data. */
export function giveToDatabase(folder: string): void {
  if (!asRoot) return
  for (const entry of ['', ...(fs.readdirSync(folder, { recursive: true }) as string[])])
    fs.lchownSync(path.join(folder, entry), nobody.uid, nobody.gid)
}
