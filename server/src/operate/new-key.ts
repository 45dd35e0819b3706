import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { sync, writeDurably } from '../data/data-folder.ts'
import { NEW_KEY, readKeyFile } from '../keys/operator-key.ts'
import { sameBytes } from '../keys/seal.ts'
import type { Settings } from '../settings.ts'
import { OperateProblem } from './problem.ts'
import type { Keys } from './rotate.ts'

/**
 * Finds the key in use and makes the new one. Where the key is a file, the new one is kept beside it first, so that an interruption loses
 * neither.
 */
export function keysToRotate(settings: Settings, given: string | undefined): Keys {
  if (settings.key) return { from: settings.key, to: fromSetting(settings.key, given) }
  const file = path.join(settings.dataFolder, 'key')
  const from = readKeyFile(file)
  if (!from) throw new OperateProblem('key_needed', { file })
  const next = path.join(settings.dataFolder, NEW_KEY)
  const begun = readKeyFile(next)
  if (begun) return { from, to: begun }
  const to = randomBytes(32)
  return { from, to, keep: () => writeDurably(next, `${to.toString('base64url')}\n`) }
}

function fromSetting(key: Buffer, given: string | undefined): Buffer {
  if (!given) throw new OperateProblem('new_key_needed')
  if (!/^[A-Za-z0-9_-]{43}=?$/.test(given.trim())) throw new OperateProblem('new_key_malformed')
  const to = Buffer.from(given.trim(), 'base64url')
  if (sameBytes(to, key)) throw new OperateProblem('new_key_same')
  return to
}

/** Puts the new key in the place of the old one, which is then gone. Answers the file, where there is one. */
export function settleKeyFile(settings: Settings): string | undefined {
  if (settings.key) return undefined
  const file = path.join(settings.dataFolder, 'key')
  fs.renameSync(path.join(settings.dataFolder, NEW_KEY), file)
  sync(settings.dataFolder)
  return file
}
