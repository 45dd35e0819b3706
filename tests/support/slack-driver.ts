import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulator } from 'emulate'
import { problems } from '../../slack-app/src/limits.ts'
import { BOT_SCOPES } from '../../slack-app/src/manifest.ts'
import type { Block, Call, Payload, PersonSeed, Sent, View } from './slack-payloads.ts'
import { SlackPerson } from './slack-person.ts'
import { type Socket, socketModeOf } from './slack-socket.ts'

/*
 * Slack for tests. `emulate` keeps the Web API's state (strict scopes, triggers that live 3 s and once, view hashes). In front of it stands
 * a small server that records each call, can fail it, and refuses what breaks Slack's limits. People act through signed payloads as
 * documented.
 */

/**
 * What Slack may do to one call: refuse it for now or by a code, be slow, break, never answer, or do it and then hang, hang up or answer
 * with something else.
 */
export type Fault =
  | { status: number; headers?: Record<string, string> }
  | { error: string }
  | { waitsMs: number }
  | 'hangs'
  | 'resets'
  | 'accepts_then_hangs'
  | 'accepts_then_resets'
  | 'accepts_then_garbles'
/** How payloads reach the app: signed HTTP or Socket Mode. */
export type Transport = (payload: Payload) => Promise<Sent>
type Json = Record<string, unknown>
type Surface = { view: View; user: string }

const app = { app_id: 'A0TEND', bot_id: 'B0TEND00001', bot_user_id: 'U0TENDBOT01' }

function seedOf(people: PersonSeed[], channels: string[], signingSecret: string, scopes: string[]) {
  const bot = { ...app, type: 'bot', token: 'xoxb-tend', user_id: app.bot_user_id, scopes }
  return {
    slack: {
      team: { name: 'Riverside', domain: 'riverside' },
      users: people.map(({ name, realName, admin }) => ({ name, real_name: realName ?? name, is_admin: admin ?? false })),
      channels: channels.map((name) => ({ name })),
      oauth_apps: [{ ...app, client_id: '1.2', client_secret: 'shh', name: 'Tend', redirect_uris: [], scopes, bot_name: 'tend' }],
      tokens: [bot, { token: 'xoxp-driver', user_id: 'U000000001' }],
      signing_secret: signingSecret,
      strict_scopes: true,
    },
  }
}

