import fs from 'node:fs'
import path from 'node:path'
import { aside, clearLeftovers, removeAside } from '../data/aside.ts'
import { makeDataFolder, sync, syncAll } from '../data/data-folder.ts'
import type { DatabaseLocation } from '../data/database.ts'
import { MAJOR, startPostgres } from '../data/postgres.ts'
import { createKeyring } from '../keys/seal.ts'
import { type BackupNote, copyTree, giveToDatabase, NOTE } from './backup.ts'
import { checkKey, DATABASE } from './opened-data.ts'
import { OperateProblem } from './problem.ts'

/**
 * Puts a backup into an empty data folder, and starts it once to see that it opens with the key that is there. Refuses everything else
 * before it copies.
 */
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
  await clearLeftovers(data)
  const half = aside(data)
  try {
    copyTree(path.join(from, 'pg'), half, () => true)
    giveToDatabase(half)
    syncAll(half)
    moveWhole(half, data)
  } finally {
    await removeAside(half)
  }
  sync(dataFolder)
  await opensWith(dataFolder, key)
  return note
}

// The copy takes the place of no folder or of an empty one; data that came there meanwhile stays.
function moveWhole(half: string, data: string): void {
  try {
    fs.renameSync(half, data)
  } catch (error) {
    const taken = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')
    throw taken ? new OperateProblem('data_not_empty', { folder: path.dirname(data) }) : error
  }
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
