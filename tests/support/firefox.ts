/*
 * Firefox for journeys, with the driver and the page objects that Chromium's have: start it with `startFirefox({ extension: … })` and
 * hand the browser to callTwoPages, overlayOf, openPanel and the rest. Playwright speaks WebDriver BiDi with the Firefox that people
 * have, by its channel `moz-firefox`; firefox-go-between.ts stands between the two. What differs from Chromium:
 * - `bidi` says a command of WebDriver BiDi that Playwright has no word for; `inBrowser` runs a script in the browser's own window,
 *   where everything is allowed: toolbar buttons, the sidebar, permissions, the event page's end (`endEventPage`).
 * - Each page of Playwright's is a window of its own.
 * - `fill` does not reach React: type with `pressSequentially`.
 * - Camera and microphone are made up, the screen to share is one in memory (Xvfb), and nothing is asked for; no name but those in
 *   `hosts` leads anywhere.
 * - The interface speaks English (Debian's Firefox has one language); pages and `Intl` follow `language`.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, firefox, type Page, type Worker } from 'playwright-core'
import { findFirefox } from '../../tools/firefox.ts'
import type { Browser, BrowserWish } from './chromium.ts'
import { temporaryFolder } from './temp.ts'

export type FirefoxBrowser = Browser & {
  /** Says a command of WebDriver BiDi and gives its result. Throws what Firefox answers otherwise. */
  bidi: Bidi
  /**
   * Runs an expression in the window of the browser itself, where toolbar and sidebar stand. Waits for a promise and gives plain values.
   */
  inBrowser: <Result = unknown>(expression: string) => Promise<Result>
}

type Bidi = <Result = unknown>(method: string, params: object) => Promise<Result>

/** The built e2e extension. */
export const e2eFirefox = join(import.meta.dirname, '../../extension/.output/firefox-mv3-e2e')

const extensionId = 'tend@tend.invalid'
/** Firefox makes up an id for each profile. Here it is told which. */
const uuid = '6c1d0f3e-52a7-4d5e-9a0b-7f3a1e2c4b58'
const extensionAddress = `moz-extension://${uuid}`

const preferences = ({ hosts = [], dark = false, language = 'en-GB' }: BrowserWish) => ({
  'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: uuid }),
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // What an extension asks for in a click is granted without a question.
  'extensions.webextOptionalPermissionPrompts': false,
  'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
  'intl.accept_languages': language,
  // A request that would leave this machine goes to a port where nothing listens. This machine itself is asked without it.
  'network.dns.localDomains': hosts.join(','),
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': hosts.join(','),
  // Studies and lists that Firefox would wait for at its start.
  'app.normandy.enabled': false,
  'nimbus.rollouts.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
})

/**
 * Starts Firefox so that real WebRTC calls connect with made-up devices, screens are shared without asking, and nothing
 * leaves this machine.
 */
export async function startFirefox(wish: BrowserWish = {}): Promise<FirefoxBrowser> {
  const executable = findFirefox()
  if (!executable) throw new Error('No Firefox was found: install it (apt install firefox-esr), or say where it is in FIREFOX.')
  const profile = temporaryFolder('firefox')
  const addressFile = join(profile, 'go-between')
  const arguments_ = ['--remote-debugging-port=0', '--remote-allow-system-access', '--headless', '--profile', profile]
  const context = await firefox.launchPersistentContext(profile, {
    channel: 'moz-firefox',
    executablePath: process.execPath,
    ignoreDefaultArgs: true,
    args: [join(import.meta.dirname, 'firefox-go-between.ts'), addressFile, executable, ...arguments_],
    firefoxUserPrefs: preferences(wish),
    locale: wish.language ?? 'en-GB',
    viewport: { width: 1280, height: 800 },
  })
  const bidi = bidiAt(readFileSync(addressFile, 'utf8'))
  if (wish.extension) await bidi('webExtension.install', { extensionData: { type: 'path', path: wish.extension } })
  const close = async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  const inBrowser = inBrowserBy(bidi)
  const endWorker = () => inBrowser<void>(`WebExtensionPolicy.getByID('${extensionId}').extension.terminateBackground()`)
  return { context, bidi, inBrowser, worker: workerSeenFrom(wish.extension ? await openOwnPage(context) : null), endWorker, close }
}

const bidiAt =
  (address: string): Bidi =>
  async (method, params) => {
    const answer = await fetch(address, { method: 'POST', body: JSON.stringify({ method, params }) })
    const { type, result, error, message } = (await answer.json()) as { type: string; result: never; error?: string; message?: string }
    if (type !== 'success') throw new Error(`${method}: ${error}: ${message}`)
    return result
  }

/** Speaks with the first of the browser's windows. */
function inBrowserBy(bidi: Bidi): FirefoxBrowser['inBrowser'] {
  type Windows = { contexts: { context: string; url: string }[] }
  return async (expression) => {
    const { contexts } = await bidi<Windows>('browsingContext.getTree', { 'moz:scope': 'chrome' })
    const target = { context: contexts[0]?.context }
    const wrapped = `(async () => JSON.stringify(await (${expression})))()`
    type Answer = { type: string; result: { value?: string }; exceptionDetails?: { text: string } }
    const answer = await bidi<Answer>('script.evaluate', { expression: wrapped, target, awaitPromise: true, 'moz:scope': 'chrome' })
    if (answer.type !== 'success') throw new Error(`in the browser's window: ${answer.exceptionDetails?.text}`)
    return JSON.parse(answer.result.value ?? 'null')
  }
}

/** A page of the extension's own in which nothing runs. By it tests reach what only the extension may. */
async function openOwnPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${extensionAddress}/icon/16.png`)
  return page
}

type Background = { chrome: { runtime: { getBackgroundPage: () => Promise<Record<string, unknown>> } } }

/**
 * Reaches the event page as a page of the same extension does: asking for it wakes it, and what it made for tests is lent to the function.
 */
function workerSeenFrom(own: Page | null): Browser['worker'] {
  return async () => {
    if (!own) throw new Error('There is no extension in this browser.')
    await own.evaluate(async () => {
      const { tendClock } = await (globalThis as unknown as Background).chrome.runtime.getBackgroundPage()
      Object.assign(globalThis, { tendClock })
    })
    return { evaluate: own.evaluate.bind(own), url: () => `${extensionAddress}/background.js` } as Pick<Worker, 'evaluate' | 'url'>
  }
}
