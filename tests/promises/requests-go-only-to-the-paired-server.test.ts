import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reachMinute } from '../support/call-clock.ts'
import { press, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, startChromium } from '../support/chromium.ts'
import { callTwoPages, overlayOf } from '../support/overlay.ts'
import { codeFromHome, openPanel, pairPanel, type RealServer, ring, startRealServer } from '../support/panel.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-requests-'))
let server: RealServer
beforeAll(async () => {
  server = await startRealServer()
})
afterAll(async () => {
  await server.end()
  rmSync(folder, { recursive: true, force: true })
})

/** What the extension asked of any network while `use` ran, as Chromium's own log says it. */
async function requestsDuring(use: (browser: Browser) => Promise<void>): Promise<{ url: string; at: number }[]> {
  const log = path.join(folder, `${Math.random()}.json`)
  const browser = await startChromium({ extension: e2eExtension, args: [`--log-net-log=${log}`] })
  await use(browser).finally(() => browser.close())
  const { constants, events } = JSON.parse(readFileSync(log, 'utf8')) as {
    constants: { logEventTypes: Record<string, number>; timeTickOffset: number }
    events: { type: number; time: string; params?: { url?: string; initiator?: string } }[]
  }
  return events
    .filter(
      ({ type, params }) => type === constants.logEventTypes.URL_REQUEST_START_JOB && params?.initiator?.startsWith('chrome-extension://'),
    )
    .map(({ time, params }) => ({ url: params?.url ?? '', at: Number(constants.timeTickOffset) + Number(time) }))
    .filter(({ url }) => !url.startsWith('chrome-extension://'))
}

test('before pairing, nothing is asked of anybody: not by opening every room, nor by alarms, nor through a call', async () => {
  const site = await startCallSite()
  const asked = await requestsDuring(async (browser) => {
    const panel = await openPanel(browser)
    for (const name of ['Now', 'Circle', 'Mine', 'Settings']) await panel.getByRole('tab', { name }).click()
    await ring(browser, 'circle-items')
    await ring(browser, 'outbox')
    const { a } = await callTwoPages(browser, site)
    await reachMinute(browser, 2)
    await overlayOf(a).sees('prompt')
    await press(a, 'leave')
    await overlayOf(a).is('call', 'idle')
  })
  await site.close()
  expect(asked).toEqual([])
})

test('after pairing, every request goes to the paired server, and a call causes none', async () => {
  const site = await startCallSite()
  const call = { began: 0, ended: 0 }
  const asked = await requestsDuring(async (browser) => {
    const panel = await openPanel(browser)
    await pairPanel(panel, server.address, await codeFromHome(browser, server.address), 'Ana')
    await panel.getByRole('heading', { name: 'This week’s digest' }).waitFor()
    await panel.waitForTimeout(1_000)
    await panel.close()
    call.began = Date.now()
    const { a } = await callTwoPages(browser, site)
    await reachMinute(browser, 2)
    await overlayOf(a).sees('prompt')
    await reachMinute(browser, 32)
    await press(a, 'leave')
    await overlayOf(a).is('call', 'idle')
    call.ended = Date.now()
    await ring(browser, 'circle-items')
    await a.waitForTimeout(500)
  })
  await site.close()
  expect([...new Set(asked.map(({ url }) => new URL(url).origin))]).toEqual([server.address])
  expect(asked.filter(({ at }) => at < call.began).length).toBeGreaterThan(5)
  expect(asked.filter(({ at }) => at > call.began && at < call.ended)).toEqual([])
  expect(asked.filter(({ at }) => at > call.ended).length).toBeGreaterThan(0)
})
