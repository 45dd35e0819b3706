import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type CallSite, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'
import { callTwoPages } from '../support/overlay.ts'
import { codeFromHome, openPanel, pairPanel, type RealServer, startRealServer } from '../support/panel.ts'

let server: RealServer
let site: CallSite
let browser: Browser
let inside: CDPSession
let ours: number
beforeAll(async () => {
  server = await startRealServer()
  site = await startCallSite()
  browser = await startChromium({ extension: e2eExtension })
  const panel = await openPanel(browser)
  await pairPanel(panel, server.address, await codeFromHome(browser, server.address), 'Ana')
  await panel.close()
  const { a } = await callTwoPages(browser, site)
  inside = await browser.context.newCDPSession(a)
  const worlds: { id: number; origin: string }[] = []
  inside.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context))
  await inside.send('Runtime.enable')
  ours = await vi.waitFor(() => {
    const world = worlds.find(({ origin }) => origin.startsWith('chrome-extension://'))
    if (!world) throw new Error('The world of our content scripts is not there.')
    return world.id
  })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await server?.end()
})

/** Runs an expression where our content scripts run, beside the overlay of a call. */
async function asContentScript(expression: string): Promise<string> {
  const wrapped = `Promise.race([(async () => JSON.stringify(await (${expression}) ?? null))().catch((error) => 'refused: ' + error.message), new Promise((late) => setTimeout(late, 1500, 'no answer'))])`
  const { result } = await inside.send('Runtime.evaluate', {
    expression: wrapped,
    contextId: ours,
    awaitPromise: true,
    returnByValue: true,
  })
  return String(result.value)
}

test('the token is there, with the worker', async () => {
  expect(JSON.stringify(await keptBy(browser, 'local'))).toMatch(/"token":"tnd_[\w-]{43}"/)
})

test.each(['local', 'session'])('a content script cannot read %s storage at all', async (area) => {
  expect(await asContentScript(`chrome.storage.${area}.get(null)`)).toMatch(/^refused: .*not allowed/i)
})

test.each([
  ['ask for the pairing', { tend: 'api', ask: 'standing' }],
  ['read as the person', { tend: 'api', ask: 'read', name: 'me', id: '' }],
  ['write as the person', { tend: 'api', ask: 'write', name: 'deviceCode', args: {}, key: '0123456789', about: '' }],
  [
    'pair the device elsewhere',
    { tend: 'api', ask: 'pair', form: { server: 'http://127.0.0.1:9', code: 'AAAA-2222', displayName: '', language: 'en' } },
  ],
  ['empty the device', { tend: 'api', ask: 'forget' }],
])('a content script cannot %s', async (_, message) => {
  const answer = await asContentScript(`chrome.runtime.sendMessage(${JSON.stringify(message)})`)
  expect(answer).toMatch(/^(null|no answer|refused: .*)$/)
  expect(JSON.stringify(await keptBy(browser, 'local'))).toContain('tnd_')
})

test('a content script cannot pass for the panel', async () => {
  const listening = `new Promise((heard) => { const port = chrome.runtime.connect({ name: 'tend-panel' }); port.onMessage.addListener(heard); port.onDisconnect.addListener(() => heard(null)) })`
  expect(await asContentScript(listening)).toMatch(/^(null|no answer)$/)
})
