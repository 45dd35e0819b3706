import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { findChromium } from '../../tools/chromium.ts'
import { median, medianInterval, say } from './figure.ts'

const output = path.resolve(import.meta.dirname, '../../extension/.output')
const PAIRS = 25
const WARM_UP = 5
/** Loads behind one value of a pair: their median, since a single load wanders more than what is looked for. */
const LOADS = 7

// A page of the weight of a call site's shell: half a megabyte of script and two thousand elements.
const page = `<!doctype html><meta charset="utf-8"><title>A page</title><div id="a"></div><script>${`/*${'x'.repeat(500_000)}*/`}
const a=document.getElementById('a');for(let i=0;i<2000;i++){const d=document.createElement('div');d.textContent='line '+i;a.append(d)}</script>`

async function browser(extension: string | undefined) {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'tend-bench-'))
  const executablePath = findChromium()
  if (!executablePath) throw new Error('The bench needs Chromium: install it, or name it in CHROMIUM.')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: false,
    args: [
      '--headless=new',
      '--no-first-run',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : ['--disable-extensions']),
    ],
    ignoreDefaultArgs: ['--disable-extensions'],
  })
  if (extension && context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker', { timeout: 15_000 })
  const tab = context.pages()[0] ?? (await context.newPage())
  const loadOnce = async (address: string) => {
    await tab.goto(address, { waitUntil: 'load' })
    return tab.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 0))
      const [entry] = performance.getEntriesByType('navigation')
      return entry ? (entry as PerformanceNavigationTiming).loadEventEnd : Number.NaN
    })
  }
  const load = async (address: string) => {
    const times: number[] = []
    for (let n = 0; n < LOADS; n++) times.push(await loadOnce(address))
    return median(times)
  }
  const end = async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return { load, end }
}

async function pageLoad(): Promise<boolean> {
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const bare = await browser(undefined)
  const tended = await browser(path.join(output, 'chrome-mv3-e2e'))
  const differences: number[] = []
  const alone: number[] = []
  try {
    for (let pair = -WARM_UP; pair < PAIRS; pair++) {
      // The order alternates, so that whatever drifts in the machine falls on both alike.
      const [first, second] = pair % 2 ? [bare, tended] : [tended, bare]
      const [a, b] = [await first.load(address), await second.load(address)]
      if (pair < 0) continue
      differences.push(first === tended ? a - b : b - a)
      alone.push(first === bare ? a : b)
    }
  } finally {
    await Promise.all([bare.end(), tended.end()])
    server.close()
  }
  const [low, high] = medianInterval(differences)
  const note = `95 % ${low.toFixed(1)} to ${high.toFixed(1)}, ${PAIRS} pairs of ${LOADS} loads each, ${median(alone).toFixed(1)} ms without`
  return say({ name: 'extension.page-load-difference', value: median(differences), unit: 'ms', aim: { under: 2 }, note })
}

function alwaysOn(): boolean {
  const build = path.join(output, 'chrome-mv3')
  const manifest: { content_scripts?: { js?: string[] }[] } = JSON.parse(readFileSync(path.join(build, 'manifest.json'), 'utf8'))
  const files = [...new Set((manifest.content_scripts ?? []).flatMap(({ js = [] }) => js))]
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(build, file)), { level: 9 }).length, 0)
  return say({
    name: 'extension.always-on-scripts',
    value: bytes / 1000,
    unit: 'kB gzip',
    aim: { under: 4 },
    note: `${files.length} files`,
  })
}

/** What the extension costs a page that it matches but that holds no call. */
export async function benchExtension(): Promise<boolean[]> {
  for (const build of ['chrome-mv3', 'chrome-mv3-e2e'])
    if (!existsSync(path.join(output, build)))
      throw new Error(
        `extension/.output/${build} is missing: run npm run build:extension${build.endsWith('e2e') ? ' -- --mode e2e' : ''} first.`,
      )
  return [alwaysOn(), await pageLoad()]
}
