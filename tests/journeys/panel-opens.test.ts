import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reachMinute } from '../support/call-clock.ts'
import { press, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, startChromium } from '../support/chromium.ts'
import { callTwoPages, overlayOf } from '../support/overlay.ts'
import { openPanel, store, troubles } from '../support/panel.ts'

type Command = { name: string; shortcut: string }

/** What the extension finds in its own world. */
declare const chrome: {
  runtime: { sendMessage: (...message: unknown[]) => Promise<unknown> }
  commands: { getAll: () => Promise<Command[]> }
}

let browser: Browser
beforeAll(async () => {
  browser = await startChromium({ extension: e2eExtension })
})
afterAll(async () => {
  await browser?.close()
})

/** Opens the side panel in a tab, with its browser changed before its first script runs. */
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

describe('the names of the rooms', () => {
  it.each(['en', 'es'])('stand in one line with the way to hide, in a panel of 320 px (%s)', async (language) => {
    await store(browser, { 'call.settings': { language } })
    const panel = await openPanel(browser, 320)
    for (const tab of await panel.getByRole('tab').all()) {
      await tab.click()
      expect((await panel.locator('.rooms').boundingBox())?.height).toBeLessThan(50)
    }
    await panel.close()
    await store(browser, { 'call.settings': {} })
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

describe('a prompt that goes on in the panel', () => {
  const circleId = '01936f5e-0000-7000-8000-000000000001'
  const own = {
    id: '01936f5e-0000-7000-8000-000000000002',
    circleId,
    category: 'arriving',
    moment: 'opening',
    audience: 'self',
    depth: 1,
    action: 'putOnBackBurner',
    en: { text: 'What wants a place today?', why: 'Ours.' },
    es: null,
    basedOn: null,
    on: true,
  }
  const off = catalogue.filter(({ moment }) => moment === 'opening').map(({ id }) => id)

  it('leads to its room there', async () => {
    const site = await startCallSite()
    await store(browser, { circles: [{ id: circleId, name: 'Pod' }], circlePrompts: { [circleId]: { items: [own], off } } })
    const panel = await openPanel(browser)
    await panel.getByRole('tab', { name: 'Now' }).click()
    const { a } = await callTwoPages(browser, site)
    await panel.getByLabel('This link belongs to').selectOption('Pod')
    const overlay = overlayOf(a)
    await reachMinute(browser, 2)
    await overlay.sees('prompt')
    await overlay.button('Put it on the back burner').click()
    await panel.getByRole('tab', { name: 'Circle', selected: true }).waitFor()
    await press(a, 'leave')
    await site.close()
  })
})

describe('the key, in the settings of calls', () => {
  const room = (panel: Page) => panel.locator('section[aria-labelledby=this-call]')
  it('is the one that the browser has, with the way to change it', async () => {
    const panel = await openPanel(browser)
    await panel.getByRole('tab', { name: 'Now' }).click()
    const all = await panel.evaluate(() => chrome.commands.getAll())
    const { shortcut } = all.find(({ name }) => name === 'landed-hard') as Command
    expect(shortcut).not.toBe('')
    await expect.poll(() => room(panel).locator('kbd').innerText()).toBe(shortcut)
    const opened = browser.context.waitForEvent('page')
    await room(panel).getByRole('button', { name: 'Open that page' }).click()
    expect((await opened).url()).toBe('chrome://extensions/shortcuts')
    await (await opened).close()
  })

  it('is said to be none where none is set', async () => {
    const panel = await openWith(() => {
      chrome.commands.getAll = async () => [{ name: 'landed-hard', shortcut: '' }]
    })
    await panel.getByRole('tab', { name: 'Now' }).click()
    await room(panel).getByText('No key is set for it in this browser.').waitFor()
    expect(await room(panel).locator('kbd').count()).toBe(0)
  })
})
