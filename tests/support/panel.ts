import { rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { readSettings } from '@tend/server/settings'
import { startServer } from '@tend/server/start'
import type { Locator, Page } from 'playwright-core'
import { axe } from './axe.ts'
import type { Browser } from './chromium.ts'
import { primedFolder } from './launched.ts'
import type { TestMember, TestServer } from './server.ts'

/** What the extension's worker finds in its own world. */
declare const chrome: {
  storage: { local: { set(items: Record<string, unknown>): Promise<void> } }
  alarms: { create(name: string, when: { when: number }): Promise<void> }
}

/** Keeps a value on the device as the extension itself would. */
export async function store(browser: Browser, items: Record<string, unknown>): Promise<void> {
  await (await browser.worker()).evaluate((all) => chrome.storage.local.set(all), items)
}

/** Lets an alarm ring now. */
export async function ring(browser: Browser, alarm: string): Promise<void> {
  await (await browser.worker()).evaluate((name) => chrome.alarms.create(name, { when: Date.now() }), alarm)
}

/** A whole server, started as `npm start` starts it, that can go away and come back at the same address. */
export type RealServer = { address: string; goAway: () => Promise<void>; comeBack: () => Promise<void>; end: () => Promise<void> }

export async function startRealServer(): Promise<RealServer> {
  const folder = primedFolder()
  const start = (port: number) =>
    startServer(readSettings({ PORT: String(port), TEND_DATA: folder, OPERATOR: 'Marta', LOG: 'error' }, folder))
  let running = await start(0)
  const { address, port } = running
  return {
    address,
    goAway: () => running.stop(),
    comeBack: async () => {
      running = await start(port)
    },
    end: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Opens the side panel in a tab of its own, as headless Chromium has no side to show it at. */
export async function openPanel(browser: Browser, width = 360): Promise<Page> {
  const address = new URL('/sidepanel.html', (await browser.worker()).url()).href
  const page = await browser.context.newPage()
  await page.setViewportSize({ width, height: 800 })
  await page.goto(address)
  await page.getByRole('tab').first().waitFor()
  return page
}

/** Gives a pairing code from the server's own page, as a person at this machine gets it. */
export async function codeFromHome(browser: Browser, address: string): Promise<string> {
  const page = await browser.context.newPage()
  await page.goto(`${address}/`)
  await page.locator('#pair button').click()
  const code = await page.locator('#pair .code').innerText()
  await page.close()
  return code
}

/** Types over what stands in a field, key by key. In Firefox React hears nothing of a field that is filled in at once. */
async function typeOver(field: Locator, text: string): Promise<void> {
  await field.press('ControlOrMeta+a')
  await field.pressSequentially(text)
}

/** Pairs the panel that is open, and waits until its circle is there. */
export async function pairPanel(panel: Page, address: string, code: string, name = ''): Promise<void> {
  await panel.getByRole('tab', { name: 'Circle' }).click()
  await typeOver(panel.getByLabel('Address of the server'), address)
  await typeOver(panel.getByLabel('Pairing code'), code)
  await typeOver(panel.getByLabel(/^Your name/), name)
  await panel.getByRole('button', { name: 'Pair this device' }).click()
  await panel.getByRole('heading', { name: 'The back burner' }).waitFor()
}

/** Serves a test's server to this browser, and pairs a new panel there as a member. */
export async function pairedPanel(browser: Browser, server: TestServer, member: TestMember) {
  const http = serve({ fetch: server.api.fetch, hostname: '127.0.0.1', port: 0 })
  const panel = await openPanel(browser)
  const { code } = (await (await server.as(member).v1.devices.codes.$post()).json()) as { code: string }
  await pairPanel(panel, `http://127.0.0.1:${(http.address() as AddressInfo).port}`, code)
  return { panel, http }
}

/** Gives what axe finds wrong on the page as it stands, each in one line. */
export async function troubles(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  return (await axe(page, { tags })).map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}
