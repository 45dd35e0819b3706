import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { hasWorkers, isRunning, ownMark } from './processes.ts'

/** How long (ms) a leftover that something still writes to may keep a start waiting. */
const PATIENCE_MS = 5000

/**
 * Where something is made before it is moved to its place as a whole. The name is nobody else's, now or later: what a process that died
 * left behind, and what may still write there, is in the way of nothing.
 */
export function aside(place: string): string {
  return `${place}.making.${ownMark}-${randomBytes(6).toString('hex')}`
}

/** What processes that are gone had begun to make for a place. */
export function leftovers(place: string): string[] {
  const [folder, before] = [path.dirname(place), `${path.basename(place)}.making.`]
  const names = fs.readdirSync(folder).filter((name) => name.startsWith(before) && !isRunning(name.slice(before.length)))
  return names.map((name) => path.join(folder, name))
}

/** Clears those folders; answers once they are gone, or a moment later. */
export async function clearLeftovers(place: string): Promise<void> {
  for (const leftover of leftovers(place)) await removeAside(leftover)
}

/**
 * Removes a folder that was made aside, once nothing works there any more: initdb outlives its Tend by a moment, and would make the folder
 * anew. One that cannot be removed stays for the next start to clear, as nothing looks at it.
 */
export async function removeAside(folder: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    if (!hasWorkers(folder) && removed(folder)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

// Where the kernel does not name who works in a folder, what is written meanwhile makes the removal fail.
function removed(folder: string): boolean {
  try {
    fs.rmSync(folder, { recursive: true, force: true })
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOTEMPTY'
  }
}
