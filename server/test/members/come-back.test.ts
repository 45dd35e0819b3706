import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addContacts, ask, concern, done } from '../../../tests/support/cast.ts'
import { type TestMember, type TestServer, testServer } from '../../../tests/support/server.ts'

const eli = { team: 'T0123456', user: 'U0000043', name: 'Eli' }
let server: TestServer
let ada: TestMember
let bo: TestMember
let cy: TestMember
beforeAll(async () => {
  server = await testServer()
  ada = await server.member('Ada', { roles: ['facilitator', 'steward'] })
  bo = await server.member('Bo', { roles: ['steward'] })
  cy = await server.member('Cy', { roles: ['steward'] })
  await addContacts(server)
  await server.asService().v1.slack.team.$put({ json: { team: eli.team } })
})
afterAll(() => server.stop())

const me = async () => (await (await server.asSlack(eli).v1.me.$get()).json()) as { id: string; circles: object[] }
const people = async () =>
  ((await ask(server, ada.token, 'GET', `/v1/circles/${server.home.circleId}`)).json.people as { id: string }[]).map((one) => one.id)

describe('who left by their own choice', () => {
  it('comes back from the same Slack account as somebody new, without what they were before', async () => {
    const { circleId } = server.home
    const before = await me()
    await done(server, ada, 'POST', `/v1/circles/${circleId}/stewards`, { memberId: before.id })
    const given = concern({ circleId, people: { recipient: before, leftOut: cy } as never })
    const id = await done(server, bo, 'POST', '/v1/concerns', given)
    for (let time = 0; time < 2; time++) {
      const now = await me()
      expect((await server.asSlack(eli).v1.me.leave.$post({ json: { sure: true } })).status).toBe(200)
      expect(await people()).not.toContain(now.id)
    }
    const after = await me()
    expect(after).toMatchObject({ displayName: 'Eli', slackLinked: true, circles: [{ id: circleId, roles: ['member'] }] })
    expect((await me()).id).toBe(after.id)
    expect(after.id).not.toBe(before.id)
    expect(await people()).toContain(after.id)
    expect((await server.asSlack(eli).v1['given-concerns'][':id'].open.$post({ param: { id } })).status as number).toBe(404)
    expect((await ask(server, bo.token, 'GET', `/v1/concerns/${id}`)).json.recipients).toMatchObject([{ standing: 'left' }])
  })
})
