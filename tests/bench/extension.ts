import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { findChromium } from '../../tools/chromium.ts'
import { median, medianInterval, say } from './figure.ts'

const output = path.resolve(import.meta.dirname, '../../extension/.output')
/** Browsers are as different from each other as loads in one of them, so both are started anew after some pairs. */
const ROUNDS = 5
const PAIRS_A_ROUND = 5
const WARM_UP = 2
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
  const inspector = await context.newCDPSession(tab)
  await inspector.send('Performance.enable', { timeDomain: 'threadTicks' })
  const loadOnce = async (address: string): Promise<Load> => {
    await tab.goto(address, { waitUntil: 'load' })
    const { metrics } = await inspector.send('Performance.getMetrics')
    const script = (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1000
    const whole = await tab.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 0))
      const [entry] = performance.getEntriesByType('navigation')
      return entry ? (entry as PerformanceNavigationTiming).loadEventEnd : Number.NaN
    })
    return { whole, script }
  }
  const load = async (address: string): Promise<Load> => {
    const loads: Load[] = []
    for (let n = 0; n < LOADS; n++) loads.push(await loadOnce(address))
    return { whole: median(loads.map(({ whole }) => whole)), script: median(loads.map(({ script }) => script)) }
  }
  const end = async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return { load, end }
}

/** Milliseconds until the page's load was over, and of them those in which its thread ran scripts, the page's and anybody's. */
type Load = { whole: number; script: number }
type Arm = Awaited<ReturnType<typeof browser>>
type Times = { bare: Load; empty: Load; tended: Load }

/** Pairs in browsers that were just started; the order changes from pair to pair, so that whatever drifts falls on all alike. */
async function round(address: string, extensions: Record<keyof Times, string | undefined>): Promise<Times[]> {
  const arms: [keyof Times, Arm][] = []
  try {
    for (const name of ['bare', 'empty', 'tended'] as const) arms.push([name, await browser(extensions[name])])
    const pairs: Times[] = []
    for (let pair = -WARM_UP; pair < PAIRS_A_ROUND; pair++) {
      const none = { whole: 0, script: 0 }
      const times = { bare: none, empty: none, tended: none }
      arms.push(...arms.splice(0, 1))
      for (const [name, { load }] of pair % 2 ? arms.toReversed() : arms) times[name] = await load(address)
      if (pair >= 0) pairs.push(times)
    }
    return pairs
  } finally {
    await Promise.all(arms.map(([, { end }]) => end()))
  }
}

/** The same extension with nothing in its scripts: what the browser takes for two scripts of anybody's. */
function emptied(extension: string): string {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'tend-empty-'))
  cpSync(extension, copy, { recursive: true })
  for (const script of ['sensor', 'bridge']) writeFileSync(path.join(copy, `content-scripts/${script}.js`), '')
  return copy
}

async function pageLoad(): Promise<boolean> {
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const tended = path.join(output, 'chrome-mv3-e2e')
  const empty = emptied(tended)
  const pairs: Times[] = []
  try {
    for (let count = 0; count < ROUNDS; count++) pairs.push(...(await round(address, { bare: undefined, empty, tended })))
  } finally {
    server.close()
    rmSync(empty, { recursive: true, force: true })
  }
  const difference = (of: (times: Times) => number) => {
    const [low, high] = medianInterval(pairs.map(of))
    return { value: median(pairs.map(of)), interval: `95 % ${low.toFixed(1)} to ${high.toFixed(1)}` }
  }
  const whole = difference((times) => times.tended.whole - times.bare.whole)
  const loads = `${pairs.length} pairs of ${LOADS} loads each in ${ROUNDS} pairs of browsers, ${median(pairs.map((times) => times.bare.whole)).toFixed(1)} ms without`
  const scripts = difference((times) => times.empty.whole - times.bare.whole)
  say({ name: 'extension.page-load-of-two-empty-scripts', value: scripts.value, unit: 'ms', note: scripts.interval })
  // Two browsers of one kind stand further apart in the whole than what is looked for; in what a page's thread ran they do not.
  const ran = difference((times) => times.tended.script - times.bare.script)
  const aim = { under: 2 }
  say({ name: 'extension.page-load-script', value: ran.value, unit: 'ms', aim, note: `${ran.interval}; on the page's thread until load` })
  return say({
    name: 'extension.page-load-difference',
    value: whole.value,
    unit: 'ms',
    aim,
    note: `${whole.interval}, ${loads}`,
  })
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
  return [alwaysOn(), await pageLoad()]
}
