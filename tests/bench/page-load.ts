import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { median } from './figure.ts'
import { type LoneBrowser, openLoneBrowser } from './lone-browser.ts'

/** Browsers differ from each other too, so one is started anew after some pairs. */
const ROUNDS = 5
const PAIRS_A_ROUND = 5
/** Loads behind one value of a pair: their median, since a single load wanders by twenty times what is looked for. */
const LOADS = 40
/** Loads that count for nothing: the first ones after the extension was switched. */
const WARM_UP = 10
/** Milliseconds in which a page rests after its load, so that what the browser does after one falls into no other. */
const REST_MS = 15

/** Milliseconds until a page's load was over: with the extension, and without it before and after that, so that drift falls on both. */
export type Pair = { before: number; tended: number; after: number }
type Loaded = { took: number; tended: boolean }

/**
 * A page that loads the next by itself and takes along how long its own load took, so that nobody asks it from outside. It knows
 * the extension by the proxy that the sensor puts up.
 */
const page = `<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"><p>A page</p><script>
addEventListener('load', () => setTimeout(() => {
  const took = performance.getEntriesByType('navigation')[0].loadEventEnd
  const tended = !RTCPeerConnection.toString().includes('RTCPeerConnection')
  setTimeout(() => location.replace('/?' + new URLSearchParams({ took, tended })), ${REST_MS})
}))</script>`

/** Serves the page until the loads that are wanted have told what they took, and keeps the next one waiting until more are wanted. */
async function serve() {
  let loads: Loaded[] = []
  let over: (loads: Loaded[]) => void = () => {}
  let goOn: (() => void) | null = null
  const server = createServer((request, response) => {
    const said = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
    if (said.has('took')) loads.push({ took: Number(said.get('took')), tended: said.get('tended') === 'true' })
    const answer = () => void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    if (loads.length < WARM_UP + LOADS) return answer()
    goOn = answer
    over(loads.slice(WARM_UP))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const measure = () =>
    new Promise<Loaded[]>((resolve) => {
      loads = []
      over = resolve
      goOn?.()
      goOn = null
    })
  /** A browser that is gone asks for nothing any more. */
  const begin = () => {
    goOn = null
    return measure()
  }
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, begin, measure, close: () => server.close() }
}

type Served = Awaited<ReturnType<typeof serve>>

async function load({ switchExtension, gone }: LoneBrowser, { measure }: Served, on: boolean): Promise<number> {
  await switchExtension(on)
  const loads = await Promise.race([measure(), gone])
  const odd = loads.filter(({ tended }) => tended !== on).length
  if (odd > 0) throw new Error(`${odd} of ${loads.length} pages were loaded ${on ? 'without' : 'with'} the extension.`)
  return median(loads.map(({ took }) => took))
}

/** Pairs in a browser that was just started; the first one warms it up and is not counted. */
async function round(extension: string, served: Served): Promise<Pair[]> {
  const browser = await openLoneBrowser(extension, served.address, served.begin())
  try {
    const pairs: Pair[] = []
    let before = await load(browser, served, false)
    for (let pair = 0; pair <= PAIRS_A_ROUND; pair++) {
      const tended = await load(browser, served, true)
      const after = await load(browser, served, false)
      pairs.push({ before, tended, after })
      before = after
    }
    return pairs.slice(1)
  } finally {
    await browser.end()
  }
}

/** Without a call the worker sleeps; the browser wakes it for half a minute whenever the extension is switched on, so it is taken out. */
function asleep(extension: string): string {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'tend-asleep-'))
  cpSync(extension, copy, { recursive: true })
  writeFileSync(path.join(copy, 'background.js'), '')
  return copy
}

/**
 * Loads a page with and without the extension: 25 pairs in five browsers, by switching it on and off in each; about five minutes.
 * Takes the folder of a build that matches 127.0.0.1.
 */
export async function loadPairs(extension: string): Promise<Pair[]> {
  const served = await serve()
  const copy = asleep(extension)
  const pairs: Pair[] = []
  try {
    for (let count = 0; count < ROUNDS; count++) pairs.push(...(await round(copy, served)))
    return pairs
  } finally {
    served.close()
    rmSync(copy, { recursive: true, force: true })
  }
}
