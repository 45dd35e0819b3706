import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, e2eExtension, startChromium } from '../support/chromium.ts'
import { troubles } from '../support/panel.ts'

declare const chrome: { runtime: { sendMessage: (...message: unknown[]) => Promise<unknown> } }

let browser: Browser
beforeAll(async () => {
  browser = await startChromium({ extension: e2eExtension })
})
afterAll(async () => {
  await browser?.close()
})

/** The side panel in a tab, with something of its browser changed before its first script runs. */
async function openWith(change: () => void): Promise<Page> {
  const id = new URL((await browser.worker()).url()).host
  const page = await browser.context.newPage()
  await page.addInitScript(change)
  await page.setViewportSize({ width: 360, height: 800 })
  await page.goto(`chrome-extension://${id}/sidepanel.html`)
  return page
}

describe('the language of the panel', () => {
  it('is the browser’s own, as in a call, and not the one that pages are asked for', async () => {
    const panel = await openWith(() => Object.defineProperty(navigator, 'language', { get: () => 'es-ES' }))
    await panel.getByRole('tab', { name: 'Now' }).waitFor()
    expect(await panel.evaluate(() => [navigator.language, document.documentElement.lang])).toEqual(['es-ES', 'en'])
  })
})

describe('a panel whose worker does not answer', () => {
  it('says so and that nothing is lost, and opens once it does', async () => {
    const panel = await openWith(() => {
      if (sessionStorage.getItem('tried')) return
      sessionStorage.setItem('tried', 'yes')
      chrome.runtime.sendMessage = () => Promise.reject(new Error('Could not establish connection.'))
    })
    await panel.getByText('Tend did not open.').waitFor()
    expect(await panel.locator('body').innerText()).toContain('What you wrote is still kept on this device.')
    expect(await troubles(panel)).toEqual([])
    await panel.getByRole('button', { name: 'Try again' }).click()
    await panel.getByRole('tab', { name: 'Now' }).waitFor()
  })
})