/** The headers that Slack signs with: `v0=` and the HMAC-SHA256 of version, time in seconds and raw body. */
export function signature(body: string, secret: string, seconds = Math.floor(Date.now() / 1000)): Record<string, string> {
  const hash = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${hash}` }
}

/** The body that Slack would send for a payload, and its content type. */
export function encoded({ kind, body }: Payload): { type: string; text: string } {
  if (kind === 'events_api') return { type: 'application/json', text: JSON.stringify(body) }
  const fields = kind === 'interactive' ? { payload: JSON.stringify(body) } : (body as Record<string, string>)
  return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(fields).toString() }
}

const readBody = async (request: IncomingMessage) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function argumentsOf(type: string, text: string): Json {
  if (type.includes('json')) return JSON.parse(text || '{}') as Json
  const args: Json = Object.fromEntries(new URLSearchParams(text))
  for (const key of ['view', 'blocks', 'metadata']) if (typeof args[key] === 'string') args[key] = JSON.parse(args[key] as string)
  return args
}

/** Slack, as a test drives it. */
export class SlackDriver {
  readonly calls: Call[] = []
  /** Every payload that people sent. */
  readonly posted: Payload[] = []
  readonly surfaces = new Map<string, Surface>()
  readonly modals = new Map<string, string[]>()
  readonly homes = new Map<string, View>()
  readonly triggers = new Map<string, string>()
  readonly faults: { method: string; fault: Fault; after: number }[] = []
  readonly signingSecret = '8f742231b10e8888abcd99yyyzzz85a5'
  readonly botToken = 'xoxb-tend'
  readonly appToken = 'xapp-tend'
  readonly people = new Map<string, SlackPerson>()
  readonly channels = new Map<string, string>()
  /** What Slack says of channels that people of other workspaces read, or are asked to. */
  readonly shared = new Map<string, 'is_ext_shared' | 'is_pending_ext_shared'>()
  /** Whether the token is for a whole organisation. */
  orgInstall = false
  apiUrl = ''
  socket: Socket | undefined
  private send: Transport | undefined
  private closing: (() => Promise<void>)[] = []
  private emulateUrl = ''
  private seeds: PersonSeed[] = []

  static async start(options: { people?: PersonSeed[]; channels?: string[]; scopes?: readonly string[] } = {}): Promise<SlackDriver> {
    const driver = new SlackDriver()
    const seeds = options.people ?? [{ name: 'noor' }, { name: 'ana', admin: true }, { name: 'luis' }]
    const emulator = await createEmulator({
      service: 'slack',
      port: 0,
      seed: seedOf(seeds, options.channels ?? ['circle'], driver.signingSecret, [...(options.scopes ?? BOT_SCOPES)]),
    })
    driver.emulateUrl = emulator.url
    driver.seeds = seeds
    const server = createServer((request, response) => void driver.serve(request, response))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    driver.apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
    driver.socket = socketModeOf(server, driver.apiUrl.replace(/^http(.*)api\/$/, 'ws$1link'))
    driver.closing = [
      async () => driver.socket?.close(),
      () =>
        new Promise((done) => {
          server.close(() => done())
          server.closeAllConnections()
        }),
      () => emulator.close(),
    ]
    await driver.meet()
    return driver
  }

  private async meet(): Promise<void> {
    const members = (await this.ask('users.list', { limit: 1000 }, 'xoxp-driver')).members as { id: string; name: string }[]
    for (const seed of this.seeds) {
      const id = members.find(({ name }) => name === seed.name)?.id ?? ''
      this.people.set(seed.name, new SlackPerson(this, id, seed))
    }
    const channels = (await this.ask('conversations.list', {}, 'xoxp-driver')).channels as { id: string; name: string }[]
    for (const { id, name } of channels) this.channels.set(name, id)
  }

  person(name: string): SlackPerson {
    const person = this.people.get(name)
    if (!person) throw new Error(`nobody called ${name} was seeded`)
    return person
  }

  channel(name: string): string {
    return this.channels.get(name) ?? ''
  }

  /** Payloads go to `url`, or straight into `fetch`, signed. */
  throughHttp(target: { url: string; fetch?: (request: Request) => Promise<Response> }): void {
    this.send = async (payload) => {
      const { type, text } = encoded(payload)
      const started = performance.now()
      const request = new Request(target.url, {
        method: 'POST',
        headers: { 'content-type': type, ...signature(text, this.signingSecret) },
        body: text,
      })
      const response = await (target.fetch ?? fetch)(request)
      return { status: response.status, body: await response.text(), ms: performance.now() - started }
    }
  }

  throughSocket(): void {
    this.send = async (payload) => {
      if (!this.socket) throw new Error('no socket')
      const started = performance.now()
      const body = await this.socket.send(payload)
      return { status: 200, body: body === undefined ? '' : JSON.stringify(body), ms: performance.now() - started }
    }
  }

  /** Sends one payload and holds the app to Slack's 3 s. */
  async post(payload: Payload): Promise<Sent> {
    this.posted.push(payload)
    if (!this.send) throw new Error('say throughHttp or throughSocket first')
    const sent = await this.send(payload)
    if (sent.ms > 3000) throw new Error(`the app took ${Math.round(sent.ms)} ms to acknowledge; Slack waits 3000`)
    return sent
  }

  async trigger(user: string, viewId?: string): Promise<string> {
    const made = await this.ask('views.generateTriggerId', viewId ? { view_id: viewId } : { user_id: user }, this.botToken)
    const id = String(made.trigger_id)
    this.triggers.set(id, user)
    return id
  }

  /** Fails the next call of a method, or the one that comes after so many. */
  fault(method: string, fault: Fault, after = 0): void {
    this.faults.push({ method, fault, after })
  }

  called(method: string): Call[] {
    return this.calls.filter((call) => call.method === method)
  }

  /** Messages posted so far, to a channel id or a person's id. */
  messages(to?: string): { channel: string; text: string; blocks: Block[] }[] {
    return this.called('chat.postMessage')
      .filter(({ ok, args }) => ok && (!to || args.channel === to))
      .map(({ args }) => ({ channel: String(args.channel), text: String(args.text ?? ''), blocks: (args.blocks ?? []) as Block[] }))
  }

  /** Direct messages that a person got. */
  directMessages(name: string): { text: string; blocks: Block[] }[] {
    const { id } = this.person(name)
    const opened = this.called('conversations.open').filter(({ args }) => args.users === id)
    const channels = new Set(opened.map(({ answer }) => (answer?.channel as { id?: string } | undefined)?.id))
    return this.messages().filter(({ channel }) => channel === id || channels.has(channel))
  }

  async close(): Promise<void> {
    for (const close of this.closing) await close()
  }

  /** A call to emulate that is ours, not the app's. */
  async ask(method: string, args: Json, token: string): Promise<Json> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    return (await (await fetch(`${this.emulateUrl}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(args) })).json()) as Json
  }

  /** A view that the app showed, by a call or in an acknowledgement. */
  async showView(view: View, known: { user?: string; hash?: string } = {}): Promise<void> {
    const before = this.surfaces.get(view.id)
    const user = known.user ?? before?.user ?? ''
    this.surfaces.set(view.id, { view, user })
    if (view.type === 'home') this.homes.set(user, view)
    else [...this.people.values()].find(({ id }) => id === user)?.shown(view, before?.view)
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').replace('/api/', '')
    const text = await readBody(request)
    const args = argumentsOf(request.headers['content-type'] ?? '', text)
    const fault = this.takeFault(method)
    if (fault === 'hangs') return void this.note(method, args, { ok: false, error: 'hangs' })
    if (fault === 'resets') {
      this.note(method, args, { ok: false, error: 'resets' })
      return void request.socket.resetAndDestroy()
    }
    if (typeof fault === 'object' && 'error' in fault) {
      this.note(method, args, { ok: false, error: fault.error })
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: false, error: fault.error }))
    }
    if (typeof fault === 'object' && 'waitsMs' in fault) await new Promise((done) => setTimeout(done, fault.waitsMs))
    if (typeof fault === 'object' && 'status' in fault) {
      this.note(method, args, { ok: false, error: String(fault.status) })
      response.writeHead(fault.status, fault.headers).end('{"ok":false,"error":"stand_in"}')
      return
    }
    const answer = await this.answer(method, args, request.headers.authorization ?? '')
    this.note(method, args, answer)
    if (fault === 'accepts_then_hangs') return
    if (fault === 'accepts_then_resets') return void request.socket.resetAndDestroy()
    if (fault === 'accepts_then_garbles') return void response.writeHead(200).end('<html>Bad gateway</html>')
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }

  private takeFault(method: string): Fault | undefined {
    const index = this.faults.findIndex((one) => one.method === method)
    const found = this.faults[index]
    if (found && found.after > 0) {
      found.after -= 1
      return undefined
    }
    return index < 0 ? undefined : this.faults.splice(index, 1)[0]?.fault
  }

  private viewerOf(method: string, args: Json): string {
    if (method === 'views.open') return this.triggers.get(String(args.trigger_id)) ?? ''
    if (method === 'views.publish') return String(args.user_id)
    return this.surfaces.get(String(args.view_id))?.user ?? ''
  }

  private note(method: string, args: Json, answer: Json): void {
    this.calls.push({
      viewer: this.viewerOf(method, args),
      method,
      args,
      ok: answer.ok === true,
      error: answer.ok ? null : String(answer.error),
      answer,
      at: Date.now(),
    })
  }

  private async answer(method: string, args: Json, authorization: string): Promise<Json> {
    if (method === 'apps.connections.open') return this.socket ? { ok: true, url: this.socket.url } : { ok: false, error: 'invalid_auth' }
    const tooMuch = problems((args.view ?? (args.blocks ? { text: args.text, blocks: args.blocks } : {})) as object)
    if ((args.view || args.blocks) && tooMuch.length > 0) return { ok: false, error: 'invalid_arguments', problems: tooMuch }
    const answer = await this.ask(method, args, authorization.replace(/^Bearer /, ''))
    if (method === 'auth.test' && this.orgInstall) Object.assign(answer, { team_id: 'E000000001', is_enterprise_install: true })
    const shared = this.shared.get(String(args.channel))
    if (method === 'conversations.info' && answer.ok && shared) Object.assign(answer.channel as Json, { [shared]: true })
    if (method === 'users.info' && answer.ok)
      this.describe(answer.user as Json, args.include_locale === true || args.include_locale === 'true')
    const view = answer.view as View | undefined
    if (answer.ok && view)
      await this.showView(
        view,
        method === 'views.open'
          ? { user: this.triggers.get(String(args.trigger_id)) ?? '' }
          : method === 'views.publish'
            ? { user: String(args.user_id) }
            : {},
      )
    return answer
  }

  /** What emulate leaves out of a person: guests, owners, people of another workspace. */
  private describe(user: Json, withLocale: boolean): void {
    const seed = this.seeds.find(({ name }) => name === user.name)
    Object.assign(user, {
      is_owner: seed?.owner ?? false,
      is_restricted: seed?.guest ?? false,
      is_ultra_restricted: false,
      team_id: seed?.team ?? user.team_id,
      ...(seed?.grid ? { team_id: undefined, enterprise_user: { enterprise_id: 'E000000001', teams: seed.grid } } : {}),
      ...(withLocale ? { locale: seed?.locale ?? 'en-US' } : {}),
    })
  }
}
