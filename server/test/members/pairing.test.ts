import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'

const limits = { guess: { burst: 10, perMinute: 1 } }
let server: TestServer
/** The same with an address for others, and something in front of it. */
let named: TestServer
beforeAll(async () => {
  server = await testServer({ limits })
  named = await testServer({ limits, publicUrl: 'https://tend.example.org' })
})
beforeEach(() => {
  for (const one of [server, named]) one.pass({ hours: 2 })
})
afterAll(() => Promise.all([server.stop(), named.stop()]))

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })
const here = from('127.0.0.1')
const page = { host: 'localhost:8787', 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8787' }
const press = (headers: Record<string, string> = page, visitor = here, body?: string, at = server) =>
  at.api.request(
    '/pair',
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      ...(body === undefined
        ? {}
        : { body, headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length), ...headers } }),
    },
    visitor,
  )
const codeIn = async (response: Response) => (await response.text()).match(/class="code"[^>]*>([A-Z0-9]{4}-[A-Z0-9]{4})</)?.[1]
async function newCode(): Promise<string> {
  const code = await codeIn(await press())
  if (!code) throw new Error('The page gave no code.')
  return code
}
const pair = (code: string, more: { displayName?: string; language?: 'en' | 'es' } = {}) =>
  server.asStranger().v1.devices.$post({ json: { code, ...more } })
async function refused(response: { status: number; json(): Promise<unknown> }): Promise<[number, string, string]> {
  const { error } = (await response.json()) as { error: { code: string; path: string } }
  return [response.status, error.code, error.path]
}
async function paired(response: Awaited<ReturnType<typeof pair>>) {
  const body = await response.json()
  if (!('token' in body)) throw new Error(`Pairing was refused: ${JSON.stringify(body)}`)
  return body
}

describe('the first person', () => {
  it('names themselves, and becomes facilitator and steward; the second is a member', async () => {
    expect(await refused(await pair(await newCode()))).toEqual([400, 'invalid', 'displayName'])
    const first = await paired(await pair(await newCode(), { displayName: 'Ada', language: 'es' }))
    const me = await (await server.as(first).v1.me.$get()).json()
    expect(me).toMatchObject({
      displayName: 'Ada',
      language: 'es',
      circles: [{ name: 'Nuestro círculo', roles: expect.arrayContaining(['member', 'facilitator', 'steward']) }],
    })
    const second = await paired(await pair(await newCode(), { displayName: 'Bo' }))
    expect(await (await server.as(second).v1.me.$get()).json()).toMatchObject({ displayName: 'Bo', circles: [{ roles: ['member'] }] })
  })

  it('is one, even when two pair at the same moment', async () => {
    const fresh = await testServer()
    try {
      const press = () => fresh.api.request('/pair', { method: 'POST', headers: page }, here)
      const codes = await Promise.all([press(), press(), press()].map(async (response) => (await codeIn(await response)) ?? ''))
      const tokens = await Promise.all(
        codes.map(async (code, at) => (await fresh.asStranger().v1.devices.$post({ json: { code, displayName: `P${at}` } })).json()),
      )
      const roles = await Promise.all(tokens.map(async (body) => (await fresh.as(body as { token: string }).v1.me.$get()).text()))
      expect(roles.filter((text) => text.includes('facilitator'))).toHaveLength(1)
    } finally {
      await fresh.stop()
    }
  })
})

