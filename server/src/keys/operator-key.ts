import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { terminalCopy, terminalLanguage } from '@tend/shared/copy/terminal'
import { aside, leftovers } from '../data/aside.ts'
import { makeDataFolder, sync, writeDurably } from '../data/data-folder.ts'
import { StartProblem } from '../problem.ts'
import type { Settings } from '../settings.ts'

/** The file in which a rotation keeps the new key until everything is under it. */
export const NEW_KEY = 'key.new'

/** Reads the operator's key: from TEND_KEY, else from the file `key` beside the data (0600). The file is made on the first start. */
export function operatorKey(settings: Pick<Settings, 'key' | 'dataFolder' | 'databaseUrl'>): Buffer {
  if (settings.key) return settings.key
  makeDataFolder(settings.dataFolder)
  const file = path.join(settings.dataFolder, 'key')
  if (fs.existsSync(path.join(settings.dataFolder, NEW_KEY))) throw new StartProblem('rotation_unfinished')
  // We look for data before we look for the key: another start beside ours makes its key first.
  const data = fs.existsSync(path.join(settings.dataFolder, 'pg', 'PG_VERSION'))
  const known = readKeyFile(file)
  for (const leftover of leftovers(file)) fs.rmSync(leftover, { force: true })
  if (known) return known
  // Data is there without its key. A new key would not open it, and would hide that the old one is missing.
  if (data) throw new StartProblem('key_missing', { file })
  makeKey(settings.dataFolder, file)
  return operatorKey(settings)
}

// The key is written aside and gets its name once it is whole. Of two starts at once one gives it the name, and both read the same key.
function makeKey(folder: string, file: string): void {
  const half = aside(file)
  try {
    writeDurably(half, `${randomBytes(32).toString('base64url')}\n`)
    fs.linkSync(half, file)
    sync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new StartProblem('folder_not_writable', { folder })
  } finally {
    fs.rmSync(half, { force: true })
  }
}

/** Reads the key for a command, which never makes one. Refuses when there is none, or answers nothing with `perhaps`. */
export function keyThatIsThere(settings: Pick<Settings, 'key' | 'dataFolder'>): Buffer
export function keyThatIsThere(settings: Pick<Settings, 'key' | 'dataFolder'>, perhaps: 'perhaps'): Buffer | undefined
export function keyThatIsThere({ key, dataFolder }: Pick<Settings, 'key' | 'dataFolder'>, perhaps?: 'perhaps'): Buffer | undefined {
  if (key) return key
  if (fs.existsSync(path.join(dataFolder, NEW_KEY))) throw new StartProblem('rotation_unfinished')
  const file = path.join(dataFolder, 'key')
  const known = readKeyFile(file)
  if (!known && !perhaps) throw new StartProblem('key_missing', { file })
  return known
}

/** Reads the key in a file, if the file is there. Refuses a file that holds no key. */
export function readKeyFile(file: string): Buffer | undefined {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartProblem('key_unreadable', { file })
  }
  const key = Buffer.from(text, 'base64url')
  if (key.length !== 32) throw new StartProblem('key_unreadable', { file })
  keepToUs(file)
  return key
}

// An open file is not refused: closing it loses nothing, and anyone who could read it may have done so before. A file that is not ours to
// close stays open, and we say so.
function keepToUs(file: string): void {
  if ((fs.statSync(file).mode & 0o077) === 0) return
  const copy = terminalCopy[terminalLanguage(process.env)]
  try {
    fs.chmodSync(file, 0o600)
    process.stderr.write(`${copy.keyWasOpen(file)}\n`)
  } catch {
    process.stderr.write(`${copy.keyIsOpen(file)}\n`)
  }
}
