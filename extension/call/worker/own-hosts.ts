import { browser } from 'wxt/browser'
import { belowRoots } from '../../platforms/match.ts'

/** The always-on scripts, as the manifest registers them for the sites Tend knows. */
const scripts = [
  { id: 'own-sensor', js: ['content-scripts/sensor.js'], world: 'MAIN' },
  { id: 'own-bridge', js: ['content-scripts/bridge.js'], world: 'ISOLATED' },
] as const

let last: Promise<void> = Promise.resolve()

/**
 * Makes the scripts stand on exactly the hosts that people granted themselves, beside those of the manifest. Changes go one at a time, as
 * two at once would register twice. Each turn reads the wanted set anew, so the last one is right.
 */
export function syncOwnHosts(): Promise<void> {
  last = last.then(register, register)
  return last
}

async function register(): Promise<void> {
  const matches = await ownHosts()
  const registered = new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id))
  const ids = scripts.map(({ id }) => id)
  if (matches.length === 0) {
    const gone = ids.filter((id) => registered.has(id))
    if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone })
    return
  }
  const wanted = scripts.map(({ id, js, world }) => ({
    id,
    js: [...js],
    world,
    matches,
    ...(id === 'own-bridge' && import.meta.env.BROWSER !== 'firefox' ? { excludeMatches: belowRoots(matches) } : {}),
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: 'document_start' as const,
    persistAcrossSessions: true,
  }))
  const old = wanted.filter(({ id }) => registered.has(id))
  const fresh = wanted.filter(({ id }) => !registered.has(id))
  if (old.length > 0) await browser.scripting.updateContentScripts(old)
  if (fresh.length > 0) await browser.scripting.registerContentScripts(fresh)
}

/** Match patterns that the person granted, without those of the manifest. */
export async function ownHosts(): Promise<string[]> {
  const granted = (await browser.permissions.getAll()).origins ?? []
  const given = new Set(browser.runtime.getManifest().host_permissions ?? [])
  return granted.filter((pattern) => !given.has(pattern)).sort()
}

/**
 * Match patterns of the manifest that the browser does not grant now. Firefox lets people take each one back, and asks nobody about those
 * that an update brings; Chromium lets them choose "on click".
 */
export async function withheldHosts(): Promise<string[]> {
  const given: string[] = browser.runtime.getManifest().host_permissions ?? []
  const isGranted = await Promise.all(given.map((pattern) => browser.permissions.contains({ origins: [pattern] })))
  return given.filter((_, at) => !isGranted[at])
}

/** Asks the browser for patterns of the manifest that it withholds; must be called in a click. Gives whether they are granted. */
export function askForWithheld(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...patterns] })
}

/** Gives a host by the name people know it by. */
export function hostOf(pattern: string): string {
  return pattern.replace(/^[a-z]+:\/\//, '').replace(/\/\*$/, '')
}

/** Pages of the extension send this to the worker, which alone registers: two places at once would register twice. */
const wish = { tend: 'own-hosts' } as const

/**
 * Asks the browser for one address's host; must be called in a click. Gives true when the host is granted and the scripts stand there.
 * Pages that are already open need a reload.
 */
export async function askForHost(address: string): Promise<boolean> {
  const { protocol, hostname } = new URL(address)
  const granted = await browser.permissions.request({ origins: [`${protocol}//${hostname}/*`] })
  if (granted) await browser.runtime.sendMessage(wish)
  return granted
}

/** Gives a host's permission back. */
export async function forgetHost(pattern: string): Promise<void> {
  await browser.permissions.remove({ origins: [pattern] })
  await browser.runtime.sendMessage(wish)
}

/** Keeps the scripts in step with the permissions from the worker's start on. */
export function startOwnHosts(): void {
  browser.permissions.onAdded.addListener(() => void syncOwnHosts())
  browser.permissions.onRemoved.addListener(() => void syncOwnHosts())
  browser.runtime.onInstalled.addListener(() => void syncOwnHosts())
  browser.runtime.onStartup.addListener(() => void syncOwnHosts())
  browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
    const asked = (message as { tend?: unknown } | null)?.tend === wish.tend
    if (!asked || !(sender.url ?? '').startsWith(browser.runtime.getURL('/'))) return undefined
    void syncOwnHosts().finally(() => answer(null))
    return true
  })
}
