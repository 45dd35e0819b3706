import { signPerson, signService } from '@tend/server/http/actor-token'
import { sign } from 'hono/jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'

const team = 'T0TEND0001'
const ada = { team, user: 'U0ADA00001', name: 'Ada', guest: false, admin: false }

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  await server.asService().v1.slack.team.$put({ json: { team } })
})
beforeEach(() => server.setNow('2026-11-23T10:00:00Z'))
afterAll(() => server.stop())

const me = (authorization?: string) => server.api.request('/v1/me', { headers: authorization === undefined ? {} : { authorization } })
const code = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code
const exp = (seconds: number) => Math.floor(server.now().getTime() / 1000) + seconds
const claims = () => ({ iss: 'slack', sub: ada.user, team, name: 'Ada', guest: false, admin: false, exp: exp(60) })

describe('a token of the Slack app', () => {
  it('lets somebody of the bound team in on first use, and is the same person ever after', async () => {
    const first = await (await server.asSlack(ada).v1.me.$get()).json()
    const again = await (await server.asSlack(ada).v1.me.$get()).json()
    expect(first).toMatchObject({ displayName: 'Ada', slackLinked: true, circles: [{ id: server.home.circleId, roles: ['member'] }] })
    expect(again).toEqual(first)
  })

  it('makes one member of somebody whose first two clicks arrive together', async () => {
    const bo = { team, user: 'U0BO000001', name: 'Bo' }
    const answers = await Promise.all([1, 2, 3].map(async () => (await server.asSlack(bo).v1.me.$get()).json()))
    expect(new Set(answers.map((answer) => 'id' in answer && answer.id)).size).toBe(1)
  })

  it('follows what Slack says of a guest, an owner, a name', async () => {
    const cy = { team, user: 'U0CY000001', name: 'Cy' }
    await server.asSlack(cy).v1.me.$get()
    await server.asSlack({ ...cy, guest: true, admin: true, name: 'Cyra' }).v1.me.$get()
    const circle = await (await server.asSlack(ada).v1.circles[':id'].$get({ param: { id: server.home.circleId } })).json()
    expect('people' in circle && circle.people).toContainEqual(
      expect.objectContaining({ displayName: 'Cyra', guest: true, slackAdmin: true }),
    )
  })

  it('ends the appointments of somebody who becomes a guest', async () => {
    const di = { team, user: 'U0DI000001', name: 'Di' }
    const facilitator = await server.member('Flor', { roles: ['facilitator'] })
    const me = await (await server.asSlack(di).v1.me.$get()).json()
    const id = 'id' in me ? me.id : ''
    const own = server.as(facilitator).v1.circles[':id']
    expect((await own.stewards.$post({ param: { id: server.home.circleId }, json: { memberId: id } })).status).toBe(200)
    const now = await (await server.asSlack({ ...di, guest: true }).v1.me.$get()).json()
    expect(now).toMatchObject({ circles: [{ roles: ['member'] }] })
    const circle = await (await own.$get({ param: { id: server.home.circleId } })).json()
    expect('stewards' in circle && circle.stewards.map(({ memberId }) => memberId)).not.toContain(id)
  })

  it('of another team is nobody here', async () => {
    expect((await server.asSlack({ ...ada, team: 'T0OTHER001' }).v1.me.$get()).status).toBe(401)
  })

  it('is refused after 60 seconds, and when it asks to live longer', async () => {
    const token = await signPerson(server.kernel.coreSecret, ada, server.now())
    expect((await me(`Bearer ${token}`)).status).toBe(200)
    server.pass({ minutes: 1 })
    expect(await code(await me(`Bearer ${token}`))).toBe('unauthorised')
    const long = await sign({ ...claims(), exp: exp(3600) }, server.kernel.coreSecret, 'HS256')
    expect((await me(`Bearer ${long}`)).status).toBe(401)
  })

  it('is refused when it is forged, unsigned, signed in another way or says more or less than it should', async () => {
    const { coreSecret } = server.kernel
    const none = [{ alg: 'none', typ: 'JWT' }, claims()].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const forged = [
      await sign(claims(), 'another secret that is long enough to be one', 'HS256'),
      await sign(claims(), coreSecret, 'HS512'),
      `${none}.`,
      await sign({ ...claims(), iss: 'elsewhere' }, coreSecret, 'HS256'),
      await sign({ ...claims(), roles: ['facilitator'] }, coreSecret, 'HS256'),
      await sign({ iss: 'slack', sub: ada.user, exp: exp(60) }, coreSecret, 'HS256'),
      await sign(without(claims(), 'exp'), coreSecret, 'HS256'),
    ]
    for (const token of forged) expect((await me(`Bearer ${token}`)).status).toBe(401)
  })
})

const without = (all: Record<string, unknown>, name: string) => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name))

describe('the service token', () => {
  it('opens no person’s door', async () => {
    const token = await signService(server.kernel.coreSecret, server.now())
    expect((await me(`Bearer ${token}`)).status).toBe(401)
  })

  it('binds one team to the workspace, and no second one', async () => {
    expect((await server.asService().v1.slack.team.$put({ json: { team } })).status).toBe(200)
    const second = await server.asService().v1.slack.team.$put({ json: { team: 'T0OTHER001' } })
    expect([second.status, await code(second as unknown as Response)]).toEqual([409, 'taken'])
  })

  it('is needed to bind a team: to a member the route is not there', async () => {
    const dee = await server.member('Dee', { roles: ['facilitator'] })
    expect((await server.as(dee).v1.slack.team.$put({ json: { team } })).status).toBe(404)
  })
})

describe('a device’s token', () => {
  it('is asked for in the Authorization header and nowhere else', async () => {
    const eve = await server.member('Eve')
    expect((await me(`Bearer ${eve.token}`)).status).toBe(200)
    for (const [path, headers] of [
      [`/v1/me?token=${eve.token}`, {}],
      ['/v1/me', { cookie: `token=${eve.token}` }],
      ['/v1/me', { authorization: eve.token }],
      ['/v1/me', { authorization: `Basic ${eve.token}` }],
    ] as const)
      expect((await server.api.request(path, { headers })).status).toBe(401)
  })

  it('is kept as a hash: the database does not hold it', async () => {
    const { token } = await server.member('Fay')
    const client = await server.superuser()
    const { rows } = await client.query(`select count(*)::int as count from device d where encode(d.token_hash, 'escape') like $1`, [
      `%${token.slice(4, 20)}%`,
    ])
    await client.end()
    expect(rows[0].count).toBe(0)
  })

  it('of a revoked device says so; an unknown one only that it is unknown', async () => {
    const gil = await server.member('Gil')
    expect((await server.as(gil).v1.devices[':id'].$delete({ param: { id: gil.deviceId } })).status).toBe(200)
    expect(await code(await me(`Bearer ${gil.token}`))).toBe('device_revoked')
    expect(await code(await me(`Bearer tnd_${'x'.repeat(43)}`))).toBe('unauthorised')
  })
})
