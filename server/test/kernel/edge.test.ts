import { signService } from '@tend/server/http/actor-token'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRaise } from '../../../shared/test/concerns/a-concern.ts'
import { type TestMember, type TestServer, testServer } from '../../../tests/support/server.ts'

let server: TestServer
let ada: TestMember
beforeAll(async () => {
  server = await testServer({ publicUrl: 'https://tend.example.org' })
  ada = await server.member('Ada', { roles: ['facilitator'] })
})
afterAll(() => server.stop())

type Refused = { error: { code: string; message: string; path: string } }
const circle = () => `/v1/circles/${server.home.circleId}`
const asAda = (headers: Record<string, string> = {}) => ({
  authorization: `Bearer ${ada.token}`,
  'content-type': 'application/json',
  ...headers,
})
const patch = (body: string, headers = asAda()) => server.api.request(circle(), { method: 'PATCH', body, headers })

async function refusal(response: Response): Promise<[number, string, string]> {
  const body = (await response.json()) as Refused
  expect(Object.keys(body)).toEqual(['error'])
  expect(Object.keys(body.error)).toEqual(['code', 'message', 'path'])
  expect(body.error.message).not.toMatch(/Expected|Invalid|undefined|object|issue/)
  return [response.status, body.error.code, body.error.path]
}

describe('what is not as it should be gets one plain refusal, in one shape', () => {
  it.each([
    ['malformed JSON', '{"name":', [400, 'not_json', '']],
    ['no JSON at all', 'name=Us', [400, 'not_json', '']],
    ['a list', '[]', [400, 'invalid', '']],
    ['null', 'null', [400, 'invalid', '']],
    ['an unknown field', '{"colour":"red"}', [400, 'invalid', '']],
    ['a prototype', '{"__proto__":{"name":"x"}}', [400, 'invalid', '']],
    ['a wrong type', '{"digestHour":"nine"}', [400, 'invalid', 'digestHour']],
    ['a value out of bounds', '{"digestDay":8}', [400, 'invalid', 'digestDay']],
    ['an unknown zone', '{"timeZone":"Mars/Base"}', [400, 'invalid', 'timeZone']],
    ['a NUL', '{"name":"a\\u0000b"}', [400, 'invalid', 'name']],
    ['a name of nothing', '{"name":"   "}', [400, 'invalid', 'name']],
    ['a name too long', JSON.stringify({ name: '🌱'.repeat(81) }), [400, 'invalid', 'name']],
    ['a change of nothing', '{}', [400, 'invalid', '']],
  ])('%s', async (_, body, expected) => {
    expect(await refusal(await patch(body))).toEqual(expected)
  })

  it('80 emoji are 80 characters', async () => {
    expect((await patch(JSON.stringify({ name: '🌱'.repeat(80) }))).status).toBe(200)
  })

  it('a body over 64 KiB, announced or streamed', async () => {
    const big = JSON.stringify({ name: 'x'.repeat(70_000) })
    expect(await refusal(await patch(big))).toEqual([413, 'too_large', ''])
    const stream = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 8; sent++) controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)))
        controller.close()
      },
    })
    const streamed = await server.api.request(circle(), { method: 'PATCH', body: stream, headers: asAda(), duplex: 'half' } as RequestInit)
    expect(await refusal(streamed)).toEqual([413, 'too_large', ''])
  })

  it('a body that does not say it is JSON', async () => {
    expect(await refusal(await patch('{"name":"Us"}', asAda({ 'content-type': 'text/plain' })))).toEqual([400, 'not_json', ''])
  })

  it('a path that no route has, and an id that none of ours can be', async () => {
    expect(await refusal(await server.api.request('/v1/nothing', { headers: asAda() }))).toEqual([404, 'not_found', ''])
    const strange = await server.api.request('/v1/circles/1%27%20or%201=1', { headers: asAda() })
    const missing = await server.api.request(`/v1/circles/${server.kernel.id()}`, { headers: asAda() })
    expect(await strange.text()).toBe(await missing.text())
  })
})

describe('the Host header', () => {
  it.each(['tend.evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '169.254.169.254', 'tend.example.org.evil.example'])(
    'refuses %s',
    async (host) => {
      for (const path of ['/', '/v1/me', '/health'])
        expect(await refusal(await server.api.request(path, { headers: { ...asAda(), host } }))).toEqual([421, 'foreign_host', ''])
    },
  )

  it.each(['localhost:8787', '127.0.0.1', '[::1]:8787', 'tend.example.org'])('knows %s', async (host) => {
    expect((await server.api.request('/v1/me', { headers: asAda({ host }) })).status).toBe(200)
  })
})

describe('other origins', () => {
  const preflight = (origin: string) =>
    server.api.request('/v1/me', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization,if-none-match' },
    })

  it.each(['chrome-extension://abcdefghijklmnop', 'moz-extension://0d2b1f9e-1'])('lets %s ask, and read what it needs', async (origin) => {
    const asked = await preflight(origin)
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin)
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,if-none-match')
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
    const answer = await server.api.request('/v1/me', { headers: asAda({ origin }) })
    expect(answer.headers.get('access-control-expose-headers')).toBe('etag,retry-after')
  })

  it.each(['https://evil.example', 'http://localhost:3000', 'null', 'https://chrome-extension.example'])(
    'lets %s read nothing',
    async (origin) => {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull()
      expect((await server.api.request('/v1/me', { headers: asAda({ origin }) })).headers.get('access-control-allow-origin')).toBeNull()
    },
  )
})

