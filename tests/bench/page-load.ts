import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { median } from './figure.ts'
import { type LoneBrowser, openLoneBrowser } from './lone-browser.ts'

/** Browsers differ from each other too, so a new one starts after this many pairs. */
const ROUNDS = 5
const PAIRS_A_ROUND = 5
/**
 * Turns behind one pair, each with a new tab for either half, begun by the one and then by the other. Tabs have renderers of their own, and
 * these differ by more than what is looked for, as a machine's speed does from one half minute to the next.
 */
const TURNS = 4
/** Loads counted in each tab. A half's value is the median of all, since a single load wanders by twenty times what is looked for. */
const LOADS = 15
/** Loads that count for nothing: the first ones in a new tab. */
const WARM_UP = 8
/** How often a value is measured anew because the worker woke meanwhile. */
const ATTEMPTS = 3
/** Milliseconds in which a page rests after its load, so that what the browser does after one load falls into no other. */
const REST_MS = 15

/** Milliseconds until a page's load was over, with the extension and without it. */
export type Pair = { tended: number; bare: number }
type Loaded = { took: number; tended: boolean }

/**
 * A page that loads the next by itself and takes along how long its own load took, so that nobody asks it from outside. It knows
 * the extension by the proxy that the sensor puts up.
 */
const page = `<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"><p>A page</p><script>
addEventListener('load', () => setTimeout(() => {
  const took = performance.getEntriesByType('navigation')[0].loadEventEnd
  const tended = !RTCPeerConnection.toString().includes('RTCPeerConnection')
  setTimeout(() => location.replace('/room?' + new URLSearchParams({ took, tended })), ${REST_MS})
}))</script>`

/** Serves the page until the loads that are wanted have told what they took. The next load is never answered. */
async function serve() {
  let loads: Loaded[] = []
  let over: (loads: Loaded[]) => void = () => {}
  const server = createServer((request, response) => {
    const said = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
    if (said.has('took')) loads.push({ took: Number(said.get('took')), tended: said.get('tended') === 'true' })
    if (loads.length < WARM_UP + LOADS) response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    else over(loads.slice(WARM_UP))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const measure = () =>
    new Promise<Loaded[]>((resolve) => {
      loads = []
      over = resolve
    })
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/room`, measure, close }
}

type Served = Awaited<ReturnType<typeof serve>>

/** Gives the milliseconds that loads took in a new tab, or null where an event of the browser woke the worker meanwhile. */
async function loadOnce({ switchExtension, openTab, wokenUp, gone }: LoneBrowser, { address, measure }: Served, on: boolean) {
  await Promise.race([switchExtension(on), gone])
  const measured = measure()
  await openTab(address)
  const loads = await Promise.race([measured, gone])
  const odd = loads.filter(({ tended }) => tended !== on).length
  if (odd > 0) throw new Error(`${odd} of ${loads.length} pages were loaded ${on ? 'without' : 'with'} the extension.`)
  return wokenUp() > 0 ? null : loads.map(({ took }) => took)
}

async function load(browser: LoneBrowser, served: Served, on: boolean): Promise<number[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const took = await loadOnce(browser, served, on)
    if (took !== null) return took
    await Promise.race([browser.switchExtension(!on), browser.gone])
  }
  throw new Error('The worker woke each time while pages without a call were loaded.')
}

/** Measures one pair, and gives the medians of all that was loaded with the extension and without it. */
async function measurePair(browser: LoneBrowser, served: Served): Promise<Pair> {
  const tended: number[] = []
  const bare: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    // The half that came last comes first, so that the extension is switched half as often.
    for (const on of turn % 2 === 0 ? [true, false] : [false, true]) (on ? tended : bare).push(...(await load(browser, served, on)))
  }
  return { tended: median(tended), bare: median(bare) }
}

/** Pairs in a browser that was just started. The first one warms it up and is not counted. */
async function round(extension: string, served: Served): Promise<Pair[]> {
  const browser = await openLoneBrowser(extension)
  try {
    const pairs: Pair[] = []
    for (let pair = 0; pair <= PAIRS_A_ROUND; pair++) pairs.push(await measurePair(browser, served))
    return pairs.slice(1)
  } finally {
    await browser.end()
  }
}

/**
 * Loads a page with and without the extension: 25 pairs in five browsers, by switching it on and off in each and opening new tabs every
 * time. This takes about seven minutes. Takes the folder of a build that matches 127.0.0.1.
 */
export async function loadPairs(extension: string): Promise<Pair[]> {
  const served = await serve()
  const pairs: Pair[] = []
  try {
    for (let count = 0; count < ROUNDS; count++) pairs.push(...(await round(extension, served)))
    return pairs
  } finally {
    served.close()
  }
}
