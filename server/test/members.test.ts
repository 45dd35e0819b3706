import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

it('a member reads themselves and their circle', async () => {
  const ada = await server.member('Ada', { roles: ['facilitator'] })
  const me = await server.as(ada).v1.me.$get()
  expect(await me.json()).toMatchObject({
    id: ada.id,
    displayName: 'Ada',
    circles: [{ id: server.home.circleId, roles: ['member', 'facilitator'] }],
  })
  const circle = await server.as(ada).v1.circles[':id'].$get({ param: { id: server.home.circleId } })
  expect(circle.status).toBe(200)
  console.log(await circle.json())
})
