import fs from 'node:fs'

/** A mark that names this process and no later one with its number: the number and, where the kernel says so, when it began. */
export const ownMark = `${process.pid}-${stateOf(process.pid)?.began ?? ''}`

/** Whether the process that a mark names still runs. A number alone, as older versions wrote it, is a mark too. */
export function isRunning(mark: string): boolean {
  const [pid = '', began = ''] = mark.split('-')
  if (!alive(Number(pid))) return false
  const state = stateOf(Number(pid))
  return !state || (!state.ended && (began === '' || began === state.began))
}

/** Whether a process has this number, of any user. */
export function alive(pid: number): boolean {
  try {
    // Zero and less would name groups.
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Whether a process works on the data in a folder. Answers nothing where the kernel does not say: outside Linux, or for a process that is
 * not ours to look at.
 */
export function worksOn(pid: number, data: string): boolean | undefined {
  if (isNamedBy(pid, data)) return true
  try {
    const [there, here] = [fs.statSync(`/proc/${pid}/cwd`), fs.statSync(data)]
    return there.dev === here.dev && there.ino === here.ino
  } catch {
    return undefined
  }
}

/** Whether a process was started to make or serve the data in a folder. Elsewhere than on Linux none is known. */
export function hasWorkers(data: string): boolean {
  const pids = fs.existsSync('/proc/self/stat') ? fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return pids.some((pid) => isNamedBy(Number(pid), data))
}

function isNamedBy(pid: number, data: string): boolean {
  try {
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words[words.indexOf('-D') + 1] === data
  } catch {
    return false
  }
}

// Fields are counted after the program's name, which may hold anything itself: the state comes first, and the beginning (in ticks) is the
// twentieth.
function stateOf(pid: number): { ended: boolean; began: string } | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { ended: fields[0] === 'Z' || fields[0] === 'X', began: fields[19] ?? '' }
  } catch {
    return undefined
  }
}
