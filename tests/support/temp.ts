import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Linux keeps this folder in memory, where writing through to the disk costs nothing. */
const MEMORY = '/dev/shm'
/** What a whole run may lay there at once, and what has to be left for everything else; in bytes. */
const ROOM = 3 * 1024 ** 3
const BESIDES = 3 * 1024 ** 3

function inMemory(): boolean {
  try {
    fs.accessSync(MEMORY, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
    const { bavail, bsize } = fs.statfsSync(MEMORY)
    return bavail * bsize > ROOM && process.availableMemory() > ROOM + BESIDES
  } catch {
    return false
  }
}

/** The folder where tests keep what they throw away again. */
const ground = inMemory() ? MEMORY : os.tmpdir()

/**
 * Makes a new folder that this test takes away again. Databases of tests lie in such folders, which others can read only where the test
 * opens them.
 */
export function temporaryFolder(name: string): string {
  return fs.mkdtempSync(path.join(ground, `tend-${name}-`))
}
