import { overlayCopy } from '@tend/shared/copy/overlay'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, keptBy, worldsIn } from '../support/chromium.ts'
import { address, type ClosedTab, openClosedTab, title, wordsOf } from '../support/closed-overlay.ts'

let browser: Browser
let tab: Page
let overlay: ClosedTab['overlay']
let press: ClosedTab['press']

beforeAll(async () => {
  ;({ browser, tab, overlay, press } = await openClosedTab())
})
afterAll(() => browser?.close())

/** The prompts of ours that stand in the tab. */
async function standing(): Promise<string[]> {
  const words = wordsOf(await overlay())
  return catalogue.map(({ text }) => text.en).filter((text) => words.includes(text))
}

test('before a call, the page carries nothing of ours and looks as it always did', async () => {
  await tab.waitForTimeout(500)
  const seen = await tab.evaluate(() => ({
    elements: [...document.querySelectorAll('*')].map(({ nodeName }) => nodeName.toLowerCase()).filter((name) => name.includes('-')),
    events: (globalThis as unknown as { events: unknown[] }).events,
    globals: Object.getOwnPropertyNames(globalThis).filter((name) => /tend|wxt/i.test(name)),
    connection: [RTCPeerConnection.name, String(RTCPeerConnection), new RTCPeerConnection() instanceof RTCPeerConnection],
    own: RTCPeerConnection.prototype.constructor === RTCPeerConnection,
  }))
  expect(seen).toEqual({
    elements: [],
    events: [],
    globals: [],
    connection: ['RTCPeerConnection', expect.stringContaining('[native code]'), true],
    own: true,
  })
})

test('a page without a call that asks for a screen and gets none sees nothing come or go', async () => {
  const seen = await tab.evaluate(async () => {
    const records: MutationRecord[] = []
    const observer = new MutationObserver((more) => records.push(...more))
    observer.observe(document, { childList: true, subtree: true, attributes: true })
    const refused = await navigator.mediaDevices.getDisplayMedia({ video: false }).then(String, ({ name }) => name)
    await new Promise((done) => setTimeout(done, 700))
    return { refused, records: [...records, ...observer.takeRecords()].length, frames: window.length }
  })
  expect(seen).toEqual({ refused: 'TypeError', records: 0, frames: 0 })
})

test('a page without a call pays for no world of the extension’s own; a call makes it', async () => {
  const worlds = await worldsIn(tab)
  await tab.goto(`${address}Worlds`)
  await tab.waitForTimeout(2_500)
  expect(worlds()).toEqual([])
  await tab.evaluate(() => (globalThis as unknown as { call: () => Promise<void> }).call())
  await tab.locator('tend-overlay').waitFor({ state: 'attached' })
  expect(worlds().length).toBeGreaterThan(0)
})

test('in a call the overlay stands closed: no shadow root to reach, no word and no mark outside', async () => {
  await tab.evaluate(() => (globalThis as unknown as { call: () => Promise<void> }).call())
  await tab.locator('tend-overlay').waitFor({ state: 'attached' })
  const seen = await tab.locator('tend-overlay').evaluate((host) => ({
    root: host.shadowRoot,
    attributes: [...host.attributes].map(({ name }) => name).sort(),
    text: host.textContent,
    properties: Object.getOwnPropertyNames(host),
  }))
  expect(seen).toEqual({ root: null, attributes: ['popover', 'style'], text: '', properties: [] })
  const found = await overlay()
  expect(found?.shadowRoots?.[0]?.shadowRootType).toBe('closed')
  expect(JSON.stringify(found)).not.toContain('"part"')
})

test('a call site cannot hurry the clock of its prompts', async () => {
  await tab.goto(`${address}?tend-speed=600`)
  await tab.evaluate(() => (globalThis as unknown as { call: () => Promise<void> }).call())
  await tab.locator('tend-overlay').waitFor({ state: 'attached' })
  await tab.waitForTimeout(2_000)
  const kept = await keptBy(browser, 'session')
  expect(JSON.stringify(kept['call.sessions'])).toContain('"speed":1')
})

test('a page that asks whether Tend is there is not answered, also while a call begins and a screen is shared', async () => {
  await tab.goto(`${address}Asking`)
  const answered = await tab.evaluate(async () => {
    const asks = () => [
      ...[window, document].map((place) => place.dispatchEvent(new CustomEvent('tend:ask', { cancelable: true }))),
      ...[window, document].map((place) =>
        place.dispatchEvent(new FocusEvent('tend:offer', { relatedTarget: document.body, cancelable: true })),
      ),
    ]
    const page = globalThis as unknown as { events: unknown[]; call: () => Promise<void>; share: () => Promise<void>; shared: MediaStream }
    const before = asks()
    page.events.length = 0
    await page.call()
    await page.share()
    page.shared.getTracks()[0]?.stop()
    return { before, events: page.events }
  })
  expect(answered).toEqual({ before: [true, true, true, true], events: [] })
})

