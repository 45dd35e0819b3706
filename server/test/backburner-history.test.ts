import type { BackBurnerView, ItemHistory } from '@tend/shared/backburner/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'
import { flagDueItems } from '../src/backburner/flagging.ts'

let server: TestServer
let fay: TestMember
let sol: TestMember
beforeAll(async () => {
  server = await testServer({ now: '2026-01-05T10:00:00Z' })
  fay = await server.member('Fay', { roles: ['facilitator'] })
  sol = await server.member('Sol')
})
afterAll(() => server.stop())

const circle = () => ({ param: { id: server.home.circleId } })
async function park(title = 'Meetings run late'): Promise<string> {
  const json = { title, why: '', effect: '', revisitOn: null, link: 'https://example.org/thread' }
  return ((await (await server.as(sol).v1.circles[':id'].backburner.$post({ ...circle(), json })).json()) as { id: string }).id
}
const history = async (id: string) =>
  (await (await server.as(fay).v1.backburner[':id'].history.$get({ param: { id } })).json()) as ItemHistory
const show = async (shown: boolean) =>
  (await server.as(fay).v1.circles[':id'].backburner.history.$put({ ...circle(), json: { shown } })).status

describe('the history of an item', () => {
  it('is off by default, told in weeks once a facilitator says so, and off again at once', async () => {
    const id = await park()
    server.pass({ days: 8 })
    await server.as(fay).v1.backburner[':id'].tend.$post({ param: { id } })
    await server.as(fay).v1.backburner[':id'].echo.$post({ param: { id } })
    server.pass({ days: 22 })
    expect(await flagDueItems(server.kernel)).toBe(1)
    expect(await history(id)).toMatchObject({ shown: false, items: [] })
    expect([await show(true), await show(true)]).toEqual([200, 200])
    expect(await history(id)).toMatchObject({
      shown: true,
      items: [
        { what: 'parked', weeksAgo: 4 },
        { what: 'tended', weeksAgo: 3 },
        { what: 'flagged', weeksAgo: 0 },
      ],
    })
    expect(await show(false)).toBe(200)
    expect(await history(id)).toMatchObject({ shown: false, items: [] })
  })
})

describe('a link', () => {
  it('is shared and kept again by its parker, and no row says who did', async () => {
    const id = await park()
    const link = async () => {
      const { items } = (await (await server.as(fay).v1.circles[':id'].backburner.$get(circle())).json()) as { items: BackBurnerView[] }
      return items.find((item) => item.id === id)?.link
    }
    const share = async (shared: boolean, who = sol) =>
      (await server.as(who).v1.backburner[':id'].link.$put({ param: { id }, json: { shared } })).status
    expect([await link(), await share(true, fay), await link()]).toEqual([null, 404, null])
    expect([await share(true), await link()]).toEqual([200, 'https://example.org/thread'])
    expect([await share(false), await link()]).toEqual([200, null])
    const actors = await server.work(({ trx }) =>
      trx.selectFrom('event').select('actor_id').where('kind', 'like', 'backburner.link%').execute(),
    )
    expect(actors).toEqual([{ actor_id: null }, { actor_id: null }])
  })
})

describe('a long list', () => {
  it('is read page by page, each item once; a cursor of another list is none', async () => {
    for (let n = 0; n < 5; n++) await park(`Number ${n}`)
    const page = async (query: { limit: string; cursor?: string }) =>
      (await (await server.as(fay).v1.circles[':id'].backburner.$get({ ...circle(), query })).json()) as {
        items: BackBurnerView[]
        next: string | null
      }
    const seen: string[] = []
    let next: string | null | undefined
    do {
      const read = await page({ limit: '3', ...(next ? { cursor: next } : {}) })
      seen.push(...read.items.map(({ id }) => id))
      next = read.next
    } while (next)
    const all = (await (await server.as(fay).v1.circles[':id'].backburner.$get(circle())).json()) as { items: BackBurnerView[] }
    expect(seen).toEqual(all.items.map(({ id }) => id))
    expect(new Set(seen).size).toBe(seen.length)
    const { next: cursor } = await page({ limit: '1' })
    const elsewhere = await server.as(fay).v1.circles[':id'].repairs.$get({ ...circle(), query: { cursor: cursor ?? '' } })
    expect(elsewhere.status).toBe(404)
  })
})
