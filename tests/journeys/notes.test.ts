import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallSite, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { callTwoPages, type Overlay, overlayOf } from '../support/overlay.ts'
import { openPanel, store } from '../support/panel.ts'

/** What the extension's worker finds in its own world. */
declare const chrome: {
  storage: Record<'local' | 'session', { clear(): Promise<void>; set(items: Record<string, unknown>): Promise<void> }>
}

let site: CallSite
let browser: Browser
let a: Page
let overlay: Overlay
let box: Locator

beforeAll(async () => {
  site = await startCallSite()
  browser = await startChromium({ extension: e2eExtension })
  // Nothing comes by itself, however long this takes.
  await store(browser, { 'call.settings': { perHour: 0 } })
  a = (await callTwoPages(browser, site)).a
  overlay = overlayOf(a)
  box = overlay.host.getByRole('textbox')
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const notes = async () => ((await keptBy(browser, 'local'))['call.notes'] ?? []) as { id: string; kind: string; text: string }[]
const drafts = async () => Object.values((await keptBy(browser, 'session'))['call.noteDrafts'] ?? {}) as { text: string }[]

async function begin(gesture: string, words: string): Promise<void> {
  await overlay.button('Tend: open').click()
  await overlay.button(gesture).click()
  await overlay.button('Note it for me, decide later').click()
  await box.pressSequentially(words)
}
const hard = 'Something landed hard'

describe('the keyboard in a call', () => {
  const focused = () => a.evaluate(() => document.activeElement?.id ?? '')
  const within = () => overlay.host.evaluate((host) => host.shadowRoot?.activeElement?.getAttribute('aria-label') ?? '')

  test('is where it was in the page again, once what the person opened by the mouse is closed', async () => {
    await a.locator('#typed').focus()
    await overlay.button('Tend: open').click()
    await overlay.sees('pane')
    expect(await focused()).toBe('typed')
    await overlay.button(hard).click()
    await overlay.button('Nothing: close this').click()
    await overlay.sees('dot')
    expect(await focused()).toBe('typed')
  })

  test('goes from one page to the next and back to the dot for whoever came by it', async () => {
    await a.locator('#typed').focus()
    await overlay.button('Tend: open').focus()
    await a.keyboard.press('Enter')
    await expect.poll(within).toBe('Tend, in this call')
    await overlay.button(hard).focus()
    await a.keyboard.press('Enter')
    await expect.poll(within).toBe(hard)
    await a.keyboard.press('Escape')
    await overlay.sees('dot')
    await expect.poll(within).toBe('Tend: open')
  })
})

test('the dot stands above whatever the page puts into full screen', async () => {
  const onTop = () =>
    overlay.host.evaluate((host) => {
      const { left, top, width, height } = host.getBoundingClientRect()
      return document.elementFromPoint(left + width / 2, top + height / 2) === host
    })
  await expect.poll(onTop).toBe(true)
  await a.evaluate(() =>
    document.querySelector('main')?.addEventListener('click', ({ currentTarget }) => (currentTarget as Element).requestFullscreen()),
  )
  await a.locator('main').click()
  await a.waitForFunction(() => document.fullscreenElement !== null)
  await expect.poll(onTop).toBe(true)
  await overlay.button('Tend: open').click()
  await overlay.sees('pane')
  await a.evaluate(() => document.exitFullscreen())
  await expect.poll(() => overlay.host.evaluate(({ parentNode }) => parentNode === document.documentElement)).toBe(true)
  await overlay.sees('pane')
  await overlay.button('Close').click()
})

describe('what somebody writes in a call', () => {
  test('is said to be kept only once it is, though the worker dies with it in its hands', async () => {
    await begin(hard, 'before the worker dies')
    await browser.endWorker()
    await overlay.button('Keep it').click()
    await expect.poll(() => overlay.words()).toContain('Kept for you, on this device.')
    expect((await notes())[0]).toMatchObject({ kind: 'landed_hard', text: 'before the worker dies' })
    await expect.poll(drafts).toEqual([])
  })

  test('stays in its box, with a word about it, while the device cannot keep it', async () => {
    await begin(hard, 'words that stay')
    const worker = await browser.worker()
    await worker.evaluate(() => {
      const { local } = chrome.storage
      ;(globalThis as unknown as { set: unknown }).set = local.set
      local.set = () => Promise.reject(new Error('The quota is used up.'))
    })
    await overlay.button('Keep it').click()
    await expect.poll(() => overlay.words()).toContain('This could not be kept. Your words are still here')
    expect(await box.inputValue()).toBe('words that stay')
    await worker.evaluate(() => {
      chrome.storage.local.set = (globalThis as unknown as { set: typeof chrome.storage.local.set }).set
    })
    await overlay.button('Keep it').click()
    await expect.poll(() => overlay.words()).toContain('Kept for you, on this device.')
    expect((await notes())[0]).toMatchObject({ text: 'words that stay' })
  })

  test('goes with everything else when the device is emptied, and the call goes on without it', async () => {
    await begin(hard, 'nobody may find this')
    await expect.poll(drafts).toHaveLength(1)
    const worker = await browser.worker()
    await worker.evaluate(() => Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]))
    await overlay.sees('dot')
    expect(await overlay.words()).toBe('')
    await a.waitForTimeout(2_500)
    const everything = JSON.stringify([await keptBy(browser, 'local'), await keptBy(browser, 'session')])
    expect(everything).not.toContain('nobody may find this')
    expect(everything).not.toContain('landed_hard')
    await overlay.button('Tend: open').click()
    await overlay.button(hard).click()
    await overlay.button('Note it for me, decide later').click()
    expect(await box.inputValue()).toBe('')
    await overlay.button('Back').click()
  })

  test('and does not keep is in the side panel after its tab has closed, to be kept or deleted', async () => {
    await begin(hard, 'the joke about the budget')
    await expect.poll(drafts).toMatchObject([{ text: 'the joke about the budget' }])
    await overlay.button('Back').click()
    await begin('I may have hurt someone', 'I laughed too')
    // A draft is kept each second, so half of the words may be kept before all of them are.
    await expect.poll(drafts).toMatchObject([{ text: 'the joke about the budget' }, { text: 'I laughed too' }])
    await a.close()
    const panel = await openPanel(browser)
    await panel.getByRole('tab', { name: 'Mine' }).click()
    await panel.getByText('A note you began').first().waitFor()
    const begun = panel.locator('.note', { hasText: 'the joke about the budget' })
    await begun.getByRole('button', { name: 'Keep it' }).click()
    await expect
      .poll(notes)
      .toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'landed_hard', text: 'the joke about the budget' })]))
    await panel.getByRole('button', { name: 'Delete: I laughed too' }).click()
    await panel.getByRole('button', { name: 'Delete', exact: true }).last().click()
    await expect.poll(drafts).toEqual([])
    expect((await notes()).filter(({ text }) => text !== '')).toHaveLength(1)
  })
})
