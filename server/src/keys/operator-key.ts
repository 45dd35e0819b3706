import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { terminalCopy, terminalLanguage } from '@tend/shared/copy/terminal'
import { aside, leftovers } from '../data/aside.ts'
import { makeDataFolder, sync, writeDurably } from '../data/data-folder.ts'
import { StartProblem } from '../problem.ts'
import type { Settings } from '../settings.ts'

/** Where a rotation keeps the key to come, until everything is under it. */
export const NEW_KEY = 'key.new'

/** The operator's key: from TEND_KEY, else the file `key` beside the data (0600), made on the first start. */
export function operatorKey(settings: Pick<Settings, 'key' | 'dataFolder' | 'databaseUrl'>): Buffer {
  if (settings.key) return settings.key
  makeDataFolder(settings.dataFolder)
  const file = path.join(settings.dataFolder, 'key')
  if (fs.existsSync(path.join(settings.dataFolder, NEW_KEY))) throw new StartProblem('rotation_unfinished')
  // Asked before the key is looked for: whoever starts beside us makes its key first.
  const data = fs.existsSync(path.join(settings.dataFolder, 'pg', 'PG_VERSION'))
  const known = readKeyFile(file)
  for (const leftover of leftovers(file)) fs.rmSync(leftover, { force: true })
  if (known) return known
  // Data without its key: a new one would not open it, and hide that the old one is missing.
  if (data) throw new StartProblem('key_missing', { file })
  makeKey(settings.dataFolder, file)
  return operatorKey(settings)
}

// Made aside, and given its name once it is whole: of two starts at once one gives it, and both read the same.
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

/** The key for a command, which never makes one: refuses where there is none, or (`perhaps`) answers nothing. */
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

/** The key in a file, if the file is there; refuses what is no key. */
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

// Not refused: nothing is lost by closing it, and whoever could read it before may have. A file that is not ours to close stays, and it is said.
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
