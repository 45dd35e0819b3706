import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { makeDataFolder } from './data-folder.ts'
import { StartProblem } from './problem.ts'
import type { Settings } from './settings.ts'

/** The operator's key: from TEND_KEY, else the file `key` beside the data (0600), made on the first start. */
export function operatorKey(settings: Pick<Settings, 'key' | 'dataFolder' | 'databaseUrl'>): Buffer {
  if (settings.key) return settings.key
  makeDataFolder(settings.dataFolder)
  const file = path.join(settings.dataFolder, 'key')
  const known = read(file)
  if (known) return known
  // Data without its key: a new one would not open it, and hide that the old one is missing.
  if (fs.existsSync(path.join(settings.dataFolder, 'pg', 'PG_VERSION'))) throw new StartProblem('key_missing', { file })
  const key = randomBytes(32)
  try {
    fs.writeFileSync(file, `${key.toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new StartProblem('folder_not_writable', { folder: settings.dataFolder })
    return operatorKey(settings)
  }
  return key
}

function read(file: string): Buffer | undefined {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartProblem('key_unreadable', { file })
  }
  const key = Buffer.from(text, 'base64url')
  if (key.length !== 32) throw new StartProblem('key_unreadable', { file })
  return key
}
