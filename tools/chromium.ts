import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'brave-browser', 'microsoft-edge']
const onMac = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The Chromium to test with: `CHROMIUM` if set, else the first one found in the PATH or in its usual places; undefined when there is none. */
export function findChromium(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin']
  const candidates = [process.env.CHROMIUM ?? '', ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...onMac]
  return candidates.find((file) => path.isAbsolute(file) && runs(file))
}

function aptGet(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const child = spawn('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 300_000 })
  // Whether it worked shows in what is found afterwards.
  return new Promise((resolve) => child.once('error', () => resolve()).once('close', () => resolve()))
}

/** Finds Chromium, or installs Debian's where this user may; gives a plain sentence when neither works. */
export async function bringChromium(): Promise<{ file: string } | { why: string }> {
  const found = findChromium()
  if (found) return { file: found }
  if (process.getuid?.() !== 0 || !runs('/usr/bin/apt-get'))
    return { why: 'The tests need Chromium and cannot install it here: install it, or name it in CHROMIUM.' }
  console.log('Bringing in Chromium for the tests (about a minute) …')
  await aptGet('update', '-qq')
  await aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium')
  const installed = findChromium()
  return installed ? { file: installed } : { why: 'Installing Chromium did not work: install it by hand, or name it in CHROMIUM.' }
}
