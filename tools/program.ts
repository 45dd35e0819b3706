import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** A program that the tests need and npm does not bring: how people call it, where it may stand, and Debian's package of it. */
export type Program = {
  name: string
  /** The environment variable that names its file. */
  variable: string
  /** Names of its command, the likeliest first. */
  commands: readonly string[]
  onMac?: readonly string[]
  debianPackage: string
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Gives the file of a program: the one that its variable names, else the first one found in the PATH or in its usual places. Gives
 * undefined when there is none.
 */
export function findProgram({ variable, commands, onMac = [] }: Program): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin']
  const inFolders = commands.flatMap((command) => folders.map((folder) => path.join(folder, command)))
  return [process.env[variable] ?? '', ...inFolders, ...onMac].find((file) => path.isAbsolute(file) && runs(file))
}

function aptGet(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const child = spawn('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 300_000 })
  // What is found afterwards shows whether it worked.
  return new Promise((resolve) => child.once('error', () => resolve()).once('close', () => resolve()))
}

/** What bringing a program gave: its file, or a plain sentence that says why there is none. */
export type Brought = { file: string } | { why: string }

/** Finds a program, or installs Debian's where this user may. */
export async function bringProgram(program: Program): Promise<Brought> {
  const { name, variable, debianPackage } = program
  const found = findProgram(program)
  if (found) return { file: found }
  if (process.getuid?.() !== 0 || !runs('/usr/bin/apt-get'))
    return { why: `The tests need ${name} and cannot install it here: install it, or name it in ${variable}.` }
  console.log(`Bringing in ${name} for the tests (about a minute) …`)
  await aptGet('update', '-qq')
  await aptGet('install', '-y', '-qq', '--no-install-recommends', debianPackage)
  const installed = findProgram(program)
  return installed ? { file: installed } : { why: `Installing ${name} did not work: install it by hand, or name it in ${variable}.` }
}
