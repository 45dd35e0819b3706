import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRaise } from '../../../shared/test/concerns/a-concern.ts'
import { addContacts, ask } from '../../../tests/support/cast.ts'
import { type TestMember, type TestServer, testServer } from '../../../tests/support/server.ts'

const TEAM = 'T0123456'
let server: TestServer
let users = 0
beforeAll(async () => {
  server = await testServer()
  await server.asService().v1.slack.team.$put({ json: { team: TEAM } })
  await addContacts(server)
})
afterAll(() => server.stop())

/** Lets a new person in by Slack, with a code of /tend connect. */
async function inSlack(name: string, more: { guest?: boolean } = {}) {
  const user = `U${String(++users).padStart(8, '0')}`
  const client = server.asSlack({ team: TEAM, user, name, ...more })
  const me = async () => (await (await client.v1.me.$get()).json()) as { id: string; displayName: string; slackLinked: boolean }
  const code = async () => ((await (await client.v1.devices.codes.$post()).json()) as { code: string }).code
  return { client, me, code, id: (await me()).id }
}
const link = (person: TestMember, code: string) => ask(server, person.token, 'POST', '/v1/me/slack', { code })
const refusal = async (person: TestMember, code: string) => {
  const { status, json } = await link(person, code)
  return [status, (json.error as { code: string }).code]
}
const peopleNamed = async (person: TestMember, name: string) => {
  const { json } = await ask(server, person.token, 'GET', `/v1/circles/${server.home.circleId}`)
  return (json.people as { id: string; displayName: string }[]).filter(({ displayName }) => displayName === name)
}

describe('adding a Slack account to a paired member', () => {
  it('makes them one member by both doors, and the other one goes with its key', async () => {
    const ada = await server.member('Ada', { roles: ['facilitator', 'steward'] })
    const slack = await inSlack('Ada L')
    expect(slack.id).not.toBe(ada.id)
    const code = await slack.code()
    expect(await link(ada, code)).toMatchObject({ status: 200, json: { id: ada.id } })
    expect(await slack.me()).toMatchObject({ id: ada.id, displayName: 'Ada L', slackLinked: true })
    expect(await peopleNamed(ada, 'Ada L')).toHaveLength(1)
    expect(await peopleNamed(ada, 'Ada')).toEqual([])
    const left = await server.work(({ trx }) => trx.selectFrom('member').select('id').where('id', '=', slack.id).execute())
    expect(left).toEqual([])
    expect(await refusal(ada, code)).toEqual([410, 'expired'])
  })

  it('keeps the devices that were paired from Slack, and goes on with the form begun there', async () => {
    const bo = await server.member('Bo')
    const slack = await inSlack('Bo S')
    const paired = await server.asStranger().v1.devices.$post({ json: { code: await slack.code() } })
    const device = (await paired.json()) as { token: string }
    await slack.client.v1['concern-drafts'][':key'].$put({
      param: { key: 'slack' },
      json: { page: 'words', answers: { words: 'half a sentence' } },
    })
    expect((await link(bo, await slack.code())).status).toBe(200)
    expect(await (await server.as(device).v1.me.$get()).json()).toMatchObject({ id: bo.id })
    const draft = await slack.client.v1['concern-drafts'][':key'].$get({ param: { key: 'slack' } })
    expect(await draft.json()).toMatchObject({ answers: { words: 'half a sentence' } })
  })

  it('refuses codes that are not from Slack, are unknown, or of somebody linked', async () => {
    const [cy, di] = [await server.member('Cy'), await server.member('Di')]
    const { code } = (await (await server.as(di).v1.devices.codes.$post()).json()) as { code: string }
    expect(await refusal(cy, code)).toEqual([404, 'not_found'])
    expect(await refusal(cy, 'AAAA-AAAA')).toEqual([404, 'not_found'])
    const own = (await (await server.as(cy).v1.devices.codes.$post()).json()) as { code: string }
    expect(await refusal(cy, own.code)).toEqual([409, 'already_done'])
    expect((await link(cy, 'no code')).status).toBe(400)
    const slack = await inSlack('Cy S')
    await link(cy, await slack.code())
    const other = await inSlack('Cy other')
    expect(await refusal(cy, await other.code())).toEqual([409, 'already_done'])
    expect((await slack.client.v1.me.slack.$post({ json: { code: await other.code() } })).status, 'only from a device').toBe(404)
  })

  it('finds nothing in another workspace', async () => {
    const elsewhere = await server.workspace()
    const far = await server.member('Far', elsewhere)
    expect(await refusal(far, await (await inSlack('Near')).code())).toEqual([404, 'not_found'])
  })

  it('is done once, however often it is sent', async () => {
    const ed = await server.member('Ed')
    const code = await (await inSlack('Ed S')).code()
    const again = { 'idempotency-key': 'the-same' }
    const answers = [1, 2, 3].map(() => ask(server, ed.token, 'POST', '/v1/me/slack', { code }, again))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200])
  })
})

describe('a member from Slack that has something of its own', () => {
  type Slack = Awaited<ReturnType<typeof inSlack>>
  const param = () => ({ param: { id: server.home.circleId } })
  const parking = { title: 'Meetings run late', why: '', effect: '', revisitOn: null, link: null }
  const own: Record<string, (slack: Slack, other: TestMember) => Promise<unknown>> = {
    'raised something': ({ client }) => client.v1.concerns.$post({ json: aRaise({ circleId: server.home.circleId }) }),
    'parked something': ({ client }) => client.v1.circles[':id'].backburner.$post({ ...param(), json: parking }),
    'echoed something': async ({ client }, other) => {
      const item = await server.as(other).v1.circles[':id'].backburner.$post({ ...param(), json: parking })
      const { id } = (await item.json()) as { id: string }
      return client.v1.backburner[':id'].echo.$post({ param: { id } })
    },
    'drafted an acknowledgement': async ({ client }, other) => {
      const repair = await server
        .as(other)
        .v1.circles[':id'].repairs.$post({ ...param(), json: { title: 'How we meet', fromItemId: null } })
      const { id } = (await repair.json()) as { id: string }
      const json = { by: 'circle' as const, words: 'We talked over people.', how: 'in_writing' as const }
      return client.v1.repairs[':id'].acknowledgements.$post({ param: { id }, json })
    },
    rested: ({ client }) =>
      client.v1.circles[':id'].rests.$post({ ...param(), json: { until: '2026-12-24', helps: '', told: [], shared: false } }),
    'been appointed': async ({ id }) => {
      const facilitator = await server.member('Fay', { roles: ['facilitator'] })
      return server.as(facilitator).v1.circles[':id'].stewards.$post({ ...param(), json: { memberId: id } })
    },
  }

  it.each(Object.keys(own))('stays as it is when they have %s', async (what) => {
    const [me, other] = [await server.member('Gil'), await server.member('Hal')]
    const slack = await inSlack('Gil S')
    const done = (await own[what]?.(slack, other)) as Response
    expect(done.status, await done.clone().text()).toBeLessThan(300)
    expect(await refusal(me, await slack.code())).toEqual([409, 'taken'])
    expect(await slack.me()).toMatchObject({ id: slack.id })
  })

  it('has no role as a guest: somebody with a role keeps it and is told', async () => {
    const ida = await server.member('Ida', { roles: ['steward'] })
    expect(await refusal(ida, await (await inSlack('Ida S', { guest: true })).code())).toEqual([409, 'not_now'])
  })
})
