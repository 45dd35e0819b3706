import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { overlayCopy } from '@tend/shared/copy/overlay'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, keptBy, startChromium } from '../support/chromium.ts'

/** The build people install, on an address of a site it knows; the page itself is ours, and no network is asked. */
const built = join(import.meta.dirname, '../../extension/.output/chrome-mv3')
const address = 'https://meet.jit.si/AQuietRoomNobodyElseKnows'
const title = 'The page has a title of its own'

/** A call within one page, as a site's own script makes it, that also watches for anything strange. */
const page = `<!doctype html><html lang="en"><title>${title}</title><body><div class="toolbox" id="chat">Words of the meeting</div><script>
window.events = []
const dispatch = EventTarget.prototype.dispatchEvent
for (const target of [window, document]) for (const name of ['message', 'wxt:content-script-started', 'tend:sensed', 'tend:offer', 'tend:ask']) target.addEventListener(name, (e) => window.events.push([name, JSON.stringify(e.data ?? e.detail)]))
window.call = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const [a, b] = window.ends = [new RTCPeerConnection(), new RTCPeerConnection()]
  a.onicecandidate = (e) => e.candidate && b.addIceCandidate(e.candidate)
  b.onicecandidate = (e) => e.candidate && a.addIceCandidate(e.candidate)
  for (const end of window.ends) for (const track of stream.getTracks()) end.addTrack(track, stream)
  await a.setLocalDescription(); await b.setRemoteDescription(a.localDescription)
  await b.setLocalDescription(); await a.setRemoteDescription(b.localDescription)
}
window.share = () => navigator.mediaDevices.getDisplayMedia({ video: true }).then((s) => { window.shared = s })
</script></body></html>`

let browser: Browser
let tab: Page
let inside: CDPSession

beforeAll(async () => {
  if (!existsSync(built)) throw new Error('Build the extension first: npm run build:extension')
  browser = await startChromium({ extension: built })
  await browser.worker()
  await browser.context.route('https://meet.jit.si/**', (route) => route.fulfill({ contentType: 'text/html', body: page }))
  tab = await browser.context.newPage()
  await tab.goto(address)
  inside = await browser.context.newCDPSession(tab)
})
afterAll(() => browser.close())

type Node = {
  backendNodeId: number
  nodeName: string
  nodeValue?: string
  attributes?: string[]
  children?: Node[]
  shadowRoots?: (Node & { shadowRootType: string })[]
}

/** The overlay as the browser itself sees it, closed or not. */
async function overlay(): Promise<Node | undefined> {
  const { root } = (await inside.send('DOM.getDocument', { depth: -1, pierce: true })) as unknown as { root: Node }
  const find = (node: Node): Node | undefined =>
    node.nodeName === 'TEND-OVERLAY'
      ? node
      : (node.children ?? []).reduce<Node | undefined>((found, child) => found ?? find(child), undefined)
  return find(root)
}

const wordsOf = (node: Node): string =>
  [node.nodeValue ?? '', ...[...(node.children ?? []), ...(node.shadowRoots ?? [])].map(wordsOf)].join(' ')

/** Presses a button of the closed overlay as a person does: with the mouse, where the browser says it stands. */
async function press(label: string): Promise<void> {
  const named = (node: Node): Node | undefined =>
    node.nodeName === 'BUTTON' && (node.attributes?.includes(label) || wordsOf(node).trim() === label)
      ? node
      : [...(node.children ?? []), ...(node.shadowRoots ?? [])].reduce<Node | undefined>((found, child) => found ?? named(child), undefined)
  let button: Node | undefined
  await expect
    .poll(
      async () => {
        const host = await overlay()
        button = host && named(host)
        return button !== undefined
      },
      { message: label },
    )
    .toBe(true)
  const { model } = await inside.send('DOM.getBoxModel', { backendNodeId: button?.backendNodeId ?? 0 })
  const [left = 0, top = 0, , , right = 0, bottom = 0] = model.content
  await tab.mouse.click((left + right) / 2, (top + bottom) / 2)
}

/** The prompts of ours that stand in the tab. */
async function standing(): Promise<string[]> {
  const words = wordsOf((await overlay()) as Node)
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
  await expect.poll(async () => wordsOf((await overlay()) as Node).trim()).toBe('')
  await other.evaluate(() => (globalThis as unknown as { shared: MediaStream }).shared.getTracks()[0]?.stop())
  await expect.poll(standing).toHaveLength(1)
})
