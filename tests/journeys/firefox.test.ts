import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallSite, startCallSite } from '../support/call-pages.ts'
import { keptBy } from '../support/chromium.ts'
import { e2eFirefox, type FirefoxBrowser, startFirefox } from '../support/firefox.ts'
import { callTwoPages, overlayOf } from '../support/overlay.ts'
import { codeFromHome, openPanel, pairPanel, type RealServer, startRealServer } from '../support/panel.ts'

// What is Firefox's own. What people do in a call runs in both browsers: prompt.test.ts.

let browser: FirefoxBrowser
let site: CallSite
let server: RealServer

beforeAll(async () => {
  ;[site, server, browser] = await Promise.all([startCallSite(), startRealServer(), startFirefox({ extension: e2eFirefox })])
})
afterAll(async () => {
  await browser?.close()
  await server?.end()
  await site?.close()
})

const policy = `WebExtensionPolicy.getByID('tend@tend.invalid')`
const own = (module: string) => `ChromeUtils.importESModule('resource://gre/modules/${module}.sys.mjs').${module}`

test('the sidebar opens by the toolbar’s button, and not by itself when Tend is installed', async () => {
  const isOpen = () =>
    browser.inBrowser<boolean>(`[...Services.wm.getEnumerator('navigator:browser')].some((one) => one.SidebarController.isOpen)`)
  expect(await isOpen()).toBe(false)
  await browser.inBrowser(`${own('ExtensionParent')}.apiManager.global.browserActionFor(${policy}.extension).triggerAction(window)`)
  await expect.poll(isOpen).toBe(true)
  await browser.inBrowser(`[...Services.wm.getEnumerator('navigator:browser')].forEach((one) => one.SidebarController.hide())`)
})

test('the panel pairs with a real server and shows its circle, also once its event page was ended; the token lies in no storage', async () => {
  const code = await codeFromHome(browser, server.address)
  const panel = await openPanel(browser)
  await pairPanel(panel, server.address, code, 'Ines')
  for (const area of ['local', 'session'] as const) expect(JSON.stringify(await keptBy(browser, area))).not.toContain('tnd_')
  await panel.close()
  await browser.endWorker()
  const again = await openPanel(browser)
  await again.getByRole('tab', { name: 'Circle' }).click()
  await again.getByRole('heading', { name: 'The back burner' }).waitFor()
  await again.close()
})

describe('what Firefox lets Tend look at', () => {
  test('is said where a person took a site back, and asked for again in a click', async () => {
    const meet = `{ permissions: [], origins: ['https://meet.google.com/*'] }`
    await browser.inBrowser(`${own('ExtensionPermissions')}.remove('tend@tend.invalid', ${meet}, ${policy}.extension)`)
    const panel = await openPanel(browser)
    await panel.getByRole('tab', { name: 'Now' }).click()
    const sentence = panel.getByText('Your browser does not let Tend look at Google Meet, so Tend shows nothing in calls there.')
    await sentence.waitFor()
    await panel.getByRole('button', { name: 'Ask the browser to allow it' }).click()
    await panel.getByText('Tend looks there from now on.').waitFor()
    await sentence.waitFor({ state: 'detached' })
    await panel.close()
  })

  test('is more where a person allows an address of their own: a call there is heard of from the next load on, and opens the panel in a window', async () => {
    const there = { ...site, address: (side: 'a' | 'b', query = '') => site.address(side, query).replace('127.0.0.1', 'localhost') }
    const panel = await openPanel(browser)
    await panel.getByRole('tab', { name: 'Now' }).click()
    await panel.getByLabel('Another address where your group meets').pressSequentially(there.address('a'))
    await panel.getByRole('button', { name: 'Look there too' }).click()
    await panel.getByText(/^Tend looks at localhost:\d+ from now on\./).waitFor()
    await panel.close()
    const { a } = await callTwoPages(browser, there)
    // A click in a page opens no sidebar in Firefox.
    await overlayOf(a).button('Tend: open').click()
    await overlayOf(a).button('Open the side panel').click()
    const open = () => browser.bidi<{ contexts: { url: string }[] }>('browsingContext.getTree', { maxDepth: 0 })
    await expect.poll(async () => (await open()).contexts.filter(({ url }) => url.endsWith('/sidepanel.html')).length).toBe(1)
  })
})
