import { overlayCopy } from '@tend/shared/copy/overlay'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, keptBy } from '../support/chromium.ts'
import { address, type ClosedTab, openClosedTab, page } from '../support/closed-overlay.ts'

let browser: Browser
let tab: Page
let press: ClosedTab['press']

beforeAll(async () => {
  ;({ browser, tab, press } = await openClosedTab())
})
afterAll(() => browser?.close())

/** Begins a note in the overlay of the call, and waits until the device holds it. */
async function writeNote(gesture: 'landed_hard' | 'may_have_hurt', words: string): Promise<void> {
  await tab.locator('tend-overlay').waitFor({ state: 'attached' })
  await press(overlayCopy.en.dot)
  await press(overlayCopy.en.gestures[gesture])
  await press(overlayCopy.en.menu.note)
  await tab.keyboard.type(words)
  await expect.poll(async () => JSON.stringify(await keptBy(browser, 'session'))).toContain(words)
}

test('a page that replaces what browsers offer never gets at the frame or at the overlay, and cannot read a key', async () => {
  await tab.goto(`${address}Replacing`)
  await tab.evaluate(async () => {
    const got: string[] = []
    Object.assign(globalThis, { got })
    const isOurs = (value: unknown) => {
      if (value instanceof ShadowRoot) return true
      if (value instanceof Element) return value.localName.startsWith('tend-') || value.localName === 'iframe'
      return typeof value === 'object' && value !== null && 'window' in value && value !== globalThis
    }
    const wrap = (prototype: object, name: string) => {
      const own = Object.getOwnPropertyDescriptor(prototype, name)
      for (const part of ['value', 'get'] as const) {
        const original = own?.[part]
        if (typeof original !== 'function') continue
        const wrapped = function (this: unknown, ...args: unknown[]) {
          const gave = Reflect.apply(original, this, args)
          // What a page does itself has nothing of ours in it.
          if ([this, gave, ...args].some(isOurs)) got.push(name)
          return gave
        }
        Object.defineProperty(prototype, name, { ...own, [part]: wrapped })
      }
    }
    for (const name of ['createElement', 'documentElement', 'querySelector']) wrap(Document.prototype, name)
    for (const name of ['attachShadow', 'setAttribute', 'shadowRoot']) wrap(Element.prototype, name)
    for (const name of ['appendChild', 'removeChild', 'isConnected', 'getRootNode']) wrap(Node.prototype, name)
    for (const name of ['addEventListener', 'dispatchEvent']) wrap(EventTarget.prototype, name)
    for (const name of ['type', 'target', 'stopImmediatePropagation', 'preventDefault']) wrap(Event.prototype, name)
    for (const [of, name] of [
      [FocusEvent, 'relatedTarget'],
      [CustomEvent, 'detail'],
      [KeyboardEvent, 'key'],
      [KeyboardEvent, 'code'],
    ] as const)
      wrap(of.prototype, name)
    for (const name of ['contentWindow', 'contentDocument']) wrap(HTMLIFrameElement.prototype, name)
    Object.defineProperty(globalThis, 'length', { get: () => 0 })
    const keys: string[] = []
    Object.assign(globalThis, { keys })
    for (const name of ['keydown', 'keyup', 'keypress', 'beforeinput', 'input'])
      for (const capture of [true, false]) addEventListener(name, ({ type }) => keys.push(type), capture)
    document.addEventListener('load', ({ target }) => isOurs(target) && got.push('load'), true)
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const { nodeName } of addedNodes) if (nodeName === 'IFRAME') got.push(nodeName)
    }).observe(document, { childList: true, subtree: true })
    await (globalThis as unknown as { call: () => Promise<void> }).call()
  })
  await writeNote('landed_hard', 'only mine')
  await tab.keyboard.press('Escape')
  await press(overlayCopy.en.dot)
  const seen = await tab.evaluate(() => {
    const { got, keys } = globalThis as unknown as { got: string[]; keys: string[] }
    return { got: [...new Set(got)], keys, reachable: [0, 1, 'tend'].map((name) => typeof Reflect.get(window, name)) }
  })
  expect(seen).toEqual({ got: [], keys: [], reachable: ['undefined', 'undefined', 'undefined'] })
})

test('a page that clears away everything it did not make is called from anew, and the call goes on', async () => {
  await tab.goto(`${address}Clearing`)
  await tab.evaluate(() => (globalThis as unknown as { call: () => Promise<void> }).call())
  await tab.locator('tend-overlay').waitFor({ state: 'attached' })
  await tab.evaluate(() => {
    for (const node of [...document.documentElement.children]) if (node.localName !== 'head' && node.localName !== 'body') node.remove()
  })
  await tab.waitForTimeout(3_500)
  const kept = (await keptBy(browser, 'session'))['call.sessions'] as { sessions: Record<string, { call: { kind: string } }> }
  expect(Object.values(kept.sessions).map(({ call }) => call.kind)).toContain('connected')
})

test('a page that was written anew calls as any other, and hears no key typed in the overlay', async () => {
  await tab.goto(`${address}Anew`)
  await tab.evaluate((html) => {
    document.open()
    document.write(html)
    document.close()
  }, page)
  await tab.evaluate(() => {
    const keys: string[] = []
    Object.assign(globalThis, { keys })
    for (const name of ['keydown', 'keyup', 'input']) document.addEventListener(name, ({ type }) => keys.push(type), true)
    return (globalThis as unknown as { call: () => Promise<void> }).call()
  })
  await writeNote('may_have_hurt', 'anew')
  expect(await tab.evaluate(() => (globalThis as unknown as { keys: string[] }).keys)).toEqual([])
})

test('a page around the frame that calls hears no key typed in the overlay, which stands in it', async () => {
  await tab.goto(`${address}Around`)
  await tab.evaluate(async () => {
    const keys: string[] = []
    Object.assign(globalThis, { keys })
    for (const name of ['keydown', 'keyup', 'input']) addEventListener(name, ({ type }) => keys.push(type), true)
    const frame = document.createElement('iframe')
    frame.allow = 'microphone'
    frame.src = `${location.href}Inside`
    await new Promise((loaded) => {
      frame.onload = loaded
      document.body.append(frame)
    })
    await (frame.contentWindow as unknown as { call: () => Promise<void> }).call()
  })
  await writeNote('may_have_hurt', 'around')
  await tab.keyboard.press('Escape')
  await press(overlayCopy.en.dot)
  expect(await tab.evaluate(() => (globalThis as unknown as { keys: string[] }).keys)).toEqual([])
})

test('a page whose policy allows neither frames nor styles of others calls as any other', async () => {
  const policy = "default-src 'none'; script-src 'unsafe-inline'; frame-src 'none'; style-src 'none'; require-trusted-types-for 'script'"
  const headers = {
    'content-security-policy': policy,
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
  }
  await tab.route(`${address}Strict`, (route) => route.fulfill({ contentType: 'text/html', headers, body: page }))
  await tab.goto(`${address}Strict`)
  await tab.evaluate(() => (globalThis as unknown as { call: () => Promise<void> }).call())
  await tab.locator('tend-overlay').waitFor({ state: 'attached' })
  await press(overlayCopy.en.dot)
  await press(overlayCopy.en.close)
})
