import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { StartProblem } from '../problem.ts'
import type { Settings } from '../settings.ts'
import { asRoot, reachable } from './binaries.ts'

/** Where data goes when root's own copy of Tend lies where nobody can pass. */
const ELSEWHERE = '/var/lib/tend'

/**
 * The folder for the data. One that somebody chose, or that holds data already, is never replaced. The default one is, for root,
 * when the user that runs the database could not reach it (a clone in /root).
 */
export function dataFolder(settings: Pick<Settings, 'dataFolder' | 'dataFolderChosen' | 'databaseUrl'>): string {
  const { dataFolder: folder } = settings
  if (!asRoot || settings.dataFolderChosen || settings.databaseUrl) return folder
  if (fs.existsSync(path.join(folder, 'pg', 'PG_VERSION')) || reachable(path.dirname(folder))) return folder
  const copy = path.dirname(folder)
  const mark = createHash('sha256').update(copy).digest('hex').slice(0, 8)
  return path.join(ELSEWHERE, `${path.basename(copy)}-${mark}`)
}

/** Writes a new file that a power cut does not take back, its name neither; refuses one that is there. */
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

/** Makes a power cut take back neither what a file holds, nor which names stand in a folder. */
export function sync(place: string): void {
  const handle = fs.openSync(place, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/** The same for a folder with everything in it, and for its own name. */
export function syncAll(folder: string): void {
  for (const entry of fs.readdirSync(folder, { recursive: true }) as string[]) sync(path.join(folder, entry))
  sync(folder)
  sync(path.dirname(folder))
}

/** Makes the folder that holds data and key, for nobody but us; says so in one sentence when that cannot be. */
export function makeDataFolder(folder: string): void {
  try {
    fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 })
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
    // As root, nobody passes through to its own part; the key beside it stays root's.
    if (asRoot) fs.chmodSync(folder, 0o711)
  } catch {
    throw new StartProblem('folder_not_writable', { folder })
  }
}
