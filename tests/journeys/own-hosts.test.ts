import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CallSite, press, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, startChromium, worldsIn } from '../support/chromium.ts'

type Manifest = { content_scripts?: { matches: string[] }[]; host_permissions: string[] }
type Chrome = {
  runtime: { getManifest: () => Manifest; sendMessage: (wish: object) => Promise<unknown> }
  scripting: { getRegisteredContentScripts: () => Promise<{ id: string; matches: string[] }[]> }
}
type WithChrome = { chrome: Chrome }

const host = 'http://127.0.0.1/*'
let browser: Browser
let site: CallSite
let extension: string

/** The build without a script on this machine's pages. A script that stands there later was registered for a host that a person granted. */
beforeAll(async () => {
  extension = mkdtempSync(join(tmpdir(), 'tend-own-hosts-'))
  cpSync(e2eExtension, extension, { recursive: true })
  const file = join(extension, 'manifest.json')
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'))
  for (const script of manifest.content_scripts ?? []) script.matches = script.matches.filter((pattern) => pattern !== host)
  writeFileSync(file, JSON.stringify(manifest))
  site = await startCallSite()
  browser = await startChromium({ extension })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  rmSync(extension, { recursive: true, force: true })
})

test('a call on a host that a person granted is heard of from the next load on, as on the sites Tend knows', async () => {
  const worker = await browser.worker()
  const before = await browser.context.newPage()
  await before.goto(site.address('a'))
  // A headless browser cannot be asked for a permission, so it has this one from the start, and forgets that it did.
  await worker.evaluate((granted) => {
    const { runtime } = (globalThis as unknown as WithChrome).chrome
    const manifest = runtime.getManifest()
    runtime.getManifest = () => ({ ...manifest, host_permissions: manifest.host_permissions.filter((pattern) => pattern !== granted) })
  }, host)
  const panel = await browser.context.newPage()
  await panel.goto(new URL('/sidepanel.html', worker.url()).href)
  await panel.evaluate(() => (globalThis as unknown as WithChrome).chrome.runtime.sendMessage({ tend: 'own-hosts' }))
  const registered = await worker.evaluate(() => (globalThis as unknown as WithChrome).chrome.scripting.getRegisteredContentScripts())
  expect(registered.map(({ id, matches }) => `${id} ${matches}`).sort()).toEqual([`own-bridge ${host}`, `own-sensor ${host}`])
  const [a, b] = [await browser.context.newPage(), await browser.context.newPage()]
  const worlds = await worldsIn(a)
  await a.goto(site.address('a'))
  await b.goto(site.address('b'))
  expect(worlds(), 'a page without a call pays for no world of ours').toEqual([])
  await press(b, 'join')
  await press(a, 'join')
  await a.locator('tend-overlay[data-view="dot"]').waitFor({ state: 'attached' })
  await press(a, 'share')
  await a.locator('tend-overlay[data-sharing="true"][data-view="none"]').waitFor({ state: 'attached' })
  expect(await before.locator('tend-overlay').count()).toBe(0)
})
