import type { TakeUpSupport } from '@tend/shared/supports/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'
import { lookAfterSupports } from '../src/supports/looking-after.ts'

let server: TestServer
let noor: TestMember
let sol: TestMember
let mo: TestMember
let fay: TestMember
let cal: TestMember
beforeAll(async () => {
  server = await testServer({ jobs: true, now: '2026-11-20T10:00:00Z' })
  noor = await server.member('Noor')
  sol = await server.member('Sol', { roles: ['steward'] })
  mo = await server.member('Mo')
  fay = await server.member('Fay', { roles: ['facilitator'] })
  cal = await server.member('Cal', { ...(await server.circle()) })
})
afterAll(() => server.stop())

const inCircle = () => ({ param: { id: server.home.circleId } })
const ask = async (over: object = {}, by = noor) => {
  const json = {
    kind: 'company' as const,
    words: 'I would like not to be alone.',
    told: { who: 'people' as const, people: [sol.id, mo.id] },
    repairId: null,
  }
  const answer = await server.as(by).v1.circles[':id'].supports.ask.$post({ ...inCircle(), json: { ...json, ...over } })
  return { status: answer.status, id: answer.status === 201 ? ((await answer.json()) as { id: string }).id : '' }
}
const offer = async (told: object, by = sol) => {
  const json = { kind: 'rest' as const, words: 'I can take your Tuesdays.', told, repairId: null, askedEveryDays: 7 as const }
  const answer = await server.as(by).v1.circles[':id'].supports.offer.$post({ ...inCircle(), json: json as never })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}
const read = async (by: TestMember, id: string) => {
  const answer = await server.as(by).v1.supports[':id'].$get({ param: { id } })
  return answer.status === 200 ? ((await answer.json()) as Record<string, unknown>) : answer.status
}
const list = async (by: TestMember, query: { cursor?: string; limit?: string } = {}) =>
  (await (await server.as(by).v1.supports.$get({ query })).json()) as { items: { id: string }[]; next: string | null }
const takeUp = (by: TestMember, id: string, json: TakeUpSupport = { askedEveryDays: 14 }) =>
  server.as(by).v1.supports[':id']['take-up'].$post({ param: { id }, json })
const carryOn = (by: TestMember, id: string, json: TakeUpSupport = {}) =>
  server.as(by).v1.supports[':id']['carry-on'].$post({ param: { id }, json })
const end = (by: TestMember, id: string) => server.as(by).v1.supports[':id'].end.$post({ param: { id } })
const notices = async (id: string) =>
  (await server.work(({ trx }) => trx.selectFrom('delivery').selectAll().where('subject_id', '=', id).execute())).length

