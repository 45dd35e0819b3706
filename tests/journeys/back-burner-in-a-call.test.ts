import type { serve } from '@hono/node-server'
import { tick } from '@tend/server/jobs/tick'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passMinutes, reachMinute } from '../support/call-clock.ts'
import { type CallSite, press, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { callTwoPages, overlayOf } from '../support/overlay.ts'
import { pairedPanel, ring } from '../support/panel.ts'
import { type TestServer, testServer } from '../support/server.ts'

const title = 'Who carries the night shifts'

let server: TestServer
let http: ReturnType<typeof serve>
let site: CallSite
let browser: Browser
let panel: Page
beforeAll(async () => {
  server = await testServer({ jobs: true })
  site = await startCallSite()
  browser = await startChromium({ extension: e2eExtension })
  const ana = await server.member('Ana', { roles: ['facilitator'] })
  ;({ panel, http } = await pairedPanel(browser, server, ana))
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  http?.close()
  await server?.stop()
})

const button = (name: string) => panel.getByRole('button', { name, exact: true })
const tab = (name: string) => panel.getByRole('tab', { name }).click()
const itemsOnDevice = async () => (await keptBy(browser, 'local')).circleItems

/** This is the middle of the next day: no earlier prompt keeps another one away, and the person's day does not end in the call. */
async function passToNextNoon(): Promise<void> {
  // The calls of pages that have closed are over after a quarter of a minute.
  await passMinutes(browser, 1)
  const noon = new Date()
  noon.setHours(36, 0, 0, 0)
  await passMinutes(browser, (noon.getTime() - Date.now()) / 60_000)
}

async function openingPrompt(): Promise<string> {
  const { a, b } = await callTwoPages(browser, site)
  const overlay = overlayOf(a)
  await reachMinute(browser, 2)
  await overlay.sees('prompt')
  const words = await overlay.words()
  await press(a, 'leave')
  await Promise.all([a.close(), b.close()])
  return words
}

describe('something on the back burner', () => {
  it('asks for attention when the clock says so, and reaches the device whether there is a call or not', async () => {
    await button('Put something here').click()
    await panel.getByLabel('What is it, in a few words?').fill(title)
    await button('Put it here').click()
    await panel.getByText('It is on the back burner.').waitFor()
    expect(await itemsOnDevice()).toEqual([])
    server.pass({ days: 22 })
    await tick(server.kernel, true)
    await ring(browser, 'circle-items')
    await expect.poll(itemsOnDevice).toMatchObject([{ title, because: 'untended' }])
  })

  it('in a call: the person binds its link to the circle, and the panel empties while a screen is shared', async () => {
    await tab('Now')
    const { a, b } = await callTwoPages(browser, site)
    await panel.getByLabel('This link belongs to').selectOption({ index: 1 })
    await panel.getByLabel('Planned length').selectOption('60 minutes')
    await press(a, 'share')
    await overlayOf(a).is('sharing', 'true')
    await panel.getByText('Your screen is being shared, so Tend is empty here.').waitFor()
    expect(await panel.locator('body').innerText()).not.toMatch(/night shifts|facilitating|belongs to/)
    await press(a, 'unshare')
    await expect.poll(() => panel.getByLabel('Planned length').inputValue()).toBe('60')
    await press(a, 'leave')
    await Promise.all([a.close(), b.close()])
    expect(JSON.stringify(await keptBy(browser, 'local'))).not.toContain('/call/a')
  })

  it('is not put before somebody who is not facilitating', async () => {
    expect(await openingPrompt()).not.toContain(title)
  })

  it('is offered as the opening prompt to whoever is facilitating today', async () => {
    await passToNextNoon()
    await panel.bringToFront()
    await panel.getByLabel('I’m facilitating today').check()
    expect(await openingPrompt()).toContain(title)
  })
})
