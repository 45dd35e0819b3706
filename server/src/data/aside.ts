import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { hasWorkers, isRunning, ownMark } from './processes.ts'

/** How long (ms) a start may wait for a leftover to which a process still writes. */
const PATIENCE_MS = 10_000

/**
 * The path at which a thing is made before it is moved to its place as a whole. No other process has this name, now or later, so what a
 * dead process left behind, or a worker of it still writes, is in nobody's way.
 */
export function aside(place: string): string {
  return `${place}.making.${ownMark}-${randomBytes(6).toString('hex')}`
}

/** Finds what processes that are gone had begun to make for a place. */
export function leftovers(place: string): string[] {
  const [folder, before] = [path.dirname(place), `${path.basename(place)}.making.`]
  const names = fs.readdirSync(folder).filter((name) => name.startsWith(before) && !isRunning(name.slice(before.length)))
  return names.map((name) => path.join(folder, name))
}

/** Removes those leftovers. Answers once they are gone, or after ten seconds each. */
export async function clearLeftovers(place: string): Promise<void> {
  for (const leftover of leftovers(place)) await removeAside(leftover)
}

/**
 * Removes a folder that was made aside, once nothing works there any more: initdb outlives its Tend by a moment and would make the folder
 * anew. A folder that cannot be removed stays for the next start to clear, as nothing looks at it.
 */
export async function removeAside(folder: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    if (!hasWorkers(folder) && removed(folder)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

// Where the kernel does not say who works in a folder, a write during the removal makes it fail.
function removed(folder: string): boolean {
  try {
    fs.rmSync(folder, { recursive: true, force: true })
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOTEMPTY'
  }
}
