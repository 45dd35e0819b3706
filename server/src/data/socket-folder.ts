import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { StartProblem } from '../problem.ts'
import { asRoot, nobody } from './binaries.ts'

/** A Unix socket's path has about 107 bytes, of which its own name takes 20. */
const SOCKET_PATH_MAX = 80

/**
 * Makes the folder in which the database of a data folder has its socket: inside the data folder or, where that path is too long, a short
 * one among the temporary files. Refuses a folder that another user made or can enter.
 */
export function socketFolder(folder: string): string {
  const inside = path.join(folder, 'run')
  const short = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16)
  const socket = Buffer.byteLength(inside) <= SOCKET_PATH_MAX ? inside : path.join(os.tmpdir(), `tend-${short}`)
  fs.mkdirSync(socket, { recursive: true, mode: 0o700 })
  const { uid, mode } = fs.lstatSync(socket)
  const owners = asRoot ? [0, nobody.uid] : [process.getuid?.() ?? uid]
  // Another user's folder of that name among the temporary files would be a trap.
  if (!fs.lstatSync(socket).isDirectory() || !owners.includes(uid) || (process.getuid && (mode & 0o077) !== 0))
    throw new StartProblem('socket_folder_unsafe', { folder: socket })
  if (asRoot) fs.chownSync(socket, nobody.uid, nobody.gid)
  return socket
}