describe('asking for support', () => {
  it('needs nothing else: no words, no concern, no repair; those who are told see it, everybody else finds nothing', async () => {
    const { id } = await ask({ words: '' })
    expect(await read(noor, id)).toMatchObject({ state: 'asked', my: 'supported', words: '', repairId: null, told: { who: 'people' } })
    expect(await read(sol, id)).toMatchObject({ my: null, told: null, supported: { displayName: 'Noor' }, supporter: null })
    for (const nobody of [fay, cal]) expect(await read(nobody, id)).toBe(404)
    expect((await list(fay)).items).toEqual([])
    expect(await notices(id)).toBe(2)
  })
  it('tells the circle when one says so, without sending anybody anything, and never another circle', async () => {
    const { id } = await ask({ told: { who: 'circle' } })
    expect(await read(fay, id)).toMatchObject({ state: 'asked' })
    expect(await read(cal, id)).toBe(404)
    expect(await notices(id)).toBe(0)
    await end(noor, id)
    expect(await read(fay, id)).toBe(404)
  })
  it('refuses oneself, strangers to the circle, nobody, and a repair that is not there', async () => {
    expect((await ask({ told: { who: 'people', people: [noor.id] } })).status).toBe(400)
    expect((await ask({ told: { who: 'people', people: [cal.id] } })).status).toBe(400)
    expect((await ask({ told: { who: 'people', people: [] } })).status).toBe(400)
    expect((await ask({ repairId: server.kernel.id() })).status).toBe(404)
    expect((await ask({}, cal)).status).toBe(404)
  })
  it('is taken up once, by somebody who was told, with a rhythm; who it was stays between the two', async () => {
    const { id } = await ask()
    expect((await takeUp(fay, id)).status).toBe(404)
    expect((await takeUp(noor, id)).status).toBe(404)
    expect((await takeUp(sol, id, {})).status).toBe(400)
    const both = await Promise.all([takeUp(sol, id), takeUp(mo, id)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const [supporter, other] = both[0]?.status === 200 ? [sol, mo] : [mo, sol]
    expect(await read(noor, id)).toMatchObject({ state: 'taken_up', supporter: { memberId: supporter.id }, asking: null })
    expect(await read(supporter, id)).toMatchObject({ my: 'supporter', asking: { everyDays: 14, nextOn: '2026-12-04', now: false } })
    expect(await read(other, id)).toMatchObject({ my: null, supporter: null, asking: null })
    expect((await carryOn(noor, id)).status).toBe(404)
    expect((await carryOn(other, id)).status).toBe(404)
    expect((await end(other, id)).status).toBe(404)
  })
})

describe('going on', () => {
  it('the supporter is asked at their rhythm, once until they answer; ending asks no reason', async () => {
    const id = await offer({ who: 'people', people: [noor.id] })
    expect((await takeUp(noor, id, {})).status).toBe(200)
    expect(await read(noor, id)).toMatchObject({ my: 'supported', supporter: { displayName: 'Sol' }, asking: null })
    const before = await notices(id)
    expect(await lookAfterSupports(server.kernel)).toBe(0)
    server.pass({ days: 7 })
    expect(await lookAfterSupports(server.kernel)).toBe(1)
    expect(await lookAfterSupports(server.kernel)).toBe(0)
    expect(await notices(id)).toBe(before + 1)
    expect(await read(sol, id)).toMatchObject({ asking: { everyDays: 7, now: true } })
    expect(await read(noor, id), 'the person supported is never shown that it is asked').toMatchObject({ asking: null })
    expect((await carryOn(sol, id, { askedEveryDays: 28 })).status).toBe(200)
    expect(await read(sol, id)).toMatchObject({ asking: { everyDays: 28, nextOn: '2026-12-25', now: false } })
    const key = { 'idempotency-key': 'end-it-once' }
    for (let n = 0; n < 3; n++) expect((await server.as(sol, key).v1.supports[':id'].end.$post({ param: { id } })).status).toBe(200)
    expect(await read(noor, id)).toMatchObject({ state: 'ended', supporter: { displayName: 'Sol' }, endedOn: '2026-11-27' })
    expect(await notices(id), 'what was still waiting is taken back, and the other learns that it ended').toBe(1)
    expect(JSON.stringify(await read(noor, id))).not.toContain('reason')
  })
  it('what ended is forgotten after 90 days, with its key', async () => {
    const { id } = await ask()
    await end(noor, id)
    server.pass({ days: 91 })
    expect(await lookAfterSupports(server.kernel)).toBeGreaterThan(0)
    expect(await read(noor, id)).toBe(404)
    const left = await server.work(({ trx }) => trx.selectFrom('support_told').selectAll().where('support_id', '=', id).execute())
    expect(left).toEqual([])
  })
})

describe('the list', () => {
  it('turns its pages by a cursor that is one person’s, for one list', async () => {
    for (let n = 0; n < 4; n++) await ask({}, fay)
    const first = await list(fay, { limit: '3' })
    expect(first.items).toHaveLength(3)
    const cursor = first.next ?? ''
    const second = await list(fay, { limit: '3', cursor })
    expect(second.items).toHaveLength(1)
    expect(second.next).toBeNull()
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4)
    expect(cursor).not.toContain(fay.id)
    expect((await server.as(sol).v1.supports.$get({ query: { cursor } })).status).toBe(404)
    expect((await server.as(fay).v1.rests.$get({ query: { cursor } })).status).toBe(404)
    expect((await server.as(fay).v1.supports.$get({ query: { limit: '0' } })).status).toBe(400)
    expect((await server.as(fay).v1.supports.$get({ query: { cursor: `${cursor}A` } })).status).toBe(404)
  })
})
