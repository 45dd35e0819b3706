import type { Locator, Page } from 'playwright-core'
import { type CallSite, press } from './call-pages.ts'
import type { Browser } from './chromium.ts'

/** The overlay of a page, as its e2e build lets tests see it. */
export type Overlay = {
  host: Locator
  prompt: Locator
  button: (name: string | RegExp) => Locator
  /** Waits for a view: none, dot, prompt or pane. */
  sees: (view: 'none' | 'dot' | 'prompt' | 'pane', timeout?: number) => Promise<void>
  is: (name: 'call' | 'sharing', value: string, timeout?: number) => Promise<void>
  /** Every word that stands in it. */
  words: () => Promise<string>
}

export function overlayOf(page: Page): Overlay {
  const host = page.locator('tend-overlay')
  const waitFor = (name: string, value: string, timeout = 15_000) =>
    page.locator(`tend-overlay[data-${name}="${value}"]`).waitFor({ state: 'attached', timeout })
  return {
    host,
    prompt: host.locator('[part=prompt]'),
    button: (name) => host.getByRole('button', { name, exact: typeof name === 'string' }),
    sees: (view, timeout) => waitFor('view', view, timeout),
    is: (name, value, timeout) => waitFor(name, value, timeout),
    words: () => host.evaluate((element) => element.shadowRoot?.textContent ?? ''),
  }
}

/** Two people in a call: A's page and B's page. */
export type TwoPages = { a: Page; b: Page }

/** Opens both sides of a call and waits until Tend is in both. `query` goes to A's page. */
export async function callTwoPages(browser: Browser, site: CallSite, query = ''): Promise<TwoPages> {
  const [a, b] = [await browser.context.newPage(), await browser.context.newPage()]
  await Promise.all([a.goto(site.address('a', query)), b.goto(site.address('b'))])
  await press(b, 'join')
  await press(a, 'join')
  await a.waitForFunction(() => (globalThis as unknown as { state: () => string }).state() === 'connected')
  for (const page of [a, b]) await overlayOf(page).is('call', 'connected')
  await a.bringToFront()
  return { a, b }
}
