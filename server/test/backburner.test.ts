import { utcDay } from '@tend/shared/zone'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'
import { flagDueItems } from '../src/backburner/flagging.ts'

let server: TestServer
let ana: TestMember
let rui: TestMember
let sol: TestMember
let kim: TestMember
const people: TestMember[] = []
const parking = {
  title: 'Meetings run late',
  why: 'People miss supper',
  effect: 'Some leave early',
  revisitOn: null,
  link: 'https://example.org/p1',
}

beforeAll(async () => {
  server = await testServer()
  ana = await server.member('Ana', { roles: ['facilitator', 'steward'] })
  rui = await server.member('Rui', { roles: ['steward'] })
  sol = await server.member('Sol')
  const other = await server.circle()
  kim = await server.member('Kim', { ...other, roles: ['facilitator', 'steward'] })
  people.push(ana, rui, sol)
  for (const name of ['Noor', 'Luis', 'Maya', 'Ines']) people.push(await server.member(name))
})
afterAll(() => server.stop())

const circle = () => ({ param: { id: server.home.circleId } })
async function park(member = sol, over: Partial<typeof parking> & { revisitOn?: string | null } = {}): Promise<string> {
  const parked = await server
    .as(member)
    .v1.circles[':id'].backburner.$post({ ...circle(), json: { ...parking, ...over } as typeof parking })
  expect(parked.status).toBe(201)
  return ((await parked.json()) as { id: string }).id
}
async function items(member: TestMember) {
  const list = await server.as(member).v1.circles[':id'].backburner.$get(circle())
  expect(list.status).toBe(200)
  return (
    (await list.json()) as {
      items: {
        id: string
        state: string
        link: string | null
        touches: string | null
        parkedByMe: boolean
        echoedByMe: boolean
        flaggedBecause: string | null
        repairId: string | null
      }[]
    }
  ).items
}
const seen = async (member: TestMember, id: string) => (await items(member)).find((item) => item.id === id)
const on = (member: TestMember) => server.as(member).v1.backburner[':id']
const it1 = (id: string) => ({ param: { id } })

