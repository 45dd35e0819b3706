import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findChromium } from '../../tools/chromium.ts'
import { type Driven, devTools, drive, type Target, watchWorkers } from './inspector.ts'

/** A browser whose pages nobody inspects, and a way to switch its extension on and off meanwhile. */
export type LoneBrowser = {
  /**
   * Opens the address in a tab of its own, in front, and closes the one before. A renderer in which an extension was switched on and off
   * was seen to go on more slowly, and a new tab has a new renderer.
   */
  openTab: (address: string) => Promise<void>
  /** Switches the extension. When it is switched on its worker is asleep, as it is where nothing calls it. */
  switchExtension: (on: boolean) => Promise<void>
  /** How often the extension's worker woke by itself since it was put to sleep. */
  wokenUp: () => number
  /** Fails when the browser ends by itself, as it then answers nothing any more. */
  gone: Promise<never>
  /** Ends the browser and removes its profile. */
  end: () => Promise<void>
}

/**
 * Starts Chromium with one extension. An inspector that hears of each script and each world makes scripts dearer than they are for people,
 * so only the browser's own page of extensions is driven from outside. Refuses to start where Chromium is missing.
 */
export async function openLoneBrowser(extension: string): Promise<LoneBrowser> {
  const executable = findChromium()
  if (!executable) throw new Error('The bench needs Chromium: install it, or name it in CHROMIUM.')
  const profile = mkdtempSync(path.join(os.tmpdir(), 'tend-bench-'))
  const chromium = start(executable, profile, extension)
  const end = async () => {
    await ended(chromium)
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  const gone = new Promise<never>((_, reject) => {
    chromium.once('error', reject)
    chromium.once('exit', (code, signal) => reject(new Error(`Chromium ended early (${signal ?? code}).`)))
  })
  // The browser ends when it is told to as well, with nobody waiting any more.
  gone.catch(() => {})
  try {
    const ask = devTools(await Promise.race([portOf(profile), gone]))
    const settings = await openExtensionsPage(ask)
    const id = await settings.evaluate(
      'chrome.developerPrivate.getExtensionsInfo().then((all) => all.find(({ location }) => location === "UNPACKED").id)',
    )
    const workers = await watchWorkers(settings)
    // The browser woke the worker when it started. Only what follows a switch of ours is waited for.
    await workers.sleep()
    let isOn = true
    const switchExtension = async (on: boolean) => {
      if (on === isOn) return
      isOn = on
      workers.forget()
      await settings.evaluate(`chrome.management.setEnabled(${JSON.stringify(id)}, ${on})`)
      if (on) await workers.sleep()
    }
    let tab: Target | null = null
    const openTab = async (address: string) => {
      const before = tab
      tab = (await ask(`new?${address}`)) as Target
      await ask(`activate/${tab.id}`)
      if (before) await ask(`close/${before.id}`)
    }
    return { openTab, switchExtension, wokenUp: workers.wokenUp, gone, end }
  } catch (error) {
    await end()
    throw error
  }
}

function start(executable: string, profile: string, extension: string): ChildProcess {
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
  return spawn(executable, [...flags, 'about:blank'], { stdio: 'ignore' })
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

/** Gives the port on which a browser that was just started is driven. The browser writes it down within ten seconds. */
async function portOf(profile: string): Promise<string> {
  const file = path.join(profile, 'DevToolsActivePort')
  for (const end = Date.now() + 10_000; Date.now() < end; await delay(50)) {
    const port = existsSync(file) && readFileSync(file, 'utf8').split('\n')[0]
    if (port) return port
  }
  throw new Error('Chromium did not say within ten seconds where it is driven from.')
}

async function openExtensionsPage(ask: ReturnType<typeof devTools>): Promise<Driven> {
  const target = (await ask('new?chrome://extensions')) as Target
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  const driven = drive(socket)
  await driven.evaluate(
    'new Promise((resolve) => { const wait = () => chrome.developerPrivate ? resolve() : setTimeout(wait, 50); wait() })',
  )
  return driven
}