describe('a code', () => {
  it('pairs one device, once', async () => {
    const code = await newCode()
    await paired(await pair(code, { displayName: 'Cy' }))
    expect(await refused(await pair(code, { displayName: 'Cy' }))).toEqual([410, 'expired', 'code'])
  })

  it('pairs one device when two ask at the same moment', async () => {
    const code = await newCode()
    const statuses = (await Promise.all([pair(code, { displayName: 'Dee' }), pair(code, { displayName: 'Dee' })])).map(
      ({ status }) => status,
    )
    expect(statuses.sort()).toEqual([201, 410])
  })

  it('works for ten minutes and not longer', async () => {
    const [early, late] = [await newCode(), await newCode()]
    server.pass({ minutes: 9 })
    await paired(await pair(early, { displayName: 'Eve' }))
    server.pass({ minutes: 1 })
    expect(await refused(await pair(late, { displayName: 'Eve' }))).toEqual([410, 'expired', 'code'])
  })

  it('is read as people type it: small letters, without its dash, with spaces around', async () => {
    await paired(await pair(` ${(await newCode()).toLowerCase().replace('-', '')} `, { displayName: 'Fay' }))
  })

  it('is not lost when the name was missing', async () => {
    const code = await newCode()
    expect(await refused(await pair(code))).toEqual([400, 'invalid', 'displayName'])
    await paired(await pair(code, { displayName: 'Gil' }))
  })

  it('that nobody made is unknown, and a few tries are all one gets', async () => {
    const tries = []
    for (let count = 0; count < 12; count++) tries.push((await pair('AAAA-AAAA', { displayName: 'Mallory' })).status)
    expect(tries.slice(0, 10)).toEqual(Array(10).fill(404))
    expect(tries.slice(10)).toEqual([429, 429])
  })

  it('are slowed down too when they all come at once', async () => {
    const tries = await Promise.all(Array.from({ length: 50 }, async () => (await pair('AAAA-2222')).status))
    expect(tries.filter((status) => status === 404)).toHaveLength(10)
    expect(tries.filter((status) => status === 429)).toHaveLength(40)
  })

  it('of a paired device is for its person, whatever name is sent along, and sets the language they use there', async () => {
    const hana = await paired(await pair(await newCode(), { displayName: 'Hana' }))
    const made = await (await server.as(hana).v1.devices.codes.$post()).json()
    const second = await paired(await pair('code' in made ? made.code : '', { displayName: 'Somebody else', language: 'es' }))
    expect(second.memberId).toBe(hana.memberId)
    expect(await (await server.as(second).v1.me.$get()).json()).toMatchObject({ displayName: 'Hana', language: 'es' })
  })

  it('is not kept: the database holds its hash', async () => {
    const code = await newCode()
    const client = await server.superuser()
    const { rows } = await client.query(`select p::text as row from pairing_code p union all select d::text from directory d`)
    await client.end()
    expect(JSON.stringify(rows)).not.toContain(code.slice(0, 4))
  })
})

describe('/tend connect', () => {
  it('gives somebody in Slack a code for their own browser; a guest never becomes facilitator by it', async () => {
    const fresh = await testServer()
    try {
      await fresh.asService().v1.slack.team.$put({ json: { team: 'T0TEND0001' } })
      const connect = async (user: string, guest: boolean) => {
        const made = await (await fresh.asSlack({ team: 'T0TEND0001', user, name: user, guest }).v1.devices.codes.$post()).json()
        const body = await (await fresh.asStranger().v1.devices.$post({ json: { code: 'code' in made ? made.code : '' } })).json()
        return (await fresh.as(body as { token: string }).v1.me.$get()).text()
      }
      expect(await connect('U0GUEST001', true)).not.toContain('facilitator')
      expect(await connect('U0ADA00001', false)).toContain('facilitator')
      expect(await connect('U0BO000001', false)).not.toContain('facilitator')
    } finally {
      await fresh.stop()
    }
  })
})

