import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reachMinute } from '../support/call-clock.ts'
import { type CallSite, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, startChromium } from '../support/chromium.ts'
import { callTwoPages, overlayOf } from '../support/overlay.ts'
import { codeFromHome, openPanel, pairPanel, type RealServer, startRealServer, store } from '../support/panel.ts'

const note = 'the joke about the budget'
const halfAThought = 'Half a thought'
const field = 'What are we tending to, in a few words?'

let server: RealServer
let site: CallSite
let browser: Browser
let panel: Page

beforeAll(async () => {
  ;[server, site] = await Promise.all([startRealServer(), startCallSite()])
  browser = await startChromium({ extension: e2eExtension })
  panel = await openPanel(browser)
  await pairPanel(panel, server.address, await codeFromHome(browser, server.address), 'Ana')
  await store(browser, { 'call.notes': [{ id: '1', at: '2026-11-20T10:00:00Z', kind: 'landed_hard', beside: '', text: note }] })
  await panel.getByRole('button', { name: 'Begin tending to something', exact: true }).click()
  await panel.getByLabel(field).fill(halfAThought)
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await server?.end()
})

const hide = () => panel.getByRole('button', { name: 'Hide everything of Tend at once', exact: true }).click()
const show = () => panel.getByRole('button', { name: 'Show it again', exact: true }).click()
const words = () => panel.locator('body').innerText()

test('one press empties the panel while the worker sleeps, and what was being written is there again', async () => {
  await browser.endWorker()
  await hide()
  await panel.getByText('Tend is empty because you hid it.').waitFor()
  expect(await words()).not.toContain(halfAThought)
  expect(await panel.getByLabel(field).count()).toBe(0)
  // The next worker has heard of it too, so a panel that opens now begins empty.
  const another = await openPanelHidden()
  expect(await another.locator('body').innerText()).not.toMatch(/back burner|budget/i)
  await another.close()
  await show()
  await expect.poll(() => panel.getByLabel(field).inputValue()).toBe(halfAThought)
})

test('one press in the panel empties the overlay of a call as well, and the notes', async () => {
  const { a } = await callTwoPages(browser, site)
  const overlay = overlayOf(a)
  await reachMinute(browser, 2)
  await overlay.sees('prompt')
  await panel.getByRole('tab', { name: 'Mine' }).click()
  await panel.getByText(note).waitFor()
  await hide()
  await panel.getByText('Tend is empty because you hid it.').waitFor()
  await expect.poll(() => overlay.words()).toBe('')
  expect(await words()).not.toContain(note)
  await show()
  await panel.getByText(note).waitFor()
})

async function openPanelHidden(): Promise<Page> {
  const page = await browser.context.newPage()
  await page.goto(panel.url())
  await page.getByText('Tend is empty because you hid it.').waitFor()
  return page
}
