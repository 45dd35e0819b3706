import { forgetAnswers } from '@tend/server/http/idempotency'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../../tests/support/server.ts'

let server: TestServer
let ada: TestMember
let bo: TestMember
beforeAll(async () => {
  server = await testServer()
  ada = await server.member('Ada', { roles: ['facilitator'] })
  bo = await server.member('Bo', { roles: ['facilitator'] })
})
afterAll(() => server.stop())

const away = (member: TestMember, key: string, value: boolean) =>
  server.as(member, { 'idempotency-key': key }).v1.me.away.$put({ json: { away: value } })
const appoint = (member: TestMember, key: string, memberId: string) =>
  server
    .as(member, { 'idempotency-key': key })
    .v1.circles[':id'].stewards.$post({ param: { id: server.home.circleId }, json: { memberId } })

async function events(subject: string, kind: string): Promise<number> {
  const rows = await server.work(({ trx, workspaceId }) =>
    trx
      .selectFrom('event')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('subject', '=', subject)
      .where('kind', '=', kind)
      .execute(),
  )
  return rows.length
}

describe('a write with a key', () => {
  it('happens once, however often it arrives, and always answers the same', async () => {
    const answers = []
    for (let time = 0; time < 3; time++) {
      const response = await away(ada, 'key-of-one-press', true)
      answers.push([response.status, await response.text()])
    }
    expect(new Set(answers.map(String)).size).toBe(1)
    expect(await events(ada.id, 'member.away_changed')).toBe(1)
  })

  it('happens once when all arrive together', async () => {
    const cy = await server.member('Cy')
    const responses = await Promise.all(Array.from({ length: 5 }, () => appoint(ada, 'five-at-once', cy.id)))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await events(cy.id, 'steward.appointed')).toBe(1)
  })

  it('is refused with another body, another route or another field order that means something else', async () => {
    await away(ada, 'key-used-before', true)
    expect((await away(ada, 'key-used-before', false)).status).toBe(409)
    expect((await appoint(ada, 'key-used-before', bo.id)).status).toBe(409)
  })

  it('belongs to its person: the same key of somebody else is another one', async () => {
    expect((await away(ada, 'a-key-of-many', true)).status).toBe(200)
    expect((await away(bo, 'a-key-of-many', false)).status).toBe(200)
  })

  it('is not used up by a refusal', async () => {
    const dee = await server.member('Dee', { guest: true })
    expect((await appoint(ada, 'refused-at-first', dee.id)).status).toBe(409)
    await server.work(({ trx, workspaceId }) =>
      trx.updateTable('member').set({ guest: false }).where('workspace_id', '=', workspaceId).where('id', '=', dee.id).execute(),
    )
    expect((await appoint(ada, 'refused-at-first', dee.id)).status).toBe(200)
  })

  it.each(['short', 'x'.repeat(201), 'with a space in it'])('is refused when the key has no proper form (%s)', async (key) => {
    expect((await away(ada, key, true)).status).toBe(400)
  })

  it('leaves nothing that names its person, its key or its body', async () => {
    const key = 'a-key-to-look-for-0001'
    await away(ada, key, true)
    const client = await server.superuser()
    const { rows } = await client.query('select * from idempotency')
    await client.end()
    const all = JSON.stringify(rows, (_, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value))
    expect(all).not.toContain(key)
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(['answer', 'body_tag', 'day', 'status', 'tag', 'workspace_id'])
      expect(row.tag).toHaveLength(32)
    }
  })

  it('is remembered for 30 days', async () => {
    const key = 'a-key-that-grows-old'
    const times = () => events(bo.id, 'member.away_changed')
    await away(bo, key, true)
    const before = await times()
    server.pass({ days: 30 })
    await forgetAnswers(server.kernel)
    await away(bo, key, true)
    expect(await times()).toBe(before)
    server.pass({ days: 1 })
    expect(await forgetAnswers(server.kernel)).toBeGreaterThan(0)
    expect(await forgetAnswers(server.kernel)).toBe(0)
    await away(bo, key, true)
    expect(await times()).toBe(before + 1)
  })
})
