import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page, type Worker } from 'playwright-core'
import { findChromium } from '../../tools/chromium.ts'
import { temporaryFolder } from './temp.ts'

/** A browser with its own new profile. It can be Firefox too (firefox.ts), so that the same journey runs in each. */
export type Browser = {
  context: BrowserContext
  /** Gives the place where the extension's own listeners run: its service worker, or in Firefox its event page. Waits until it runs. */
  worker: () => Promise<Pick<Worker, 'evaluate' | 'url'>>
  /** Ends the worker as the browser does after thirty idle seconds. Playwright would keep Chromium's worker alive and hide its death. */
  endWorker: () => Promise<void>
  close: () => Promise<void>
}

export type BrowserWish = {
  /** The folder of the built extension; none for a plain browser. */
  extension?: string
  /** Names that this browser resolves to this machine, for pages that stand in for other sites. */
  hosts?: readonly string[]
  /** More arguments of the browser's command. */
  args?: readonly string[]
  dark?: boolean
  language?: string
}

/**
 * Starts Chromium so that real WebRTC calls connect with made-up devices, screens are shared without asking, and no name outside this
 * machine resolves. A request that would leave it fails.
 */
export async function startChromium({
  extension,
  hosts = [],
  args = [],
  dark = false,
  language = 'en-GB',
}: BrowserWish = {}): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium was found: install it (apt install chromium), or say where it is in CHROMIUM.')
  const profile = temporaryFolder('chromium')
  const rules = [...hosts.map((host) => `MAP ${host} 127.0.0.1`), 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost']
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: false,
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width: 1280, height: 800 },
    args: [
      '--headless=new',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : []),
      `--lang=${language}`,
      `--host-resolver-rules=${rules.join(', ')}`,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--auto-select-desktop-capture-source=Entire screen',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      ...args,
    ],
  })
  const worker = async () => context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker')
  const close = async () => {
    await context.close()
    // What Chromium started may write for a moment after it has closed.
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return { context, worker, endWorker: () => endWorker(context), close }
}

async function endWorker(context: BrowserContext): Promise<void> {
  const [anyPage] = context.pages()
  if (!anyPage) throw new Error('There is no page by which to reach the worker.')
  const session = await context.newCDPSession(anyPage)
  const { targetInfos } = await session.send('Target.getTargets')
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'))
  if (!worker) throw new Error('There is no worker to end.')
  await session.send('Target.closeTarget', { targetId: worker.targetId })
}

/**
 * Follows a tab from now on. Gives a function that tells, by the frames' addresses, in how many worlds of the extension's own its pages
 * were.
 */
export async function worldsIn(tab: Page): Promise<() => string[]> {
  const session = await tab.context().newCDPSession(tab)
  const worlds: string[] = []
  session.on('Runtime.executionContextCreated', ({ context: { name, origin, auxData } }) => {
    if (auxData?.type === 'isolated' && name === 'Tend') worlds.push(origin)
  })
  await session.send('Runtime.enable')
  return () => [...worlds]
}

type Storage = { storage: Record<'local' | 'session', { get: (key: string | null) => Promise<Record<string, unknown>> }> }

/** Gives all that the extension keeps of an area, as its worker reads it. */
export async function keptBy(browser: Browser, area: 'local' | 'session'): Promise<Record<string, unknown>> {
  const worker = await browser.worker()
  return worker.evaluate((where) => (globalThis as unknown as { chrome: Storage }).chrome.storage[where].get(null), area)
}

/** The built e2e extension. */
export const e2eExtension = join(import.meta.dirname, '../../extension/.output/chrome-mv3-e2e')
