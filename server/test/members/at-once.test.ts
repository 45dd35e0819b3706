import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aRaise } from '../../../shared/test/concerns/a-concern.ts'
import { addContacts, ask } from '../../../tests/support/cast.ts'
import { type TestMember, type TestServer, testServer } from '../../../tests/support/server.ts'
import { dump } from '../../../tests/support/stored.ts'

const TEAM = 'T0123456'
let server: TestServer
let other: pg.Client
/** What others wait for is read outside of a transaction, as it stands still within one. */
let watcher: pg.Client
let users = 0
beforeAll(async () => {
  server = await testServer()
  other = await server.superuser()
  watcher = await server.superuser()
  await server.asService().v1.slack.team.$put({ json: { team: TEAM } })
  await addContacts(server)
})
afterAll(async () => {
  await other.end()
  await watcher.end()
  await server.stop()
})

/** Holds a row as another process would. A transaction that needs it waits in the middle of its work until `let` is called. */
async function held(statement: string, values: unknown[]): Promise<{ let: () => Promise<unknown> }> {
  await other.query('begin')
  await other.query(`${statement} for update`, values)
  return { let: () => other.query('commit') }
}
// Writing a concern needs its circle; linking and erasing end with the row by which the account or the device is found.
const beforeWriting = () => held('select from circle where id = $1', [server.home.circleId])
const beforeLeaving = (subject: string) => held('select from directory where subject = $1', [subject])

async function waiting(count: number): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await watcher.query(
        `select from pg_stat_activity where datname = current_database() and usename = 'tend_app' and wait_event_type = 'Lock'`,
      )
      return rows.length
    })
    .toBe(count)
}

async function inSlack() {
  const user = `U${String(++users).padStart(8, '0')}`
  const client = server.asSlack({ team: TEAM, user, name: 'Ada S' })
  const id = ((await (await client.v1.me.$get()).json()) as { id: string }).id
  const { code } = (await (await client.v1.devices.codes.$post()).json()) as { code: string }
  return { client, id, code }
}
type Slack = Awaited<ReturnType<typeof inSlack>>

const link = (person: TestMember, { code }: Slack, key: string = randomUUID()) =>
  ask(server, person.token, 'POST', '/v1/me/slack', { code }, { 'idempotency-key': key })
const erase = async (person: TestMember) => {
  const { json } = await ask(server, person.token, 'GET', '/v1/me/erasure')
  return (key: string = randomUUID()) =>
    ask(server, person.token, 'DELETE', '/v1/me', { confirm: json.confirm }, { 'idempotency-key': key })
}
const forMe = (leftOut: string[] = []) => aRaise({ circleId: server.home.circleId, leftOut })
const raise = (person: TestMember, leftOut: string[] = []) => ask(server, person.token, 'POST', '/v1/concerns', forMe(leftOut))
const concerns = async () => (await dump(server)).filter(({ table }) => table === 'concern').length
const leftOut = (memberId: string) =>
  server.work(({ trx, keys }) =>
    trx.selectFrom('concern_person').select('concern_id').where('tag', '=', keys.tag('left_out', memberId)).execute(),
  )

let ada: TestMember
let slack: Slack
beforeEach(async () => {
  ada = await server.member('Ada')
  slack = await inSlack()
})

