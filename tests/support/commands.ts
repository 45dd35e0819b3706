import { spawn, spawnSync } from 'node:child_process'
import { root } from './launched.ts'

const ours = /^(SLACK_|TEND_|CORE_|DATABASE_URL$|PORT$|HOST$|PUBLIC_URL$|OPERATOR$|LOG$|npm_|INIT_CWD$|VITEST|NODE_OPTIONS$|LC_|LANG)/
const inherited = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
const file = 'server/src/operate/main.ts'

/** Runs one of the operator's commands to its end, as `npm run` runs it. */
export function operate(env: Record<string, string>, ...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd: root, env: { ...inherited(), ...env } })
  return { code: status, said: `${stdout}${stderr}` }
}

/** Does the same, and kills the command outright so many milliseconds after its first line. Gives whether it was still at work. */
export async function operateAndKill(env: Record<string, string>, ms: number, ...args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<boolean>((resolve) => child.once('close', (_, signal) => resolve(signal === 'SIGKILL')))
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms))
  return ended
}
