import fs from 'node:fs'
import path from 'node:path'
import { makeDataFolder, sync, syncAll } from '../data/data-folder.ts'
import type { DatabaseLocation } from '../data/database.ts'
import { MAJOR, startPostgres } from '../data/postgres.ts'
import { createKeyring } from '../keys/seal.ts'
import { type BackupNote, copyTree, giveToDatabase, NOTE } from './backup.ts'
import { checkKey, DATABASE } from './opened-data.ts'
import { OperateProblem } from './problem.ts'

/** Puts a backup into an empty data folder and starts it once to see that it opens with the key that is there. Refuses everything else before it copies. */
export async function restore(from: string, dataFolder: string, key: Buffer | undefined): Promise<BackupNote> {
  const note = readNote(from)
  const version = path.join(from, 'pg', 'PG_VERSION')
  if (!note || !fs.existsSync(version)) throw new OperateProblem('no_backup', { folder: from })
  const found = fs.readFileSync(version, 'utf8').trim()
  if (found !== MAJOR) throw new OperateProblem('backup_of_another_major', { found, needed: MAJOR })
  const data = path.join(dataFolder, 'pg')
  if (fs.existsSync(data) && fs.readdirSync(data).length > 0) throw new OperateProblem('data_not_empty', { folder: dataFolder })
  if (!key) throw new OperateProblem('key_needed', { file: path.join(dataFolder, 'key') })
  if (createKeyring(key).check.toString('hex') !== note.keyCheck) throw new OperateProblem('key_of_another')
  makeDataFolder(dataFolder)
  const half = path.join(dataFolder, 'pg.restoring')
  fs.rmSync(half, { recursive: true, force: true })
  copyTree(path.join(from, 'pg'), half, () => true)
  giveToDatabase(half)
  syncAll(half)
  if (fs.existsSync(data)) fs.rmdirSync(data)
  fs.renameSync(half, data)
  sync(dataFolder)
  await opensWith(dataFolder, key)
  return note
}

function readNote(from: string): BackupNote | undefined {
  try {
    return JSON.parse(fs.readFileSync(path.join(from, NOTE), 'utf8')) as BackupNote
  } catch {
    return undefined
  }
}

async function opensWith(dataFolder: string, key: Buffer): Promise<void> {
  const cluster = await startPostgres(dataFolder)
  try {
    const location: DatabaseLocation = { kind: 'socket', socket: cluster.socket, database: DATABASE }
    await checkKey(location, key)
  } finally {
    await cluster.stop()
  }
}
