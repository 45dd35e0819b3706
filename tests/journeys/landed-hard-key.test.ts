import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallSite, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { callTwoPages, overlayOf } from '../support/overlay.ts'
import { troubles } from '../support/panel.ts'

/** What the extension's worker finds in its own world. The event is the one that the browser sends when the key is pressed. */
declare const chrome: {
  tabs: { query(which: { active: boolean; currentWindow: boolean }): Promise<{ id: number }[]> }
  commands: { onCommand: { dispatch(command: string, tab: { id: number } | undefined): void } }
}

let site: CallSite
let browser: Browser
let panel: Page

beforeAll(async () => {
  site = await startCallSite()
  browser = await startChromium({ extension: e2eExtension })
  await browser.worker()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

/** Headless, no key reaches the browser itself. Its event is sent instead, with the tab in front, as the browser sends it. */
async function pressKey(command = 'landed-hard'): Promise<void> {
  const worker = await browser.worker()
  await worker.evaluate(async (name) => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true })
    chrome.commands.onCommand.dispatch(name, tab)
  }, command)
}

/** Nothing opens beside a page without a real key, so the panel comes in a window of its own. */
async function pressAndOpen(): Promise<Page> {
  const opened = browser.context.waitForEvent('page')
  await pressKey()
  return opened
}

const moments = async () => ((await keptBy(browser, 'local'))['call.notes'] ?? []) as { kind: string; text: string }[]

describe('the key for “something landed hard”', () => {
  test('marks the moment outside a call, and no other command does', async () => {
    await pressKey('something-else')
    panel = await pressAndOpen()
    await expect.poll(moments).toMatchObject([{ kind: 'landed_hard', text: '' }])
  })

  test('pressed outside a call, opens the panel at its answer: a breath, a note for this moment, or nothing', async () => {
    await panel.getByRole('heading', { name: 'Something landed hard', exact: true }).waitFor()
    expect(await panel.evaluate(() => document.activeElement?.id)).toBe('moment')
    await panel.getByText('This moment is marked, for you alone.').waitFor()
    expect(await troubles(panel)).toEqual([])
    await panel.getByRole('button', { name: 'A slow breath, nothing else' }).click()
    await panel.getByText('In, slowly').waitFor()
    await panel.getByRole('button', { name: 'Done' }).click()
    await panel.getByRole('button', { name: 'Note it for me, decide later' }).click()
    await panel.getByLabel('A note for me').fill('the laugh after it')
    await panel.close()
  })

  test('pressed while the panel is open, leads there too, and what was begun becomes the words of that moment', async () => {
    panel = await pressAndOpen()
    await expect.poll(() => panel.getByLabel('A note for me').inputValue()).toBe('the laugh after it')
    await panel.getByRole('tab', { name: 'Settings' }).click()
    await pressKey()
    await panel.getByRole('tab', { name: 'Now', selected: true }).waitFor()
    await expect.poll(async () => (await moments()).length).toBe(3)
    await panel.getByRole('button', { name: 'Keep it' }).click()
    await expect.poll(moments).toMatchObject([{ kind: 'landed_hard', text: 'the laugh after it' }, { text: '' }, { text: '' }])
    await panel.getByRole('button', { name: 'I may have hurt someone' }).waitFor()
    expect(browser.context.pages().filter((page) => page.url().includes('sidepanel'))).toHaveLength(1)
    await panel.close()
  })

  test('pressed while another tab is in front, opens its menu in the call’s own tab and shows nothing in the other', async () => {
    const { a } = await callTwoPages(browser, site)
    const other: Page = await browser.context.newPage()
    await other.goto(`${site.origin}/call/elsewhere`)
    await other.bringToFront()
    await pressKey()
    await overlayOf(a).sees('pane')
    expect(await overlayOf(a).words()).toContain('This moment is marked, for you alone.')
    expect(await other.locator('tend-overlay').count()).toBe(0)
    await expect.poll(async () => (await moments()).length).toBe(4)
  })
})
