import { createClient, wholeLists } from '@tend/server/client'
import type { RepairView } from '@tend/shared/repairs/schema'
import type * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

it('a list with more things than a page is read to its end, each of them once, in its order', async () => {
  const ana = await server.member('Ana', { roles: ['facilitator'] })
  const param = { id: server.home.circleId }
  const titles = Array.from({ length: 103 }, (_, index) => `Repair ${index + 1}`)
  for (const title of titles) await server.as(ana).v1.circles[':id'].repairs.$post({ param, json: { title, fromItemId: null } })

  const asked: string[] = []
  const client = createClient(
    'http://localhost',
    wholeLists((input, init) => {
      asked.push(String(input))
      return server.api.request(String(input), init)
    }),
    () => ({ authorization: `Bearer ${ana.token}` }),
  )
  const answer = await client.v1.circles[':id'].repairs.$get({ param, query: {} })
  const list = (await answer.json()) as { items: v.InferOutput<typeof RepairView>[]; next: string | null }
  expect(list.items.map(({ title }) => title).toSorted()).toEqual(titles.toSorted())
  expect(list.next).toBeNull()
  expect(asked).toHaveLength(2)

  const one = await client.v1.circles[':id'].repairs.$get({
    param,
    query: { cursor: new URL(asked[1] ?? '').searchParams.get('cursor') ?? '' },
  })
  expect(((await one.json()) as { items: unknown[] }).items).toHaveLength(3)

  const path = `/v1/circles/${param.id}/repairs`
  const read = (headers: Record<string, string> = {}) =>
    server.api.request(path, { headers: { authorization: `Bearer ${ana.token}`, ...headers } })
  const etag = (await read()).headers.get('etag') ?? ''
  expect((await read({ 'if-none-match': etag })).status, 'a page is the same while its things are, whatever its cursor').toBe(304)
})

it('what is no list, what is refused and what writes pass as they are', async () => {
  const bodies: Record<string, Response> = {
    '/v1/me': Response.json({ next: 'a', items: 3 }),
    '/v1/none': Response.json({ error: {} }, { status: 404 }),
    '/v1/text': new Response('next'),
    '/v1/end': Response.json({ items: [1], next: null }),
  }
  for (const [path, body] of Object.entries(bodies)) {
    const again = body.clone()
    const answer = await wholeLists(() => body)(`http://localhost${path}`)
    expect([answer.status, await answer.text()]).toEqual([again.status, await again.text()])
  }
  const written = Response.json({ items: [], next: 'more' })
  expect(await wholeLists(() => written)('http://localhost/v1/x', { method: 'POST' })).toBe(written)
})

it('ends even where a server names a next page for ever', async () => {
  let asked = 0
  const endless = wholeLists(() => {
    asked += 1
    return Response.json({ items: [asked], next: 'again' })
  })
  const answer = await endless('http://localhost/v1/x')
  expect(((await answer.json()) as { items: number[]; next: string }).items).toHaveLength(50)
  expect(asked).toBe(50)
})
