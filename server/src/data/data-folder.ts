import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { StartProblem } from '../problem.ts'
import type { Settings } from '../settings.ts'
import { asRoot, reachable } from './binaries.ts'

/** The data goes here when root's copy of Tend lies where the database's user cannot pass. */
const ELSEWHERE = '/var/lib/tend'

/**
 * The folder for the data. A folder that was chosen, or that holds data already, is never replaced. For root, the default folder is
 * replaced when the user that runs the database could not reach it (a clone in /root).
 */
export function dataFolder(settings: Pick<Settings, 'dataFolder' | 'dataFolderChosen' | 'databaseUrl'>): string {
  const { dataFolder: folder } = settings
  if (!asRoot || settings.dataFolderChosen || settings.databaseUrl) return folder
  if (fs.existsSync(path.join(folder, 'pg', 'PG_VERSION')) || reachable(path.dirname(folder))) return folder
  const copy = path.dirname(folder)
  const mark = createHash('sha256').update(copy).digest('hex').slice(0, 8)
  return path.join(ELSEWHERE, `${path.basename(copy)}-${mark}`)
}

/** Writes a new file that a power cut takes back neither by its content nor by its name. Refuses a file that is there. */
export function writeDurably(file: string, text: string): void {
  const handle = fs.openSync(file, 'wx', 0o600)
  try {
    fs.writeSync(handle, text)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
  sync(path.dirname(file))
}

/** Makes sure that a power cut takes back neither the content of a file nor the names in a folder. */
export function sync(place: string): void {
  const handle = fs.openSync(place, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/** Does the same for a folder, everything in it, and its own name. */
export function syncAll(folder: string): void {
  for (const entry of fs.readdirSync(folder, { recursive: true }) as string[]) sync(path.join(folder, entry))
  sync(folder)
  sync(path.dirname(folder))
}

/** Makes the folder for data and key, which only we may enter. Says in one sentence when that cannot be done. */
export function makeDataFolder(folder: string): void {
  try {
    fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 })
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
    // When we are root, the user `nobody` passes through to its own part. The key beside it stays root's.
    if (asRoot) fs.chmodSync(folder, 0o711)
  } catch {
    throw new StartProblem('folder_not_writable', { folder })
  }
}
