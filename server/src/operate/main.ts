import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type OperateCommand, operateCopy } from '@tend/shared/copy/operate'
import { terminalCopy, terminalLanguage } from '@tend/shared/copy/terminal'
import { Day } from '@tend/shared/schema'
import * as v from 'valibot'
import { dataFolder, writeDurably } from '../data/data-folder.ts'
import type { DatabaseLocation } from '../data/database.ts'
import type { Kernel } from '../kernel.ts'
import { holdKeys } from '../keys/held.ts'
import { keyThatIsThere } from '../keys/operator-key.ts'
import { safeError } from '../log.ts'
import { StartProblem } from '../problem.ts'
import { readSettings, type Settings } from '../settings.ts'
import { backUp } from './backup.ts'
import { exportCircles } from './circle-export.ts'
import { announce, destroy, listWorkspaces, takeBack } from './destroy.ts'
import { keysToRotate, settleKeyFile } from './new-key.ts'
import { checkKey, kernelOn, openData } from './opened-data.ts'
import { OperateProblem } from './problem.ts'
import { restore } from './restore.ts'
import { openForRotation, renewPasswords, rotate } from './rotate.ts'
import { renewSecret } from './secret.ts'

const language = terminalLanguage(process.env)
const copy = operateCopy[language]
const say = (line: string) => void process.stdout.write(`${line}\n`)

const options = {
  to: { type: 'string' },
  from: { type: 'string' },
  workspace: { type: 'string' },
  on: { type: 'string' },
  now: { type: 'boolean' },
  cancel: { type: 'boolean' },
} as const
type Options = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

function readOptions(command: OperateCommand): Options {
  const usage = new OperateProblem('bad_arguments', { usage: copy.usage[command] })
  try {
    const { values } = parseArgs({ args: process.argv.slice(3), options, strict: true, allowPositionals: false })
    const wanted = { export: 'to', backup: 'to', restore: 'from', rotate: undefined, secret: undefined, destroy: undefined }[command]
    if (wanted && !values[wanted as 'to']) throw usage
    return values
  } catch {
    throw usage
  }
}

/** npm runs its scripts at the top of the project. A path is meant from the folder in which the person called npm. */
const pathOf = (given: string | undefined) => path.resolve(process.env.INIT_CWD ?? process.cwd(), given ?? '')

const commands: Record<OperateCommand, (settings: Settings, options: Options) => Promise<void>> = {
  export: async (settings, { to }) => {
    const file = pathOf(to)
    if (fs.existsSync(file)) throw new OperateProblem('file_there', { file })
    await withKernel(settings, async (kernel) => {
      const workspaces = []
      for (const { id } of await listWorkspaces(kernel)) workspaces.push(await exportCircles(kernel, id))
      write(file, `${JSON.stringify({ exportedAt: kernel.clock().toISOString(), workspaces }, null, 2)}\n`)
    })
    say(copy.exported(file))
  },
  backup: async (settings, { to }) => {
    if (settings.databaseUrl) throw new OperateProblem('not_with_own_database')
    const { bytes } = await backUp(settings.dataFolder, keyThatIsThere(settings), pathOf(to), new Date())
    say(copy.backedUp(pathOf(to), (bytes / 1_000_000).toFixed(1)))
  },
  restore: async (settings, { from }) => {
    if (settings.databaseUrl) throw new OperateProblem('not_with_own_database')
    const { madeAt } = await restore(pathOf(from), settings.dataFolder, keyThatIsThere(settings, 'perhaps'))
    say(copy.restored(madeAt, settings.dataFolder))
  },
  rotate: async (settings) => {
    const keys = keysToRotate(settings, process.env.TEND_NEW_KEY)
    const opened = await openForRotation(settings, keys)
    try {
      const { workspaces, records, already } = await rotate(opened.location, keys, (...at) => say(copy.rotating(...at)))
      await renewPasswords(opened.location, keys.to)
      say(workspaces === 0 ? copy.rotatedBefore : copy.rotated(String(workspaces), String(records), String(already)))
    } finally {
      await opened.end()
    }
    const file = settleKeyFile(settings)
    say(file ? copy.newKeyFile(file) : copy.newKeySetting)
  },
  secret: async (settings) => {
    const key = keyThatIsThere(settings)
    const opened = await openData(settings, key)
    say(copy.newSecret(await renewSecret(opened.location, key).finally(opened.end)))
  },
  destroy: (settings, { workspace, on, now, cancel }) =>
    withKernel(settings, async (kernel, location) => {
      if (!workspace) return listAll(kernel)
      if (on !== undefined && v.is(Day, on)) {
        const { told } = await announce(kernel, workspace, on)
        return say(copy.announced(String(told), on))
      }
      if (cancel) return takeBack(kernel, workspace).then(() => say(copy.takenBack))
      if (!now) throw new OperateProblem('bad_arguments', { usage: copy.usage.destroy })
      const { rows, last } = await destroy(location, kernel, workspace)
      say(copy.destroyed(String(rows)))
      if (last) say(copy.destroyedLast)
    }),
}

async function listAll(kernel: Kernel): Promise<void> {
  for (const { id, madeOn, people, endsOn } of await listWorkspaces(kernel)) say(copy.listed(id, madeOn, String(people), endsOn ?? ''))
  say(copy.usage.destroy)
}

async function withKernel(settings: Settings, run: (kernel: Kernel, location: DatabaseLocation) => Promise<void>): Promise<void> {
  const key = keyThatIsThere(settings)
  const opened = await openData(settings, key)
  const hold = await holdKeys(opened.location, 'together')
  try {
    if (!hold) throw new StartProblem('keys_changing')
    await checkKey(opened.location, key)
    const { kernel, close } = kernelOn(opened.location, key)
    await run(kernel, opened.location).finally(close)
  } finally {
    await hold?.end()
    await opened.end()
  }
}

function write(file: string, text: string): void {
  try {
    writeDurably(file, text)
  } catch (error) {
    throw new OperateProblem('file_not_writable', { file, reason: (error as NodeJS.ErrnoException).code ?? '' })
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof OperateProblem) return copy.problems[error.code](error.facts)
  // A start may choose another folder, which holds other data. A command is for this folder alone.
  if (error instanceof StartProblem && error.code === 'folder_held')
    return copy.problems.stop_first({ ...error.facts, usage: copy.usage[command] })
  if (error instanceof StartProblem) return terminalCopy[language].problems[error.code](error.facts)
  return `${JSON.stringify(safeError(error))}\n${copy.unexpected}`
}

const command = process.argv[2] as OperateCommand
try {
  const settings = readSettings(process.env, process.cwd())
  await commands[command]({ ...settings, dataFolder: dataFolder(settings) }, readOptions(command))
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exitCode = 1
}
