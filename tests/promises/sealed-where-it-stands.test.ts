import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Cast, cast, concern, done } from '../support/cast.ts'
import { dump } from '../support/stored.ts'

const words = 'Nobody else may read these words.'
let theCast: Cast
beforeAll(async () => {
  theCast = await cast()
})
afterAll(() => theCast.server.stop())

const raise = (person: keyof Cast['people'] = 'raiser') =>
  done(theCast.server, theCast.people[person], 'POST', '/v1/concerns', concern(theCast, { words }))
const read = (id: string, person: keyof Cast['people'] = 'raiser') =>
  ask(theCast.server, theCast.people[person].token, 'GET', `/v1/concerns/${id}`)

/** Changes rows past everything that guards them, as a person who holds the database could. */
async function tamper(statement: string, values: unknown[]): Promise<void> {
  const client = await theCast.server.superuser()
  try {
    const { rowCount } = await client.query(statement, values)
    expect(rowCount, statement).toBeGreaterThan(0)
  } finally {
    await client.end()
  }
}

describe('a sealed value moved elsewhere does not open', () => {
  const move = (columns: string) => `update concern set ${columns.replace(/(\w+) = (\w+)/g, '$1 = other.$2')}
    from (select * from concern where id = $2) other where concern.id = $1`

  it.each([
    ['words of another record', 'words_sealed = words_sealed'],
    ['words of another record with its key', 'words_sealed = words_sealed, record_key = record_key'],
    [
      'everything of another record',
      'words_sealed = words_sealed, record_key = record_key, raiser_sealed = raiser_sealed, answers_sealed = answers_sealed',
    ],
    ['another field of another record', 'words_sealed = answers_sealed, record_key = record_key'],
  ])('%s', async (_, columns) => {
    const [own, other] = [await raise(), await raise('member')]
    await tamper(move(columns), [own, other])
    const answer = await read(own)
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain(words)
    expect((await read(other, 'member')).status).toBe(200)
    await done(theCast.server, theCast.people.member, 'DELETE', `/v1/concerns/${other}`)
    await tamper('delete from concern where id = $1', [own])
  })

  it('another field of the same record', async () => {
    const own = await raise()
    await tamper('update concern set words_sealed = raiser_sealed where id = $1', [own])
    expect((await read(own)).status).toBe(500)
    await tamper('delete from concern where id = $1', [own])
  })

  it('a recipient put in the place of another, or of somebody left out', async () => {
    const own = await raise()
    await tamper(
      `update concern_person set person_sealed = other.person_sealed from (select * from concern_person where concern_id = $1 and place = 'left_out') other
       where concern_person.concern_id = $1 and concern_person.place = 'waiting'`,
      [own],
    )
    expect((await read(own)).status).toBe(500)
    await tamper('delete from concern where id = $1', [own])
  })

  it('a row taken to another workspace: its people find nothing, its keys open nothing', async () => {
    const { server, people, elsewhere } = theCast
    const own = await raise()
    const tag = await server.work(async ({ keys }) => keys.tag('raiser', people.otherWorkspace.id), elsewhere.workspaceId)
    await tamper(
      `insert into concern select $2, id, $3, record_key, $4, raiser_sealed, words_sealed, answers_sealed, 'only_me', 'kept', raised_on, kept_until
       from concern where id = $1`,
      [own, elsewhere.workspaceId, elsewhere.circleId, tag],
    )
    const taken = await read(own, 'otherWorkspace')
    expect([taken.status, taken.text.includes(words)]).toEqual([500, false])
    expect((await read(own)).json.words).toBe(words)
    await tamper('delete from concern where id = $1 and workspace_id = $2', [own, elsewhere.workspaceId])
  })

  it("a draft moved to another's name", async () => {
    const { server, people } = theCast
    for (const person of [people.raiser, people.member])
      await done(server, person, 'PUT', '/v1/concern-drafts/V1', { page: 'words', answers: { words: `${words} ${person.name}` } })
    await tamper(
      'update concern_draft set draft_sealed = (select draft_sealed from concern_draft d where d.id <> concern_draft.id limit 1)',
      [],
    )
    for (const person of [people.raiser, people.member]) {
      const answer = await ask(server, person.token, 'GET', '/v1/concern-drafts/V1')
      expect([answer.status, answer.text.includes(words)]).toEqual([500, false])
    }
  })
})

describe('what is deleted', () => {
  it('takes its key with it: neither key nor sealed words are in any table', async () => {
    const { server, people } = theCast
    const id = await raise()
    const row = await server.work(({ trx }) => trx.selectFrom('concern').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    const secrets = [row.record_key, row.words_sealed, row.raiser_sealed].map((bytes) => bytes.toString('hex'))
    const holding = async () => (await dump(server)).filter(({ text }) => secrets.some((secret) => text.includes(secret))).length
    expect(await holding()).toBe(1)
    await done(server, people.raiser, 'DELETE', `/v1/concerns/${id}`)
    expect(await holding()).toBe(0)
  })

  it('is not opened by the key of anything that is left', async () => {
    const { server, people } = theCast
    const id = await raise()
    const row = await server.work(({ trx }) => trx.selectFrom('concern').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    await done(server, people.raiser, 'DELETE', `/v1/concerns/${id}`)
    const other = await raise()
    await server.work(async ({ trx, keys }) => {
      const left = await trx.selectFrom('concern').select('record_key').where('id', '=', other).executeTakeFirstOrThrow()
      expect(() => keys.open('concern', { ...row, record_key: left.record_key }, ['words'])).toThrow('does not open')
      expect(() => keys.open('concern', { ...row, id: randomUUID() }, ['words'])).toThrow('does not open')
    })
  })
})