describe('reads', () => {
  it('carry an ETag, and are not sent again while it holds', async () => {
    const first = await server.api.request('/v1/me', { headers: asAda() })
    const etag = first.headers.get('etag') ?? ''
    const second = await server.api.request('/v1/me', { headers: asAda({ 'if-none-match': etag }) })
    expect([second.status, await second.text()]).toEqual([304, ''])
  })

  it('are kept by no cache on the way', async () => {
    expect((await server.api.request('/v1/me', { headers: asAda() })).headers.get('cache-control')).toBe('no-store')
  })
})

describe('what goes wrong on our side', () => {
  it('answers without detail and logs where, never what', async () => {
    const words = 'talked over three times'
    const broken = new Proxy(server.kernel.db, {
      get: (db, name) => {
        if (name === 'transaction') throw Object.assign(new Error(`could not keep: ${words}`), { code: 'XX000' })
        return Reflect.get(db, name)
      },
    })
    const { createApi } = await import('@tend/server/api')
    const api = createApi({ ...server.kernel, db: broken })
    const response = await api.request('/v1/me', { headers: asAda() })
    expect(await refusal(response)).toEqual([500, 'internal', ''])
    const logged = server.lines.filter((line) => line.includes('request.failed')).join('\n')
    expect(logged).toContain('"code":"XX000"')
    expect(logged).not.toContain(words)
  })
})

describe('rate limits', () => {
  it('slow one device down, say until when, and leave the others alone', async () => {
    const limited = await testServer({ limits: { device: { burst: 3, perMinute: 60 } } })
    try {
      const [bo, cy] = [await limited.member('Bo'), await limited.member('Cy')]
      const me = (member: TestMember) => limited.as(member).v1.me.$get()
      for (let asked = 0; asked < 3; asked++) expect((await me(bo)).status).toBe(200)
      const refused = await me(bo)
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
      expect((await me(cy)).status).toBe(200)
      limited.pass({ minutes: 1 })
      expect((await me(bo)).status).toBe(200)
    } finally {
      await limited.stop()
    }
  })

  it('of a workspace never keep anybody from raising something', async () => {
    const limited = await testServer({ limits: { workspace: { burst: 1, perMinute: 1 } } })
    try {
      const bo = await limited.member('Bo')
      expect((await limited.as(bo).v1.me.$get()).status).toBe(200)
      expect((await limited.as(bo).v1.me.$get()).status).toBe(429)
      const raised = await limited.as(bo).v1.concerns.$post({ json: aRaise({ circleId: limited.home.circleId }) })
      expect(raised.status).toBe(201)
    } finally {
      await limited.stop()
    }
  })
})

describe('for whoever keeps Tend running', () => {
  it('health says live and ready without a token', async () => {
    expect(await (await server.api.request('/health')).json()).toEqual({ live: true, ready: true })
  })

  it('metrics are numbers only, for this machine or the service', async () => {
    const local = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
    expect((await server.api.request('/metrics')).status).toBe(404)
    expect((await server.api.request('/metrics', { headers: asAda() })).status).toBe(404)
    expect((await server.api.request('/metrics', { headers: { host: 'localhost' } }, local)).status, 'perhaps a proxy').toBe(404)
    const service = { authorization: `Bearer ${await signService(server.kernel.coreSecret, server.now())}` }
    const text = await (await server.api.request('/metrics', { headers: service })).text()
    const alone = await testServer()
    expect((await alone.api.request('/metrics', { headers: { host: 'localhost' } }, local)).status).toBe(200)
    await alone.stop()
    expect(
      text
        .trim()
        .split('\n')
        .every((line) => /^tend_[a-z_]+ \d+$/.test(line)),
    ).toBe(true)
  })
})

describe('a line in the log has an hour', () => {
  const id = '0190a5a0-0000-7000-8000-000000000001'
  const linesOf = async (method: string, path: string) => {
    const before = server.lines.length
    await server.api.request(path, { method, headers: asAda(), ...(method === 'GET' ? {} : { body: '{}' }) })
    return server.lines.slice(before).map((line) => (JSON.parse(line) as { route?: string }).route)
  }

  it.each([
    ['POST', '/v1/concerns'],
    ['GET', '/v1/concerns'],
    ['PUT', '/v1/concern-drafts/slack'],
    ['POST', `/v1/given-concerns/${id}/open`],
    ['POST', `/v1/circles/ID/supports/ask`],
    ['POST', `/v1/circles/ID/rests`],
    ['POST', `/v1/repairs/${id}/my-part`],
    ['POST', `/v1/repairs/${id}/my-part/wish`],
    ['POST', `/v1/repairs/${id}/needs`],
    ['PUT', `/v1/rounds/${id}/answer`],
    ['POST', `/v1/deliveries/${id}/begin`],
  ])('so none stands there of %s %s, refused or not', async (method, path) => {
    expect(await linesOf(method, path.replace('ID', server.home.circleId))).toEqual([])
  })

  it('of anything else there is one, with the pattern of its path', async () => {
    expect(await linesOf('GET', '/v1/me')).toEqual(['/v1/me'])
    expect(await linesOf('GET', `/v1/repairs/${id}`)).toEqual(['/v1/repairs/:id'])
  })
})
