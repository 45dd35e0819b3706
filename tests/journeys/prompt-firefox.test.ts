import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallSite, press, startCallSite } from '../support/call-pages.ts'
import { keptBy } from '../support/chromium.ts'
import { e2eFirefox, type FirefoxBrowser, startFirefox } from '../support/firefox.ts'
import { callTwoPages, overlayOf } from '../support/overlay.ts'

let browser: FirefoxBrowser
let site: CallSite

beforeAll(async () => {
  site = await startCallSite()
  browser = await startFirefox({ extension: e2eFirefox })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const promptOf = (text: string) => catalogue.find((prompt) => text.includes(prompt.text.en))
const asked = (page: Page) => page.evaluate(() => (globalThis as unknown as { asked: { view: string; text: string }[] }).asked)
const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as { heard: string[][] }).heard)

describe('a prompt during a call in Firefox, unpaired and offline', () => {
  test('comes, says why, takes a note that the page does not hear, and empties as sharing is asked for', async () => {
    const { a, b } = await callTwoPages(browser, site, '?tend-speed=60')
    const overlay = overlayOf(a)
    await overlay.sees('prompt')
    const first = await overlay.prompt.innerText()
    expect(promptOf(first)).toMatchObject({ moment: 'opening', audience: 'self' })
    await overlay.button('Why this?').click()
    expect(await overlay.words()).toContain('openings come in minutes 2 to 4')
    await a.keyboard.press('Escape')
    await overlay.sees('dot')

    await overlay.button(/a question is here/).click()
    await overlay.sees('prompt')
    await press(a, 'share')
    await overlay.is('sharing', 'true')
    expect(await asked(a)).toEqual([{ view: 'none', text: '' }])
    await press(a, 'unshare')
    await overlay.is('sharing', 'false')
    await overlay.sees('prompt')
    expect(await overlay.prompt.innerText()).toBe(first)

    await overlay.button(/^(Note it for me|Keep a note for me)$/).click()
    await overlay.host.getByRole('textbox').pressSequentially('a walk, then water')
    await overlay.button('Keep it').click()
    await expect.poll(async () => (await keptBy(browser, 'local'))['call.notes']).toMatchObject([{ text: 'a walk, then water' }])
    expect(await heard(a)).toEqual([])

    await press(a, 'leave')
    await overlay.is('call', 'idle')
    await Promise.all([a.close(), b.close()])
  })
})