test('a forged word of the page starts no call and moves no words', async () => {
  await tab.goto(`${address}Again`)
  const forge = (detail: unknown) =>
    tab.evaluate((what) => {
      const channel = new EventTarget()
      for (const place of [window, document])
        place.dispatchEvent(new FocusEvent('tend:offer', { relatedTarget: channel, cancelable: true }))
      for (const place of [channel, window, document])
        for (const name of ['said', 'tend:sensed']) place.dispatchEvent(new CustomEvent(name, { detail: what }))
    }, detail as string)
  for (const detail of [
    '{"tend":"sensor","connected":true,"sharing":false}',
    '{',
    'null',
    '[]',
    '{"tend":"sensor"}',
    '{"tend":"sensor","connected":"yes","sharing":1}',
    'x'.repeat(5_000),
    { a: 1 },
  ])
    await forge(detail)
  await tab.waitForTimeout(1_500)
  expect(await tab.locator('tend-overlay').count()).toBe(0)
})

test('a page that makes the sensor’s empty frame itself, and speaks in it, starts no call', async () => {
  await tab.goto(`${address}Frames`)
  const answered = await tab.evaluate(async () => {
    const camera = (await navigator.mediaDevices.getUserMedia({ video: true })).getTracks()[0] as MediaStreamTrack
    const sensed = JSON.stringify({ tend: 'sensor', connected: true, sharing: true })
    const heard: string[] = []
    const names = ['tend:ask', 'tend:offer', 'tend:ours', 'tend:bridge', 'tend:overlay', 'said']
    const hear = ({ type }: Event) => heard.push(type)
    for (const place of [window, document]) for (const name of names) place.addEventListener(name, hear, true)
    const made = (['light', 'open', 'closed'] as const).map((around) => {
      const host = document.body.appendChild(document.createElement('div'))
      const frame = document.createElement('iframe')
      frame.name = 'tend'
      frame.hidden = true
      const place = around === 'light' ? host : host.attachShadow({ mode: around })
      return place.appendChild(frame)
    })
    const named = made.flatMap(({ contentWindow }) => Object.getOwnPropertyNames(contentWindow).filter((name) => /tend|wxt/i.test(name)))
    // A bridge that took these frames for the sensor's would have spoken by now.
    const answered = [...heard, ...named]
    for (const frame of made) {
      const inside = frame.contentWindow as Window
      for (const shown of [null, new RTCPeerConnection(), camera, frame, inside])
        for (const at of [window, document, frame, inside, inside.document]) {
          at.dispatchEvent(new CustomEvent('tend:ours', { detail: {}, cancelable: true }))
          at.dispatchEvent(new FocusEvent('tend:bridge', { relatedTarget: shown, cancelable: true }))
          for (const to of [at, shown]) to?.dispatchEvent(new CustomEvent('said', { detail: sensed }))
        }
    }
    camera.stop()
    return answered
  })
  await tab.waitForTimeout(1_500)
  expect(answered).toEqual([])
  expect(await tab.locator('tend-overlay').count()).toBe(0)
})

test('a page that plays the overlay is not taken for it: it hears every key and every event of its own', async () => {
  await tab.goto(`${address}Playing`)
  await tab.evaluate(() => {
    const host = document.body.appendChild(document.createElement('tend-overlay'))
    host.tabIndex = 0
    host.focus()
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    for (const name of ['keydown', 'keyup', 'tend:ours', 'tend:overlay', 'overlay'])
      addEventListener(name, ({ type }) => heard.push(type), true)
    const channel = new EventTarget()
    channel.addEventListener('escape', () => heard.push('escape'))
    for (const detail of [{}, [], host, new Proxy({}, {}), null, 'x']) {
      dispatchEvent(new CustomEvent('tend:ours', { detail, cancelable: true }))
      dispatchEvent(new FocusEvent('tend:overlay', { relatedTarget: channel }))
      channel.dispatchEvent(new FocusEvent('overlay', { relatedTarget: host }))
    }
  })
  await tab.keyboard.press('Escape')
  const heard = await tab.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
  expect(heard).toEqual([...Array(6).fill(['tend:ours', 'tend:overlay']).flat(), 'keydown', 'keyup'])
})

test('nothing of the page is kept: no address, no room, no title, no words', async () => {
  await tab.goto(address)
  await tab.evaluate(() => (globalThis as unknown as { call: () => Promise<void> }).call())
  await tab.locator('tend-overlay').waitFor({ state: 'attached' })
  await tab.waitForTimeout(1_500)
  const all = JSON.stringify([await keptBy(browser, 'local'), await keptBy(browser, 'session')])
  expect(all).toContain('"kind":"connected"')
  for (const word of ['jit.si', 'AQuietRoom', title, 'Words of the meeting', 'https:']) expect(all).not.toContain(word)
})

test('while a screen is shared no word of ours stands in any tab, whoever shares, though a prompt stood open', async () => {
  const other = await browser.context.newPage()
  await other.goto(`${address}Elsewhere`)
  await other.evaluate(() => (globalThis as unknown as { call: () => Promise<void> }).call())
  await other.locator('tend-overlay').waitFor({ state: 'attached' })
  await tab.bringToFront()
  await press(overlayCopy.en.dot)
  await press(overlayCopy.en.opens.witness)
  await expect.poll(standing).toHaveLength(1)
  await other.bringToFront()
  await other.evaluate(() => (globalThis as unknown as { share: () => Promise<void> }).share())
  await expect.poll(async () => wordsOf(await overlay()).trim()).toBe('')
  await other.evaluate(() => (globalThis as unknown as { shared: MediaStream }).shared.getTracks()[0]?.stop())
  await expect.poll(standing).toHaveLength(1)
})