describe('the page’s door', () => {
  it('gives a code at this machine', async () => {
    expect((await press()).status).toBe(201)
    expect((await press({ ...page, host: '[::1]:8787', origin: 'http://[::1]:8787' }, from('::1'))).status).toBe(201)
  })

  it.each([
    ['a remote visitor', page, from('192.0.2.7')],
    ['somebody behind a proxy on this machine', { ...page, 'x-forwarded-for': '192.0.2.7' }, here],
  ])('asks %s for the set-up secret', async (_, headers, visitor) => {
    const response = await press(headers, visitor)
    expect(response.status).toBe(401)
    expect(await codeIn(response)).toBeUndefined()
  })

  // nginx’s plain proxy_pass: it connects over loopback, asks under a loopback name, and says nothing of whom it speaks for.
  it.each([
    ['with a loopback name and nothing else', page],
    ['as a browser at the public address sends it', { ...page, origin: 'https://tend.example.org' }],
    ['by the public name', { host: 'tend.example.org', origin: 'https://tend.example.org', 'sec-fetch-site': 'same-origin' }],
  ])('asks everybody for the set-up secret once Tend has a public address: over loopback %s', async (_, headers) => {
    const response = await press(headers, here, undefined, named)
    expect(response.status).toBe(401)
    expect(await codeIn(response)).toBeUndefined()
    expect((await press(headers, here, `secret=${named.setupSecret}`, named)).status).toBe(201)
    expect((await named.api.request('/v1/pairing-codes', { method: 'POST', headers }, here)).status).toBe(401)
    expect((await named.api.request('/metrics', { headers }, here)).status).toBe(404)
    const home = await (await named.api.request('/', { headers }, here)).text()
    expect(home).not.toContain('chrome-mv3')
    expect(home).toContain('name="secret"')
  })

  it('knows this machine by a public address that is a loopback one', async () => {
    const local = await testServer({ publicUrl: 'http://localhost:8787' })
    expect((await press(page, here, undefined, local)).status).toBe(201)
    await local.stop()
  })

  it.each([
    ['another site', { host: 'localhost:8787', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { host: 'localhost:8787', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['a page that hides its origin', { host: 'localhost:8787', origin: 'null' }],
    ['a program that says nothing', { host: 'localhost:8787' }],
  ])('makes no code for %s', async (_, headers) => {
    const response = await press(headers)
    expect(response.status).toBe(403)
    expect(await codeIn(response)).toBeUndefined()
  })

  it('refuses a name that was rebound to this machine', async () => {
    const rebound = { host: 'rebound.evil.example:8787', origin: 'http://rebound.evil.example:8787', 'sec-fetch-site': 'same-origin' }
    expect((await press(rebound)).status).toBe(421)
    expect((await server.api.request('/v1/pairing-codes', { method: 'POST', headers: rebound }, here)).status).toBe(421)
  })

  it('opens to the set-up secret from elsewhere, after a few wrong ones no more', async () => {
    const away = { host: 'tend.example.org', origin: 'https://tend.example.org', 'sec-fetch-site': 'same-origin' }
    expect((await press(away, from('192.0.2.8'), `secret=${named.setupSecret}`, named)).status).toBe(201)
    const tries = []
    for (let count = 0; count < 12; count++) tries.push((await press(away, from('192.0.2.9'), 'secret=wrong', named)).status)
    expect(new Set(tries.slice(0, 10))).toEqual(new Set([401]))
    expect(tries.at(-1)).toBe(429)
    expect((await press(away, from('192.0.2.9'), `secret=${named.setupSecret}`, named)).status).toBe(429)
  })

  it('as a route of the API keeps the same rules', async () => {
    const ask = (headers: Record<string, string>, visitor: object, at = server) =>
      at.api.request('/v1/pairing-codes', { method: 'POST', headers }, visitor)
    expect((await ask(page, here)).status).toBe(201)
    expect((await ask({ host: 'localhost:8787' }, here)).status).toBe(401)
    expect((await ask(page, from('192.0.2.10'))).status).toBe(401)
    expect((await ask({ host: 'tend.example.org', authorization: `Setup ${named.setupSecret}` }, from('192.0.2.10'), named)).status).toBe(
      201,
    )
    expect((await ask({ host: 'tend.example.org', authorization: 'Setup wrong' }, from('192.0.2.10'), named)).status).toBe(401)
  })
})

describe('the page', () => {
  it('speaks the browser’s language, and the one that was switched to', async () => {
    const get = async (path: string, accept: string) => (await server.api.request(path, { headers: { 'accept-language': accept } })).text()
    expect(await get('/', 'es-ES,es;q=0.9,en;q=0.8')).toContain('<html lang="es">')
    expect(await get('/', 'fr-FR,en;q=0.5,es;q=0.4')).toContain('<html lang="en">')
    expect(await get('/?lang=en', 'es')).toContain('<html lang="en">')
  })

  it('names no folder and gives no link of this machine to a remote visitor', async () => {
    const remote = await (await named.api.request('/', { headers: { host: 'tend.example.org' } }, from('192.0.2.7'))).text()
    expect(remote).not.toContain('chrome-mv3')
    expect(remote).toContain('name="secret"')
    const local = await (await server.api.request('/', { headers: { host: 'localhost:8787' } }, here)).text()
    expect(local).not.toContain('name="secret"')
  })

  it('loads nothing from elsewhere, runs nothing inline, and stands in no frame', async () => {
    const response = await server.api.request('/')
    const text = await response.text()
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\/(?!api\.slack\.com)/)
    expect(text).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style="/)
    for (const [, path] of text.matchAll(/(?:src|href)="(\/pages\/[^"]+)"/g))
      expect((await server.api.request(path ?? '')).status).toBe(200)
  })

  it('serves its own files and no other', async () => {
    for (const name of ['..%2fstart.ts', '%2e%2e/start.ts', 'routes.ts', 'toString', '__proto__'])
      expect((await server.api.request(`/pages/${name}`)).status).toBe(404)
  })
})
