import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'
import { codeIn, from, here, limits, page, press } from './door.ts'

let server: TestServer
/** The same server with a public address, and a proxy in front of it. */
let named: TestServer
beforeAll(async () => {
  server = await testServer({ limits })
  named = await testServer({ limits, publicUrl: 'https://tend.example.org' })
})
beforeEach(() => {
  for (const one of [server, named]) one.pass({ hours: 2 })
})
afterAll(() => Promise.all([server.stop(), named.stop()]))

describe('the page’s door', () => {
  it('gives a code at this machine', async () => {
    expect((await press(server)).status).toBe(201)
    expect((await press(server, { ...page, host: '[::1]:8787', origin: 'http://[::1]:8787' }, from('::1'))).status).toBe(201)
  })

  it.each([
    ['a remote visitor', page, from('192.0.2.7')],
    ['somebody behind a proxy on this machine', { ...page, 'x-forwarded-for': '192.0.2.7' }, here],
  ])('asks %s for the set-up secret', async (_, headers, visitor) => {
    const response = await press(server, headers, visitor)
    expect(response.status).toBe(401)
    expect(await codeIn(response)).toBeUndefined()
  })

  // nginx’s plain proxy_pass connects over loopback, asks under a loopback name, and does not say for whom it speaks.
  it.each([
    ['with a loopback name and nothing else', page],
    ['as a browser at the public address sends it', { ...page, origin: 'https://tend.example.org' }],
    ['by the public name', { host: 'tend.example.org', origin: 'https://tend.example.org', 'sec-fetch-site': 'same-origin' }],
  ])('asks everybody for the set-up secret once Tend has a public address: over loopback %s', async (_, headers) => {
    const response = await press(named, headers, here, undefined)
    expect(response.status).toBe(401)
    expect(await codeIn(response)).toBeUndefined()
    expect((await press(named, headers, here, `secret=${named.setupSecret}`)).status).toBe(201)
    expect((await named.api.request('/v1/pairing-codes', { method: 'POST', headers }, here)).status).toBe(401)
    expect((await named.api.request('/metrics', { headers }, here)).status).toBe(404)
    const home = await (await named.api.request('/', { headers }, here)).text()
    expect(home).not.toContain('chrome-mv3')
    expect(home).toContain('name="secret"')
  })

  it('knows this machine by a public address that is a loopback one', async () => {
    const local = await testServer({ publicUrl: 'http://localhost:8787' })
    expect((await press(local, page, here, undefined)).status).toBe(201)
    await local.stop()
  })

  it.each([
    ['another site', { host: 'localhost:8787', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { host: 'localhost:8787', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
    ['a page that hides its origin', { host: 'localhost:8787', origin: 'null' }],
    ['a program that says nothing', { host: 'localhost:8787' }],
  ])('makes no code for %s', async (_, headers) => {
    const response = await press(server, headers)
    expect(response.status).toBe(403)
    expect(await codeIn(response)).toBeUndefined()
  })

  it('refuses a name that was rebound to this machine', async () => {
    const rebound = { host: 'rebound.evil.example:8787', origin: 'http://rebound.evil.example:8787', 'sec-fetch-site': 'same-origin' }
    expect((await press(server, rebound)).status).toBe(421)
    expect((await server.api.request('/v1/pairing-codes', { method: 'POST', headers: rebound }, here)).status).toBe(421)
  })

  it('opens to the set-up secret from elsewhere, after a few wrong ones no more', async () => {
    const away = { host: 'tend.example.org', origin: 'https://tend.example.org', 'sec-fetch-site': 'same-origin' }
    expect((await press(named, away, from('192.0.2.8'), `secret=${named.setupSecret}`)).status).toBe(201)
    const tries = []
    for (let count = 0; count < 12; count++) tries.push((await press(named, away, from('192.0.2.9'), 'secret=wrong')).status)
    expect(new Set(tries.slice(0, 10))).toEqual(new Set([401]))
    expect(tries.at(-1)).toBe(429)
    expect((await press(named, away, from('192.0.2.9'), `secret=${named.setupSecret}`)).status).toBe(429)
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
