import type { RepairView } from '@tend/shared/repairs/schema'
import type * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'

let server: TestServer
let ana: TestMember
let sol: TestMember
let kim: TestMember

beforeAll(async () => {
  server = await testServer()
  ana = await server.member('Ana', { roles: ['facilitator'] })
  sol = await server.member('Sol')
  kim = await server.member('Kim', await server.circle())
})
afterAll(() => server.stop())

const circle = () => ({ param: { id: server.home.circleId } })
type Repair = v.InferOutput<typeof RepairView>
const idOf = async (answer: { json(): Promise<unknown> }) => ((await answer.json()) as { id: string }).id

async function open(member = ana, fromItemId: string | null = null): Promise<string> {
  const opened = await server.as(member).v1.circles[':id'].repairs.$post({ ...circle(), json: { title: 'Meetings run late', fromItemId } })
  expect(opened.status).toBe(201)
  return idOf(opened)
}
async function read(member: TestMember, id: string): Promise<Repair> {
  const answer = await server.as(member).v1.repairs[':id'].$get({ param: { id } })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Repair
}
async function draft(member: TestMember, id: string, by: 'circle' | 'me' = 'circle'): Promise<string> {
  const json = { by, words: 'We left people out.', how: 'in_writing' } as const
  const drafted = await server.as(member).v1.repairs[':id'].acknowledgements.$post({ param: { id }, json })
  expect(drafted.status).toBe(201)
  return idOf(drafted)
}
const on = (member: TestMember) => server.as(member).v1.repairs[':id'].acknowledgements[':ackId']

describe('repairs of a circle', () => {
  it('one opened from the back burner takes its item up', async () => {
    const json = { title: 'Meetings run late', why: '', effect: '', revisitOn: null, link: null }
    const item = await idOf(await server.as(sol).v1.circles[':id'].backburner.$post({ ...circle(), json }))
    const repair = await open(ana, item)
    const list = await server.as(sol).v1.circles[':id'].backburner.$get(circle())
    expect(((await list.json()) as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ id: item, state: 'picked_up', repairId: repair }),
    )
    expect(await read(sol, repair)).toMatchObject({ fromItemId: item, acknowledgements: [] })
    const again = await server.as(ana).v1.circles[':id'].repairs.$post({ ...circle(), json: { title: 'Twice', fromItemId: item } })
    expect(again.status).toBe(409)
  })
  it('an item that is hidden or elsewhere is not there to grow from', async () => {
    const json = { title: 'Hidden', why: '', effect: '', revisitOn: null, link: null }
    const item = await idOf(await server.as(sol).v1.circles[':id'].backburner.$post({ ...circle(), json }))
    await server.as(sol).v1.backburner[':id'].hide.$post({ param: { id: item } })
    for (const fromItemId of [item, server.kernel.id()])
      expect((await server.as(ana).v1.circles[':id'].repairs.$post({ ...circle(), json: { title: 'Grow', fromItemId } })).status).toBe(404)
  })
  it('is not there for another circle', async () => {
    const id = await open()
    const ackId = await draft(ana, id)
    const as = server.as(kim).v1
    const answers = [
      await as.circles[':id'].repairs.$get(circle()),
      await as.repairs[':id'].$get({ param: { id } }),
      await as.repairs[':id'].acknowledgements.$post({ param: { id }, json: { by: 'me', words: 'x', how: 'in_a_call' } }),
      await on(kim).share.$post({ param: { id, ackId } }),
      await on(kim).join.$post({ param: { id, ackId } }),
      await on(kim).make.$post({ param: { id, ackId } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  })
})

describe('acknowledging', () => {
  it('reaches the circle only when shared, then others join and it is made', async () => {
    const id = await open()
    const ackId = await draft(ana, id)
    expect((await read(ana, id)).acknowledgements).toMatchObject([{ id: ackId, state: 'drafted', mine: true }])
    expect((await read(sol, id)).acknowledgements).toEqual([])
    for (const verb of ['join', 'share', 'make'] as const) expect((await on(sol)[verb].$post({ param: { id, ackId } })).status).toBe(404)
    expect((await on(ana).share.$post({ param: { id, ackId } })).status).toBe(200)
    const seen = await read(sol, id)
    expect(seen).toMatchObject({ state: 'tending', acknowledged: true, nothingChangedYet: false })
    expect(seen.acknowledgements).toMatchObject([{ words: 'We left people out.', from: null, mine: false, joinedByMe: false }])
    expect((await on(sol).join.$post({ param: { id, ackId } })).status).toBe(200)
    expect((await on(sol).join.$post({ param: { id, ackId } })).status).toBe(200)
    expect((await read(sol, id)).acknowledgements).toMatchObject([{ joinedByMe: true }])
    expect((await read(ana, id)).acknowledgements).toMatchObject([{ joinedByMe: false }])
    expect((await on(sol).make.$post({ param: { id, ackId } })).status).toBe(200)
    expect((await read(sol, id)).acknowledgements).toMatchObject([{ state: 'made' }])
    server.pass({ days: 28 })
    expect(await read(sol, id)).toMatchObject({ nothingChangedYet: true, openWeeks: 4 })
  })
  it('one’s own carries one’s name', async () => {
    const id = await open()
    const ackId = await draft(sol, id, 'me')
    await on(sol).share.$post({ param: { id, ackId } })
    expect((await read(ana, id)).acknowledgements).toMatchObject([{ by: 'member', from: 'Sol' }])
    expect((await on(ana).join.$post({ param: { id, ackId } })).status).toBe(404)
  })
  it('nothing is stored in clear, and no row says who drafted or joined', async () => {
    const id = await open()
    const ackId = await draft(ana, id)
    await on(ana).share.$post({ param: { id, ackId } })
    await on(sol).join.$post({ param: { id, ackId } })
    const root = await server.superuser()
    try {
      const { rows } = await root.query(
        `select coalesce(jsonb_agg(to_jsonb(a)), '[]')::text || (select jsonb_agg(to_jsonb(j))::text from acknowledgement_join j)
          || (select jsonb_agg(to_jsonb(e))::text from event e where kind like 'acknowledgement.%') as text from acknowledgement a`,
      )
      const text = rows[0].text as string
      for (const secret of ['We left', Buffer.from('We left').toString('hex'), ana.id, sol.id]) expect(text).not.toContain(secret)
    } finally {
      await root.end()
    }
  })
})
