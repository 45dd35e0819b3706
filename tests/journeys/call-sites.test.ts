import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallSite, press, startCallSite } from '../support/call-pages.ts'
import { type Browser, e2eExtension, keptBy, startChromium } from '../support/chromium.ts'

let browser: Browser
let site: CallSite
let embedding: Server

beforeAll(async () => {
  site = await startCallSite()
  const frame = `<iframe allow="microphone; display-capture" src="${site.address('a')}" width="900" height="600"></iframe>`
  embedding = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>A page of others</title>${frame}`),
  )
  await new Promise<void>((listening) => embedding.listen(0, '127.0.0.1', listening))
  browser = await startChromium({ extension: e2eExtension })
  await browser.worker()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  embedding?.close()
})

/** Counts the tabs that have a page in them that tells of a call. */
async function tabsHeard(): Promise<number> {
  const kept = (await keptBy(browser, 'session'))['call.sessions'] as { sessions: Record<string, { frames: object }> }
  return Object.values(kept.sessions).filter(({ frames }) => Object.keys(frames).length > 0).length
}

describe('a call that another site embeds', () => {
  let outer: Page
  let inner: Frame

  test('is seen, and the overlay goes into the topmost frame that may be scripted', async () => {
    const other = await browser.context.newPage()
    await other.goto(site.address('b'))
    outer = await browser.context.newPage()
    // This is the same machine by another name, which no permission covers.
    await outer.goto(`http://localhost:${(embedding.address() as AddressInfo).port}/`)
    const found = outer.frames().find((frame) => frame.url().startsWith(site.origin))
    if (!found) throw new Error('The page embeds no call.')
    inner = found
    await press(other, 'join')
    await inner.locator('#join').click()
    await inner.locator('tend-overlay[data-view="dot"]').waitFor({ state: 'attached' })
    expect(await outer.locator('tend-overlay').count()).toBe(0)
  })

  test('empties there when sharing is asked for', async () => {
    await inner.locator('#share').click()
    await inner.locator('tend-overlay[data-sharing="true"][data-view="none"]').waitFor({ state: 'attached' })
    await inner.locator('#unshare').click()
    await inner.locator('tend-overlay[data-view="dot"]').waitFor({ state: 'attached' })
  })

  test('and the whole page can go away in a call without a trace', async () => {
    expect(await tabsHeard(), 'both sides of the call').toBe(2)
    await outer.goto('about:blank')
    await expect.poll(tabsHeard, { message: 'nothing of the page is left' }).toBe(1)
    await outer.goBack()
    const again = () => outer.frames().find((frame) => frame.url().startsWith(site.origin))
    await expect.poll(() => again()?.locator('#join').count()).toBe(1)
    for (const frame of outer.frames()) expect(await frame.locator('tend-overlay').count(), 'until somebody joins anew').toBe(0)
    await again()?.locator('#join').click()
    await again()?.locator('tend-overlay').waitFor({ state: 'attached' })
  })
})

test('a site that calls without WebRTC is known by its own markup, while that stands there', async () => {
  const page = await browser.context.newPage()
  await page.route('https://us02web.zoom.us/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>A meeting</title><body>A lobby</body>' }),
  )
  await page.goto('https://us02web.zoom.us/wc/12345678901/join')
  await page.waitForTimeout(3_000)
  expect(await page.locator('tend-overlay').count()).toBe(0)
  await page.evaluate(() => {
    document.body.innerHTML = '<div class="footer__leave-btn-container"><button>Leave</button></div>'
  })
  await page.locator('tend-overlay[data-view="dot"]').waitFor({ state: 'attached' })
  await page.evaluate(() => document.body.replaceChildren('Thank you'))
  await page.locator('tend-overlay[data-call="idle"]').waitFor({ state: 'attached' })
  await page.close()
})

test('every selector of every platform parses', async () => {
  const registry = new URL('../../extension/platforms/registry.ts', import.meta.url).href
  const { platforms } = (await import(registry)) as { platforms: { leave: string[]; inCall: string[] }[] }
  const selectors = platforms.flatMap(({ leave, inCall }) => [...leave, ...inCall])
  expect(selectors.length).toBeGreaterThan(5)
  const page = await browser.context.newPage()
  const wrong = await page.evaluate(
    (all) =>
      all.filter((selector) => {
        try {
          document.querySelector(selector)
          return false
        } catch {
          return true
        }
      }),
    selectors,
  )
  expect(wrong).toEqual([])
})
