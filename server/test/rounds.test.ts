import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'
import { gatherDueRounds } from '../src/rounds/gather.ts'

let server: TestServer
let people: TestMember[]
let fay: TestMember
let cal: TestMember
beforeAll(async () => {
  server = await testServer({ now: '2026-11-20T10:00:00Z' })
  fay = await server.member('Fay', { roles: ['facilitator'] })
  people = await Promise.all(['Ana', 'Bo', 'Cy', 'Dee', 'Eli', 'Flo'].map((name) => server.member(name)))
  cal = await server.member('Cal', { ...(await server.circle()) })
})
afterAll(() => server.stop())

const inCircle = () => ({ param: { id: server.home.circleId } })
const at = (n: number) => people[n] as TestMember
type Question = { kind: 'library'; id: 'round-one-person' | 'round-season' } | { kind: 'own'; words: string }
const open = async (question: Question = { kind: 'library', id: 'round-one-person' }, endsOn: string | null = null, by = at(0)) => {
  const answer = await server.as(by).v1.circles[':id'].rounds.$post({ ...inCircle(), json: { question, endsOn } })
  return { status: answer.status, id: answer.status === 201 ? ((await answer.json()) as { id: string }).id : '' }
}
type View = { state: string; answers: { words: string; from: string | null }[] | null; myAnswer: unknown; unnamedShown: boolean | null }
const read = async (by: TestMember, id: string) => {
  const answer = await server.as(by).v1.rounds[':id'].$get({ param: { id } })
  return answer.status === 200 ? ((await answer.json()) as View) : answer.status
}
const say = (by: TestMember, id: string, words: string, named = false) =>
  server.as(by).v1.rounds[':id'].answer.$put({ param: { id }, json: { words, named } })
const takeBack = (by: TestMember, id: string) => server.as(by).v1.rounds[':id'].answer.$delete({ param: { id } })
const gather = (by: TestMember, id: string) => server.as(by).v1.rounds[':id'].gather.$post({ param: { id } })
const list = async (by: TestMember) =>
  (await (await server.as(by).v1.circles[':id'].rounds.$get({ ...inCircle(), query: {} })).json()) as {
    items: unknown[]
    lookBackOffered: boolean
  }

