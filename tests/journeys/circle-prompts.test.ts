import type { serve } from '@hono/node-server'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { AddPrompt, Category } from '@tend/shared/prompts/schema'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reachMinute } from '../support/call-clock.ts'
import { type CallSite, press, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { callTwoPages, type Overlay, overlayOf } from '../support/overlay.ts'
import { pairedPanel, ring } from '../support/panel.ts'
import { type TestMember, type TestServer, testServer } from '../support/server.ts'

const song: AddPrompt = {
  category: 'arriving',
  moment: 'opening',
  audience: 'self',
  depth: 1,
  action: 'noteForMe',
  en: { text: 'Which song brought you here?', why: 'Our choir begins like this.' },
  es: null,
  basedOn: null,
}

let server: TestServer
let http: ReturnType<typeof serve>
let site: CallSite
let browser: Browser
let panel: Page
let ana: TestMember
beforeAll(async () => {
  server = await testServer()
  site = await startCallSite()
  browser = await startChromium({ extension: e2eExtension })
  ana = await server.member('Ana', { roles: ['facilitator'] })
  ;({ panel, http } = await pairedPanel(browser, server, ana))
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  http?.close()
  await server?.stop()
})

const circle = () => ({ param: { id: server.home.circleId } })
const saidIn = (category: Category, moment: string) =>
  catalogue.filter((prompt) => prompt.category === category && prompt.moment === moment).map(({ text }) => text.en)

/** Opens the pane by the dot, which first brings a prompt back where there is one. */
async function pane(page: Page, overlay: Overlay): Promise<void> {
  await overlay.sees('dot')
  await overlay.button(/^Tend: /).click()
  await page.locator('tend-overlay[data-view="prompt"], tend-overlay[data-view="pane"]').waitFor({ state: 'attached' })
  if ((await overlay.host.getAttribute('data-view')) === 'prompt') await overlay.button('More').click()
  await overlay.sees('pane')
}

describe('what a circle says of its own', () => {
  it('reaches its members’ devices, and is said in a call bound to the circle in place of what it switched off', async () => {
    const client = server.as(ana).v1.circles[':id'].prompts
    expect((await client.$post({ ...circle(), json: song })).status).toBe(201)
    for (const { id } of catalogue.filter(({ moment }) => moment === 'opening'))
      expect((await client.library.$post({ ...circle(), json: { promptId: id, on: false } })).status).toBe(200)
    await ring(browser, 'circle-items')
    await expect.poll(async () => JSON.stringify((await keptBy(browser, 'local')).circlePrompts)).toContain(song.en?.text)

    await panel.getByRole('tab', { name: 'Now' }).click()
    const { a, b } = await callTwoPages(browser, site)
    await panel.getByLabel('This link belongs to').selectOption({ index: 1 })
    const overlay = overlayOf(a)
    await reachMinute(browser, 2)
    await overlay.sees('prompt')
    expect(await overlay.prompt.innerText()).toContain(song.en?.text)
    await overlay.button('Why this?').click()
    expect(await overlay.words()).toContain(song.en?.why)
    await overlay.button('Note it for me').click()
    await overlay.host.getByRole('textbox').pressSequentially('the one about rain')
    await overlay.button('Keep it').click()
    await expect.poll(async () => (await keptBy(browser, 'local'))['call.notes']).toMatchObject([{ beside: song.en?.text }])
    await press(a, 'leave')
    await Promise.all([a.close(), b.close()])
  })
})

describe('when something just happened in the room', () => {
  it('somebody who saw it opens what they can do, and whoever facilitates what they can say', async () => {
    const { a, b } = await callTwoPages(browser, site)
    const overlay = overlayOf(a)
    await pane(a, overlay)
    expect(await overlay.words()).not.toContain('I hold the room')
    await overlay.button('I saw something').click()
    await overlay.sees('prompt')
    await expect.poll(async () => saidIn('witness', 'rupture').includes(await overlay.prompt.innerText())).toBe(true)
    await overlay.button('Not now').click()

    await panel.getByLabel('I’m facilitating today').check()
    await pane(a, overlay)
    await overlay.button('Something just hurt, and I hold the room').click()
    await overlay.sees('prompt')
    // The one before may stand for a moment, until the worker has answered.
    await expect.poll(async () => saidIn('facilitating_after_a_rupture', 'rupture').includes(await overlay.prompt.innerText())).toBe(true)
    await press(a, 'leave')
    await Promise.all([a.close(), b.close()])
  })
})