describe('raising while two members become one', () => {
  it('is written first: then the member from Slack has something, and stays', async () => {
    const held = await beforeWriting()
    const raised = slack.client.v1.concerns.$post({ json: forMe() })
    await waiting(1)
    const linked = link(ada, slack)
    await waiting(2)
    await held.let()
    expect((await raised).status).toBe(201)
    expect(await linked).toMatchObject({ status: 409, json: { error: { code: 'taken' } } })
    expect(await (await slack.client.v1.concerns.$get({ query: {} })).json()).toMatchObject({ items: [{ words: forMe().words }] })
  })

  it('comes second: nothing is written for somebody who is another by then, and asking again is', async () => {
    const before = await concerns()
    const held = await beforeLeaving(slack.id)
    const linked = link(ada, slack)
    await waiting(1)
    const raised = slack.client.v1.concerns.$post({ json: forMe() })
    await waiting(2)
    await held.let()
    expect((await linked).status).toBe(200)
    expect((await raised).status).toBe(409)
    expect(await concerns()).toBe(before)
    expect((await slack.client.v1.concerns.$post({ json: forMe() })).status).toBe(201)
    expect(await (await server.as(ada).v1.concerns.$get({ query: {} })).json()).toMatchObject({ items: [{}] })
  })

  it('leaves out whoever was left out, by their other id too', async () => {
    const bo = await server.member('Bo')
    const held = await beforeWriting()
    const raised = raise(bo, [slack.id])
    await waiting(1)
    const linked = link(ada, slack)
    await waiting(2)
    await held.let()
    expect([(await raised).status, (await linked).status]).toEqual([201, 200])
    expect([(await leftOut(slack.id)).length, (await leftOut(ada.id)).length]).toEqual([0, 1])
  })

  it('is looked over again where somebody to leave out is another by then', async () => {
    const bo = await server.member('Bo')
    const held = await beforeLeaving(slack.id)
    const linked = link(ada, slack)
    await waiting(1)
    const raised = raise(bo, [slack.id])
    await waiting(2)
    await held.let()
    expect((await linked).status).toBe(200)
    expect(await raised).toMatchObject({ status: 400, json: { error: { path: 'leftOut' } } })
  })

  it('waits for a write that names both of them, and that one for it, but never each for the other', async () => {
    const [first, bo] = [await inSlack(), await server.member('Bo')]
    const later = await server.member('Cy')
    expect(first.id < later.id).toBe(true)
    await other.query('begin')
    await other.query('select from member where id = $1 for key share', [first.id])
    const linked = link(later, first)
    await waiting(1)
    const raised = raise(bo, [later.id, first.id])
    await expect.poll(() => Promise.race([raised.then(({ status }) => status), waiting(2).then(() => 'waits')])).toBeDefined()
    await other.query('commit')
    expect([(await raised).status, (await linked).status]).toEqual([201, 200])
    expect([(await leftOut(first.id)).length, (await leftOut(later.id)).length]).toEqual([0, 1])
  })

  it('goes through where many are linked at once while others name both of them', async () => {
    const bo = await server.member('Bo')
    const pairs = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const make = [inSlack, () => server.member('Cy')] as const
        // Either member may have the smaller id.
        const made = n % 2 ? [await make[0](), await make[1]()] : [await make[1](), await make[0]()].reverse()
        return made as [Slack, TestMember]
      }),
    )
    const asked = pairs.flatMap(([from, to]) => [link(to, from), ...Array.from({ length: 3 }, () => raise(bo, [to.id, from.id]))])
    const answers = await Promise.all(asked)
    // The second write finds one of the two members gone, and says so.
    expect(answers.filter(({ status }) => ![200, 201, 400].includes(status))).toEqual([])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(12)
    expect(server.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })

  it('waits for nobody when one link is sent twice at once: one effect, one answer', async () => {
    const held = await beforeLeaving(slack.id)
    const answers = [link(ada, slack, 'the-same-link'), link(ada, slack, 'the-same-link')]
    await waiting(2)
    await held.let()
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200])
  })
})

describe('raising while one erases what is theirs', () => {
  it('is written first, and goes with the rest', async () => {
    const before = await concerns()
    const go = await erase(ada)
    const held = await beforeWriting()
    const raised = raise(ada)
    await waiting(1)
    const erased = go()
    await waiting(2)
    await held.let()
    expect([(await raised).status, (await erased).status]).toEqual([201, 200])
    expect(await concerns()).toBe(before)
  })

  it('comes second, and is written nowhere', async () => {
    const before = await concerns()
    const go = await erase(ada)
    await other.query('begin')
    await other.query('select from device where id = $1 for update', [ada.deviceId])
    const erased = go()
    await waiting(1)
    const raised = raise(ada)
    await waiting(2)
    await other.query('commit')
    expect((await erased).status).toBe(200)
    expect((await raised).status).toBe(409)
    expect(await concerns()).toBe(before)
  })

  it('waits for nobody when it is erased twice at once: one effect, one answer', async () => {
    const go = await erase(ada)
    const answers = await Promise.all([go('the-same-erasure'), go('the-same-erasure')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
  })
})