describe('a round', () => {
  it('shows no answer before it is gathered, nor how many there are; then those of enough people, in no order of theirs', async () => {
    const { id } = await open()
    const before = JSON.stringify(await read(fay, id))
    for (let n = 0; n < 5; n++) expect((await say(at(n), id, `answer ${n}`)).status).toBe(200)
    expect(JSON.stringify(await read(fay, id)), 'nobody can tell that anybody answered').toBe(before)
    expect(await read(at(1), id)).toMatchObject({ answers: null, myAnswer: { words: 'answer 1', named: false } })
    expect((await say(at(1), id, 'answer one, said better')).status).toBe(200)
    expect((await gather(at(3), id)).status).toBe(404)
    expect((await gather(fay, id)).status).toBe(200)
    const gathered = (await read(fay, id)) as View
    expect(gathered).toMatchObject({ state: 'gathered', unnamedShown: true })
    expect(gathered.answers?.map(({ words }) => words).sort()).toEqual([
      'answer 0',
      'answer 2',
      'answer 3',
      'answer 4',
      'answer one, said better',
    ])
    expect(gathered.answers?.every(({ from }) => from === null)).toBe(true)
    expect((await say(at(5), id, 'too late')).status).toBe(409)
    expect((await takeBack(at(1), id)).status).toBe(409)
    expect(await read(cal, id)).toBe(404)
  })
  it('with fewer than the floor shows only what carries a name, and keeps the others for their writers alone', async () => {
    const { id } = await open()
    for (let n = 0; n < 4; n++) await say(at(n), id, `quiet ${n}`)
    await say(at(4), id, 'I stand by this', true)
    await gather(at(0), id)
    expect(await read(fay, id)).toMatchObject({ unnamedShown: false, answers: [{ words: 'I stand by this', from: 'Eli' }], myAnswer: null })
    expect(await read(at(1), id)).toMatchObject({ answers: [{ from: 'Eli' }], myAnswer: { words: 'quiet 1' } })
    const { status } = await server.as(fay).v1.circles[':id'].$patch({ ...inCircle(), json: { simmerDays: 20 } })
    expect(status).toBe(200)
    await server.work(({ trx, workspaceId }) =>
      trx.updateTable('circle').set({ small_group_floor: 2 }).where('workspace_id', '=', workspaceId).execute(),
    )
    expect(await read(fay, id), 'a floor lowered later shows nothing more').toMatchObject({
      unnamedShown: false,
      answers: [{ from: 'Eli' }],
    })
    await server.work(({ trx, workspaceId }) =>
      trx.updateTable('circle').set({ small_group_floor: 5 }).where('workspace_id', '=', workspaceId).execute(),
    )
    expect((await takeBack(at(1), id)).status).toBe(200)
    expect(await read(at(1), id)).toMatchObject({ myAnswer: null })
  })
  it('lets one take an answer back while it is open: nothing of it is left', async () => {
    const { id } = await open({ kind: 'own', words: 'What would make Mondays lighter?' })
    await say(at(2), id, 'less of them')
    expect((await takeBack(at(2), id)).status).toBe(200)
    expect((await takeBack(at(2), id)).status).toBe(200)
    expect(await server.work(({ trx }) => trx.selectFrom('round_answer').selectAll().where('round_id', '=', id).execute())).toEqual([])
    expect((await open({ kind: 'own', words: 'What about @mo?' })).status).toBe(400)
  })
  it('gathers by itself once its last day is over on the circle’s clock', async () => {
    expect((await open(undefined, '2026-11-19')).status).toBe(400)
    const { id } = await open(undefined, '2026-11-21')
    server.setNow('2026-11-21T23:59:00Z')
    expect(await gatherDueRounds(server.kernel)).toBe(0)
    server.setNow('2026-11-22T00:30:00Z')
    expect(await gatherDueRounds(server.kernel)).toBe(1)
    expect(await gatherDueRounds(server.kernel)).toBe(0)
    expect(await read(at(0), id)).toMatchObject({ state: 'gathered', unnamedShown: false, answers: [] })
  })
  it('becomes agreements and resources of the circle, and stands in its kit', async () => {
    const { id } = await open()
    const json = { words: 'We begin with five quiet minutes.', lookAgainOn: null }
    const agreed = (await (await server.as(fay).v1.circles[':id'].agreements.$post({ ...inCircle(), json })).json()) as { id: string }
    const repair = { title: 'How we begin', fromItemId: null }
    const { id: repairId } = (await (await server.as(fay).v1.circles[':id'].repairs.$post({ ...inCircle(), json: repair })).json()) as {
      id: string
    }
    const change = { words: 'Five quiet minutes first', touches: '', willSee: '', carriedByMe: false, lookAgainOn: null }
    const proposed = await server.as(fay).v1.repairs[':id'].changes.$post({ param: { id: repairId }, json: change })
    expect(proposed.status).toBe(201)
    const changes = [((await proposed.json()) as { id: string }).id]
    const taken = { words: 'Ask *before* helping <b>', agreements: [agreed.id], resources: [], changes }
    const take = (over: object = {}) =>
      server.as(fay).v1.rounds[':id']['take-with-us'].$post({ param: { id }, json: { ...taken, ...over } })
    expect((await take()).status).toBe(409)
    await gather(fay, id)
    expect((await take({ agreements: [server.kernel.id()] })).status).toBe(400)
    expect((await take()).status).toBe(200)
    expect(await read(at(3), id)).toMatchObject({ state: 'done', taken })
    const kit = await server.as(fay).v1.circles[':id'].kit.$get(inCircle())
    expect(kit.headers.get('content-type')).toContain('text/markdown')
    const text = await kit.text()
    expect(text).toContain('Ask \\*before\\* helping \\<b\\>')
    expect(text).toContain('We begin with five quiet minutes')
    expect(text.match(/^## /gm)).toHaveLength(4)
  })
  it('the season’s look-back is offered once a season, and not again this season when it was set aside or opened', async () => {
    server.setNow('2026-11-20T10:00:00Z')
    expect((await list(fay)).lookBackOffered).toBe(false)
    server.pass({ days: 91 })
    expect((await list(fay)).lookBackOffered).toBe(true)
    await server.as(at(1)).v1.circles[':id']['look-back']['set-aside'].$post(inCircle())
    expect((await list(fay)).lookBackOffered).toBe(false)
    server.pass({ days: 91 })
    expect((await list(fay)).lookBackOffered).toBe(true)
    const both = await Promise.all([
      open({ kind: 'library', id: 'round-season' }),
      open({ kind: 'library', id: 'round-season' }, null, at(1)),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await list(fay)).lookBackOffered).toBe(false)
  })
})

describe('"I may have hurt someone"', () => {
  const nothing = { did: '', impact: '', unseen: '', next: '' }
  const begin = async (by: TestMember, json = nothing) =>
    ((await (await server.as(by).v1.reflections.$post({ json })).json()) as { id: string }).id

  it('is its writer’s alone, asks for no answer and has no progress', async () => {
    const id = await begin(at(0))
    const found = await server.as(at(0)).v1.reflections[':id'].$get({ param: { id } })
    expect(await found.json()).toEqual({ id, begunOn: '2027-05-21', answers: nothing, links: { supportId: null, acknowledgement: null } })
    for (const other of [fay, at(1), cal]) {
      expect((await server.as(other).v1.reflections[':id'].$get({ param: { id } })).status).toBe(404)
      expect((await server.as(other).v1.reflections[':id'].$put({ param: { id }, json: nothing })).status).toBe(404)
      expect((await server.as(other).v1.reflections[':id'].$delete({ param: { id } })).status).toBe(404)
      expect(await (await server.as(other).v1.reflections.$get({ query: {} })).json()).toEqual({ items: [], next: null })
    }
  })
  it('takes no name of anybody: a field for one is not known, and nobody is sent anything', async () => {
    const answer = await server.as(at(0)).v1.reflections.$post({ json: { ...nothing, who: at(1).id } as never })
    expect(answer.status).toBe(400)
    await begin(at(0), { ...nothing, did: 'I talked over Bo.' })
    const { rows } = await server.work(async ({ trx }) => ({ rows: await trx.selectFrom('delivery').selectAll().execute() }))
    expect(rows).toEqual([])
  })
  it('keeps what one writes now and nothing of before, links what grew from it, and goes for good', async () => {
    const id = await begin(at(2), { ...nothing, did: 'first words' })
    const param = { id }
    expect((await server.as(at(2)).v1.reflections[':id'].$put({ param, json: { ...nothing, next: 'ask first' } })).status).toBe(200)
    const links = { supportId: server.kernel.id(), acknowledgement: null }
    expect((await server.as(at(2)).v1.reflections[':id'].links.$put({ param, json: links })).status).toBe(200)
    const seen = await (await server.as(at(2)).v1.reflections[':id'].$get({ param })).json()
    expect(seen).toMatchObject({ answers: { did: '', next: 'ask first' }, links })
    expect((await server.as(at(2)).v1.reflections[':id'].$delete({ param })).status).toBe(200)
    expect(await server.work(({ trx }) => trx.selectFrom('reflection').selectAll().where('id', '=', id).execute())).toEqual([])
  })
})
