import { type ChildProcess, spawn } from 'node:child_process'

/** What came of a part of the run. `troubles` is what there is to read where something failed. */
export type Outcome = { passed: number; failed: number; troubles: string[] }

/**
 * Starts a command in colour where the terminal has it, though its output goes through here: several run at once, and each is read whole.
 */
export function start(command: string, args: readonly string[]): ChildProcess {
  const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined ? { FORCE_COLOR: '1' } : {}
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...colour } })
}

/**
 * Waits for a command to end, and gives its status and everything it said. A command that cannot be started at all ends with its reason.
 */
export function ended(child: ChildProcess): Promise<{ status: number | null; said: string }> {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text))
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: null, said: error.message }))
    child.once('close', (status) => resolve({ status, said }))
  })
}

/** Runs a command beside others, and prints what it said once it has ended. It counts as one that passed or failed. */
export async function stage(name: string, command: string, args: readonly string[]): Promise<Outcome> {
  const began = performance.now()
  const { status, said } = await ended(start(command, args))
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (status === 0) {
    console.log(`${said.trim() === '' ? '' : `${said.trimEnd()}\n`}passed: ${name} (${seconds} s)`)
    return { passed: 1, failed: 0, troubles: [] }
  }
  console.log(`${said.trimEnd()}\nFAILED: ${name} (${seconds} s)`)
  return { passed: 0, failed: 1, troubles: [`${name}\n${said.trimEnd()}`] }
}
