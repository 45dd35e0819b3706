// A process between Playwright and Firefox: node firefox-go-between.ts ADDRESS-FILE FIREFOX ARGUMENTS…
// It runs Firefox, on a screen in memory where Xvfb is found, and passes on what both say by WebDriver BiDi. Beside that
// - it answers commands that the long-term release does not know yet and no test needs,
// - it says of the extension's own pages what Firefox leaves out (https://bugzil.la/1755014): that they loaded, and that they closed,
// - it takes commands of the tests' own by HTTP, at the address in the file.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { findScreen } from '../../tools/firefox.ts'
import { answerUpgrade, frame, onFrame } from './websocket.ts'

type Message = { id?: number; method?: string; params?: Record<string, unknown>; type?: string; result?: object }

/** Commands that newer drivers always send. The colour scheme is a preference of the profile instead. */
const unknownHere = new Set(['emulation.setMediaFeaturesOverride'])

const [addressFile = '', firefox = '', ...args] = process.argv.slice(2)

/** Starts a screen and gives its name, as DISPLAY takes it. */
async function startScreen(file: string): Promise<string> {
  const screen = spawn(file, ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  process.once('exit', () => screen.kill())
  const [number] = await once(screen.stdout, 'data')
  return `:${`${number}`.trim()}`
}
const screen = findScreen()
const env = screen ? { ...process.env, DISPLAY: await startScreen(screen), WAYLAND_DISPLAY: undefined } : process.env

const child = spawn(firefox, args, { stdio: ['ignore', 'inherit', 'pipe'], env })
child.once('exit', (code) => process.exit(code ?? 1))
process.once('SIGTERM', () => child.kill())

/** Waits until Firefox says where it listens, and connects there. */
async function connected(): Promise<WebSocket> {
  const socket = await new Promise<WebSocket>((resolve) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      process.stderr.write(`${chunk}`.replaceAll('WebDriver BiDi listening', 'Firefox listens'))
      said = `${said}${chunk}`.slice(-1_000)
      const [, address] = said.match(/WebDriver BiDi listening on (ws:\/\/\S+)\n/) ?? []
      if (address) resolve(new WebSocket(`${address}/session`))
    })
  })
  await new Promise((open) => socket.addEventListener('open', open, { once: true }))
  return socket
}
const upstream = await connected()

let driver: Duplex | null = null
const say = (message: string) => void driver?.write(frame(1, Buffer.from(message)))
const sayEvent = (method: string, params: object) => say(JSON.stringify({ type: 'event', method: `browsingContext.${method}`, params }))

/** Ids of commands that are not the driver's. They are far from its own, which count from 1. */
let lastId = 2 ** 40
const waiting = new Map<number, (answer: string) => void>()
function ask(command: Pick<Message, 'method' | 'params'>): Promise<string> {
  const id = ++lastId
  upstream.send(JSON.stringify({ id, ...command }))
  return new Promise((answered) => void waiting.set(id, answered))
}

/** The extension's own pages, by context. */
const ownPages = new Map<unknown, object>()
const whenLoaded = `new Promise((loaded) => document.readyState === 'complete' ? loaded() : addEventListener('load', () => loaded()))`

/** Firefox tells nothing of such a page until it is asked for something in it. Of its loading it does not tell even then. */
async function tellOfOwnPage(page: Record<string, unknown>): Promise<void> {
  ownPages.set(page.context, page)
  const target = { context: page.context }
  const answer = await ask({ method: 'script.evaluate', params: { expression: whenLoaded, target, awaitPromise: true } })
  if ((JSON.parse(answer) as Message).type !== 'success') return
  sayEvent('domContentLoaded', page)
  sayEvent('load', page)
}

upstream.addEventListener('close', () => driver?.end(frame(8, Buffer.alloc(0))))
upstream.addEventListener('message', ({ data }: MessageEvent<string>) => {
  const { id, method, params = {} } = JSON.parse(data) as Message
  const answered = id === undefined ? undefined : waiting.get(id)
  if (id !== undefined) waiting.delete(id)
  if (answered) return answered(data)
  say(data)
  if (method !== 'browsingContext.navigationCommitted') return
  if (`${params.url}`.startsWith('moz-extension:')) void tellOfOwnPage(params)
  else ownPages.delete(params.context)
})

async function closeOwnPage(id: number | undefined, command: Message): Promise<void> {
  const page = ownPages.get(command.params?.context) ?? {}
  ownPages.delete(command.params?.context)
  say(JSON.stringify({ ...JSON.parse(await ask(command)), id }))
  sayEvent('contextDestroyed', { ...page, children: null, originalOpener: null, userContext: 'default' })
}

function fromDriver(opcode: number, data: Buffer): void {
  if (opcode === 8) upstream.close()
  if (opcode === 9) driver?.write(frame(10, data))
  if (opcode !== 1) return
  const { id, ...command } = JSON.parse(data.toString('utf8')) as Message
  if (unknownHere.has(command.method ?? '')) say(JSON.stringify({ type: 'success', id, result: {} }))
  else if (command.method === 'browsingContext.close' && ownPages.has(command.params?.context)) void closeOwnPage(id, command)
  else upstream.send(data.toString('utf8'))
}

const server = createServer(async (request, response) => {
  response.setHeader('content-type', 'application/json').end(await ask(JSON.parse(await text(request))))
})
server.on('upgrade', (request, socket: Duplex) => {
  driver = socket
  answerUpgrade(request, socket)
  onFrame(socket, fromDriver)
  socket.on('error', () => {})
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  writeFileSync(addressFile, `http://127.0.0.1:${port}/`)
  process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`)
})