describe('the back burner of a circle', () => {
  it('shows an item to the circle, and its link to whoever parked it alone', async () => {
    const id = await park()
    expect(await seen(sol, id)).toMatchObject({ state: 'simmering', parkedByMe: true, link: parking.link, title: parking.title })
    expect(await seen(ana, id)).toMatchObject({ state: 'simmering', parkedByMe: false, link: null })
  })
  it('is not there for another circle: reading, parking and every verb answer as if it were missing', async () => {
    const id = await park()
    const list = await server.as(kim).v1.circles[':id'].backburner.$get(circle())
    const parked = await server.as(kim).v1.circles[':id'].backburner.$post({ ...circle(), json: parking as never })
    const verbs = [on(kim).echo, on(kim).tend, on(kim)['pick-up'], on(kim).hide, on(kim).restore]
    const answers = [list, parked, ...(await Promise.all(verbs.map((verb) => verb.$post(it1(id)))))]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
    const missing = await on(kim).hide.$post(it1(server.kernel.id()))
    expect(await missing.text()).toBe(await (await on(kim).hide.$post(it1(id))).text())
  })
  it('refuses titles with mentions, unknown fields, and days that have passed; nothing is parked', async () => {
    const before = (await items(sol)).length
    for (const json of [
      { ...parking, title: 'ask @kim about it' },
      { ...parking, more: 1 },
      { ...parking, revisitOn: '2020-01-01' },
      { ...parking, link: 'javascript:alert(1)' },
    ]) {
      const refused = await server.as(sol).v1.circles[':id'].backburner.$post({ ...circle(), json: json as never })
      expect(refused.status).toBe(400)
    }
    expect((await items(sol)).length).toBe(before)
  })
  it('same key, same item: pressing twice parks once', async () => {
    const twice = server.as(sol, { 'idempotency-key': 'park-twice-1' }).v1.circles[':id'].backburner
    const [one, two] = [
      await twice.$post({ ...circle(), json: parking as never }),
      await twice.$post({ ...circle(), json: parking as never }),
    ]
    expect(await two.text()).toBe(await one.text())
  })
  it('says "several" from five echoes, each person once, and asks for attention by the clock', async () => {
    const id = await park(ana)
    for (const person of people.slice(0, 4)) expect((await on(person).echo.$post(it1(id))).status).toBe(200)
    await on(ana).echo.$post(it1(id))
    expect(await seen(sol, id)).toMatchObject({ touches: null, echoedByMe: true })
    expect(await seen(people[5] as TestMember, id)).toMatchObject({ echoedByMe: false })
    await flagDueItems(server.kernel)
    expect(await seen(sol, id)).toMatchObject({ state: 'simmering' })
    await on(people[4] as TestMember).echo.$post(it1(id))
    expect(await seen(sol, id)).toMatchObject({ touches: 'several' })
    await flagDueItems(server.kernel)
    expect(await seen(sol, id)).toMatchObject({ state: 'flagged', flaggedBecause: 'echoes' })
  })
  it('flags what its circle left untended, once, also with two clocks at the same time; tending lets it simmer on', async () => {
    const id = await park()
    server.pass({ days: 21 })
    const counts = await Promise.all([flagDueItems(server.kernel), flagDueItems(server.kernel)])
    expect(await seen(sol, id)).toMatchObject({ state: 'flagged', flaggedBecause: 'untended' })
    const events = await server.work(({ trx }) =>
      trx.selectFrom('event').select('kind').where('subject', '=', id).where('kind', '=', 'backburner.flagged').execute(),
    )
    expect(events).toHaveLength(1)
    expect(counts[0] + counts[1]).toBeGreaterThan(0)
    expect(await flagDueItems(server.kernel)).toBe(0)
    expect((await on(rui).tend.$post(it1(id))).status).toBe(200)
    expect(await flagDueItems(server.kernel)).toBe(0)
    expect(await seen(sol, id)).toMatchObject({ state: 'simmering' })
  })
  it('postponed, it asks on its day and not before', async () => {
    const id = await park()
    const day = server.kernel.clock()
    day.setUTCDate(day.getUTCDate() + 3)
    const revisitOn = utcDay(day)
    expect((await on(ana).postpone.$post({ ...it1(id), json: { revisitOn } })).status).toBe(200)
    server.pass({ days: 2 })
    await flagDueItems(server.kernel)
    expect(await seen(sol, id)).toMatchObject({ state: 'simmering' })
    server.pass({ days: 1 })
    await flagDueItems(server.kernel)
    expect(await seen(sol, id)).toMatchObject({ state: 'flagged', flaggedBecause: 'revisit_day' })
  })
  it('anybody hides at once; only a steward who neither parked nor hid it can see and restore it', async () => {
    const id = await park(sol)
    expect((await on(people[3] as TestMember).hide.$post(it1(id))).status).toBe(200)
    expect(await seen(sol, id)).toBeUndefined()
    expect((await on(sol).restore.$post(it1(id))).status).toBe(404)
    expect((await on(people[3] as TestMember).restore.$post(it1(id))).status).toBe(404)
    expect(await seen(rui, id)).toMatchObject({ state: 'hidden' })
    expect((await on(rui).restore.$post(it1(id))).status).toBe(200)
    expect(await seen(sol, id)).toMatchObject({ state: 'simmering' })
    await on(rui).hide.$post(it1(id))
    expect((await on(rui).restore.$post(it1(id))).status).toBe(404)
    expect(await seen(ana, id)).toMatchObject({ state: 'hidden' })
    const own = await park(ana)
    await on(rui).hide.$post(it1(own))
    expect(await seen(ana, own)).toBeUndefined()
  })
  it('what is set down keeps its reason sealed and can be taken up again', async () => {
    const id = await park()
    expect((await on(sol)['set-down'].$post({ ...it1(id), json: { reason: 'It went by itself' } })).status).toBe(200)
    expect(await seen(ana, id)).toMatchObject({ state: 'set_down' })
    expect((await on(ana)['pick-up'].$post(it1(id))).status).toBe(409)
    expect((await on(ana).tend.$post(it1(id))).status).toBe(200)
    expect(await seen(ana, id)).toMatchObject({ state: 'simmering' })
  })
})

describe('what is stored', () => {
  it('no words in clear, and nobody beside what they parked, echoed or hid', async () => {
    const id = await park(sol, { title: 'Zqmark title', why: 'Zqmark why', effect: 'Zqmark effect', link: 'https://example.org/zqmark' })
    await on(ana).echo.$post(it1(id))
    await on(ana)['set-down'].$post({ ...it1(id), json: { reason: 'Zqmark reason' } })
    await on(rui).hide.$post(it1(id))
    const root = await server.superuser()
    try {
      for (const table of ['backburner_item', 'backburner_echo', 'event']) {
        const { rows } = await root.query(`select ${table}::text as text from ${table}`)
        const all = rows.map(({ text }) => text).join('\n')
        expect(all).not.toMatch(/zqmark/i)
        expect(Buffer.from(all).toString('latin1')).not.toContain(Buffer.from('Zqmark').toString('hex'))
      }
      const { rows } = await root.query(
        `select kind, actor_id from event where subject = $1 and kind in ('backburner.parked', 'backburner.echoed', 'backburner.hidden')`,
        [id],
      )
      expect(rows).toHaveLength(3)
      expect(rows.every(({ actor_id }) => actor_id === null)).toBe(true)
      const { rows: marks } = await root.query(
        'select i.parker_tag, i.hider_tag, e.tag from backburner_item i join backburner_echo e on e.item_id = i.id where i.id = $1',
        [id],
      )
      expect(new Set(Object.values(marks[0]).map(String)).size).toBe(3)
    } finally {
      await root.end()
    }
  })
})
