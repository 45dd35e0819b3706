import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'
import { codeIn, here, limits, page, press } from './door.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer({ limits })
})
beforeEach(() => {
  server.pass({ hours: 2 })
})
afterAll(() => server.stop())

async function newCode(): Promise<string> {
  const code = await codeIn(await press(server))
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
      const pressed = () => fresh.api.request('/pair', { method: 'POST', headers: page }, here)
      const codes = await Promise.all([pressed(), pressed(), pressed()].map(async (response) => (await codeIn(await response)) ?? ''))
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
