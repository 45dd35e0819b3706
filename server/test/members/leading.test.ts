import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask } from '../../../tests/support/cast.ts'
import { type TestServer, testServer } from '../../../tests/support/server.ts'
import { prepare } from '../../src/data/database.ts'
import { codeIn, here, limits, page, press } from './door.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer({ limits })
})
afterEach(() => server.stop())

type Who = { token: string }
const pair = async (code: string | undefined, displayName?: string): Promise<Who> => {
  const { status, json } = await ask(server, undefined, 'POST', '/v1/devices', { code, ...(displayName ? { displayName } : {}) })
  expect(status).toBe(201)
  return { token: String(json.token) }
}
const pageCode = async () => codeIn(await press(server))
const ownCode = async (who: Who) => String((await ask(server, who.token, 'POST', '/v1/devices/codes')).json.code)
const rolesOf = async (who: Who) => {
  const { json } = await ask(server, who.token, 'GET', '/v1/me')
  return (json.circles as { roles: string[] }[])[0]?.roles
}
const home = async () => (await server.api.request('/', { headers: page }, here)).text()
const leads = 'Nobody facilitates this circle now.'
const erase = async (who: Who) => {
  const { confirm } = (await ask(server, who.token, 'GET', '/v1/me/erasure')).json
  const gone = await ask(server, who.token, 'DELETE', '/v1/me', { confirm }, { 'idempotency-key': randomUUID() })
  expect(gone.status).toBe(200)
}

describe('a circle that has lost its facilitator', () => {
  it('is not led by whoever pairs next with a code of their own, but by whoever comes by the page, which says so', async () => {
    const ada = await pair(await pageCode(), 'Ada')
    expect(await rolesOf(ada)).toEqual(['member', 'facilitator', 'steward'])
    const bo = await pair(await pageCode(), 'Bo')
    expect(await home()).not.toContain(leads)
    await erase(ada)
    expect(await home()).toContain(leads)
    expect(await rolesOf(await pair(await ownCode(bo)))).toEqual(['member'])
    expect(await rolesOf(await pair(await pageCode(), 'Cy'))).toEqual(['member', 'facilitator', 'steward'])
    expect(await home()).not.toContain(leads)
    expect(await rolesOf(await pair(await pageCode(), 'Di'))).toEqual(['member'])
  })

  it('counts one whom Slack deactivated as gone', async () => {
    const ada = await pair(await pageCode(), 'Ada')
    await server.work(({ trx }) => trx.updateTable('member').set({ left_on: '2026-11-23' }).execute())
    expect((await ask(server, ada.token, 'GET', '/v1/me')).status).toBe(401)
    expect(await rolesOf(await pair(await pageCode(), 'Bo'))).toContain('facilitator')
  })

  it('that came to Tend before this was known counts as led', async () => {
    const ada = await pair(await pageCode(), 'Ada')
    const bo = await pair(await pageCode(), 'Bo')
    const owner = await server.superuser()
    await owner.query('alter table circle drop column led')
    await owner.query('drop index idempotency_day')
    await owner.query(`delete from kysely_migration where name = '170_leading'`)
    await owner.end()
    await prepare(server.place, async () => {})
    await erase(ada)
    expect(await rolesOf(await pair(await ownCode(bo)))).toEqual(['member'])
  })
})

describe('a circle that nobody has led yet', () => {
  it('is led by the first who pairs, though others came by Slack before', async () => {
    await server.asService().v1.slack.team.$put({ json: { team: 'T0123456' } })
    const sky = server.asSlack({ team: 'T0123456', user: 'U0000042', name: 'Sky' })
    await sky.v1.me.$get()
    expect(await home()).toContain(leads)
    const { code } = (await (await sky.v1.devices.codes.$post()).json()) as { code: string }
    expect(await rolesOf(await pair(code))).toEqual(['member', 'facilitator', 'steward'])
  })
})
