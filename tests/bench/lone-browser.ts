import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { findChromium } from '../../tools/chromium.ts'

/** A browser with one page that nobody inspects, and a way to switch its extension on and off meanwhile. */
export type LoneBrowser = {
  switchExtension: (on: boolean) => Promise<void>
  /** Fails when the browser ends by itself, as it then answers nothing any more. */
  gone: Promise<never>
  /** Ends the browser and removes its profile. */
  end: () => Promise<void>
}

/**
 * Starts Chromium with one extension and one page. An inspector that hears of each script and each world makes scripts dearer
 * than they are to anybody, so only the browser's own page of extensions is driven from outside. Resolves once `opened` does,
 * which the page's server should settle; refuses to start where Chromium is missing.
 */
export async function openLoneBrowser(extension: string, address: string, opened: Promise<unknown>): Promise<LoneBrowser> {
  const executable = findChromium()
  if (!executable) throw new Error('The bench needs Chromium: install it, or name it in CHROMIUM.')
  const profile = mkdtempSync(path.join(os.tmpdir(), 'tend-bench-'))
  const chromium = start(executable, profile, extension, address)
  const end = async () => {
    await ended(chromium)
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  const gone = new Promise<never>((_, reject) => {
    chromium.once('error', reject)
    chromium.once('exit', (code, signal) => reject(new Error(`Chromium ended early (${signal ?? code}).`)))
  })
  // It ends when it is told to as well, with nobody waiting any more.
  gone.catch(() => {})
  try {
    await Promise.race([opened, gone])
    const port = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]
    const settings = await openExtensionsPage(`http://127.0.0.1:${port}`, address)
    const id = await settings(
      'chrome.developerPrivate.getExtensionsInfo().then((all) => all.find(({ location }) => location === "UNPACKED").id)',
    )
    const switchExtension = async (on: boolean) => void (await settings(`chrome.management.setEnabled(${JSON.stringify(id)}, ${on})`))
    return { switchExtension, gone, end }
  } catch (error) {
    await end()
    throw error
  }
}

function start(executable: string, profile: string, extension: string, address: string): ChildProcess {
  const flags = [
    '--headless=new',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
  ]
  return spawn(executable, [...flags, address], { stdio: 'ignore' })
}

/** Asks the browser to end, and ends it where it does not within five seconds. It may be gone already. */
async function ended(chromium: ChildProcess): Promise<void> {
  if (chromium.pid === undefined || chromium.exitCode !== null || chromium.signalCode !== null) return
  const exited = new Promise((resolve) => chromium.once('exit', resolve))
  chromium.kill()
  const late = setTimeout(() => chromium.kill('SIGKILL'), 5_000)
  await exited
  clearTimeout(late)
}

type Target = { id: string; url: string; webSocketDebuggerUrl: string }
type Answer = {
  id?: number
  result?: { result?: { value?: unknown }; exceptionDetails?: { text: string; exception?: { description?: string } } }
}

/** Opens the browser's page of extensions behind the page at the address; gives what evaluates an expression in it. */
async function openExtensionsPage(debuggable: string, address: string): Promise<(expression: string) => Promise<unknown>> {
  const ask = async (question: string, method: string) => (await fetch(`${debuggable}/json/${question}`, { method })).json()
  const target = (await ask('new?chrome://extensions', 'PUT')) as Target
  const page = ((await ask('list', 'GET')) as Target[]).find(({ url }) => url.startsWith(address))
  if (!page) throw new Error('The page that is measured is not open.')
  await fetch(`${debuggable}/json/activate/${page.id}`)
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  let count = 0
  const evaluate = (expression: string) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++count
      const hear = ({ data }: MessageEvent) => {
        const answer: Answer = JSON.parse(String(data))
        if (answer.id !== id) return
        socket.removeEventListener('message', hear)
        const failed = answer.result?.exceptionDetails
        if (failed) reject(new Error(failed.exception?.description ?? failed.text))
        else resolve(answer.result?.result?.value)
      }
      socket.addEventListener('message', hear)
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } }))
    })
  await evaluate('new Promise((resolve) => { const wait = () => chrome.developerPrivate ? resolve() : setTimeout(wait, 50); wait() })')
  return evaluate
}
