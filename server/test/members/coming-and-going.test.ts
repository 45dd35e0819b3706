import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addContacts, ask, concern, done } from '../../../tests/support/cast.ts'
import { type TestMember, type TestServer, testServer } from '../../../tests/support/server.ts'

let server: TestServer
let ada: TestMember
let bo: TestMember
let cy: TestMember
const sky = { team: 'T0123456', user: 'U0000042', name: 'Sky' }
beforeAll(async () => {
  server = await testServer({ limits: { guess: { burst: 3, perMinute: 1 } } })
  ada = await server.member('Ada', { roles: ['facilitator', 'steward'] })
  bo = await server.member('Bo', { roles: ['steward'] })
  cy = await server.member('Cy', { roles: ['steward'] })
  await addContacts(server)
  // Sky comes from Slack while there is one circle, and so into that one.
  await server.asService().v1.slack.team.$put({ json: { team: sky.team } })
  await server.asSlack(sky).v1.me.$get()
})
beforeEach(() => server.setNow('2026-11-23T10:00:00Z'))
afterAll(() => server.stop())

type Circle = { people: { id: string; noNewOnes: boolean }[]; stewards: { memberId: string }[]; missing: string[]; myRoles: string[] }
const post = (as: { token: string } | undefined, path: string, body?: unknown) => ask(server, as?.token, 'POST', `/v1${path}`, body)
const code = (answer: Awaited<ReturnType<typeof ask>>) => [answer.status, (answer.json.error as { code: string } | undefined)?.code]
const circle = async (as: TestMember, id = server.home.circleId) =>
  (await ask(server, as.token, 'GET', `/v1/circles/${id}`)).json as unknown as Circle
const made = () => done(server, ada, 'POST', '/v1/circles', { name: 'Kitchen' })
const invitation = async (id = server.home.circleId) => String((await post(ada, `/circles/${id}/invitations`)).json.code)

describe('several circles', () => {
  it('are made by a facilitator, each with settings and people of its own', async () => {
    expect(code(await post(bo, '/circles', { name: 'Kitchen' }))).toEqual([404, 'not_found'])
    const id = await made()
    expect(await circle(ada, id)).toMatchObject({
      myRoles: ['member', 'facilitator'],
      missing: ['two_stewards', 'outside_contact', 'emergency_contact'],
    })
    expect((await ask(server, ada.token, 'PATCH', `/v1/circles/${id}`, { digestHour: 17 })).status).toBe(200)
    expect(await circle(ada, id)).toMatchObject({ digestHour: 17, name: 'Kitchen' })
    expect(await circle(ada)).toMatchObject({ digestHour: 9 })
    expect(code(await ask(server, bo.token, 'GET', `/v1/circles/${id}`))).toEqual([404, 'not_found'])
    const me = (await ask(server, ada.token, 'GET', '/v1/me')).json as unknown as { circles: object[] }
    expect(me.circles).toContainEqual({ id, name: 'Kitchen', roles: ['member', 'facilitator'] })
  })
})

describe('an invitation', () => {
  it('brings somebody new into its circle, with a device of theirs', async () => {
    const id = await made()
    const typed = await invitation(id)
    expect(code(await post(undefined, '/devices', { code: typed }))).toEqual([400, 'invalid'])
    const paired = await post(undefined, '/devices', { code: typed.toLowerCase(), displayName: 'Eve' })
    expect(paired.status).toBe(201)
    const eve = { token: String(paired.json.token) }
    const me = (await ask(server, eve.token, 'GET', '/v1/me')).json
    expect(me).toMatchObject({ displayName: 'Eve', circles: [{ id, roles: ['member'] }] })
    expect(code(await ask(server, eve.token, 'GET', `/v1/circles/${server.home.circleId}`))).toEqual([404, 'not_found'])
  })

  it('brings somebody of the workspace into another circle, once and however often it is typed', async () => {
    const id = await made()
    const typed = await invitation(id)
    for (let n = 0; n < 3; n++) expect((await post(bo, '/circles/join', { code: typed })).json).toEqual({ id })
    expect((await circle(bo, id)).people.map((one) => one.id)).toEqual([ada.id, bo.id])
    const { rows } = await server.work(async ({ trx }) => ({
      rows: await trx.selectFrom('invitation').select('uses_left').where('circle_id', '=', id).execute(),
    }))
    expect(rows).toEqual([{ uses_left: 19 }])
  })

  it('is made by facilitators alone, lasts seven days, and few wrong ones are tried', async () => {
    expect(code(await post(bo, `/circles/${server.home.circleId}/invitations`))).toEqual([404, 'not_found'])
    const id = await made()
    const typed = await invitation(id)
    server.pass({ days: 7 })
    expect(code(await post(cy, '/circles/join', { code: typed }))).toEqual([410, 'expired'])
    expect(code(await post(undefined, '/devices', { code: typed, displayName: 'Late' }))).toEqual([410, 'expired'])
    for (let n = 0; n < 2; n++) expect(code(await post(cy, '/circles/join', { code: 'AAAA-AAAA' }))).toEqual([404, 'not_found'])
    expect(code(await post(cy, '/circles/join', { code: 'AAAA-AAAB' }))).toEqual([429, 'too_many'])
  })

  it('of another workspace lets nobody of this one in by its code', async () => {
    const elsewhere = await server.workspace()
    const oz = await server.member('Oz', { ...elsewhere, roles: ['facilitator'] })
    const typed = String((await post(oz, `/circles/${elsewhere.circleId}/invitations`)).json.code)
    expect(code(await post(bo, '/circles/join', { code: typed }))).toEqual([404, 'not_found'])
  })
})

describe('facilitators', () => {
  it('appoint and take back, and a circle never loses its last one', async () => {
    const path = `/circles/${server.home.circleId}/facilitators`
    const takeBack = (as: TestMember, memberId: string) => ask(server, as.token, 'DELETE', `/v1${path}/${memberId}`)
    expect(code(await takeBack(ada, ada.id))).toEqual([409, 'not_now'])
    expect(code(await post(bo, path, { memberId: bo.id }))).toEqual([404, 'not_found'])
    expect((await post(ada, path, { memberId: bo.id })).status).toBe(200)
    expect((await circle(bo)).myRoles.sort()).toEqual(['facilitator', 'member', 'steward'])
    expect((await takeBack(bo, bo.id)).status).toBe(200)
    const guest = await server.member('Gus', { guest: true })
    expect(code(await post(ada, path, { memberId: guest.id }))).toEqual([409, 'not_now'])
    expect(code(await post(ada, `/circles/${server.home.circleId}/leave`))).toEqual([409, 'not_now'])
    expect(code(await post(ada, '/me/leave', { sure: true }))).toEqual([409, 'not_now'])
  })

  it('who are gone with their Slack account can be followed by one whom a steward appoints', async () => {
    const group = await server.circle()
    const fay = await server.member('Fay', { ...group, roles: ['facilitator'] })
    const sol = await server.member('Sol', { ...group, roles: ['steward'] })
    const path = `/circles/${group.circleId}/facilitators`
    expect(code(await post(sol, path, { memberId: sol.id }))).toEqual([404, 'not_found'])
    await server.work(({ trx }) => trx.updateTable('member').set({ left_on: '2026-11-23' }).where('id', '=', fay.id).execute())
    expect((await post(sol, path, { memberId: sol.id })).status).toBe(200)
    expect((await circle(sol, group.circleId)).myRoles).toContain('facilitator')
  })
})

describe('going', () => {
  it('from a circle leaves everything where it is, and who chose them sees it', async () => {
    const dan = await server.member('Dan', { roles: ['steward'] })
    const people = { recipient: dan, leftOut: cy } as never
    const id = await done(server, bo, 'POST', '/v1/concerns', concern({ circleId: server.home.circleId, people }))
    expect((await post(dan, `/circles/${server.home.circleId}/leave`)).status).toBe(200)
    expect(code(await post(dan, `/given-concerns/${id}/open`))).toEqual([404, 'not_found'])
    expect((await circle(ada)).people.map((one) => one.id)).not.toContain(dan.id)
    const seen = (await ask(server, bo.token, 'GET', `/v1/concerns/${id}`)).json
    expect(seen.recipients).toMatchObject([{ memberId: dan.id, displayName: 'Dan', standing: 'left', state: 'waiting' }])
    expect((await ask(server, dan.token, 'GET', '/v1/me')).json).toMatchObject({ circles: [] })
  })

  it('from the workspace stops every device at once', async () => {
    const dan = await server.member('Dan', { roles: ['steward'] })
    expect((await post(dan, '/me/leave', { sure: true })).status).toBe(200)
    expect((await ask(server, dan.token, 'GET', '/v1/me')).status).toBe(401)
    expect((await circle(ada)).stewards.map((one) => one.memberId)).not.toContain(dan.id)
  })
})

describe('an account that Slack deactivates', () => {
  const say = (deactivated: boolean) => server.asService().v1.slack.account.$put({ json: { team: sky.team, user: sky.user, deactivated } })

  it('counts as gone, moves nothing, and is as it was when it comes back', async () => {
    const me = (await (await server.asSlack(sky).v1.me.$get()).json()) as { id: string }
    await done(server, ada, 'POST', `/v1/circles/${server.home.circleId}/stewards`, { memberId: me.id })
    expect((await say(true)).status).toBe(200)
    expect((await say(true)).status).toBe(200)
    expect((await server.asSlack(sky).v1.me.$get()).status as number).toBe(401)
    expect((await circle(ada)).stewards.map((one) => one.memberId)).not.toContain(me.id)
    expect((await say(false)).status).toBe(200)
    expect((await circle(ada)).stewards.map((one) => one.memberId)).toContain(me.id)
    expect((await server.asSlack(sky).v1.me.$get()).status).toBe(200)
    const nobody = await server.asService().v1.slack.account.$put({ json: { team: sky.team, user: 'U0009999', deactivated: true } })
    expect(nobody.status as number).toBe(404)
  })

  it('that becomes a guest’s or an admin’s is so at once: a guest stands down, whether they open Tend or not', async () => {
    const me = (await (await server.asSlack(sky).v1.me.$get()).json()) as { id: string }
    type Marked = { displayName: string; guest: boolean; slackAdmin: boolean }
    const now = async (profile: { name: string; guest: boolean; admin: boolean }) => {
      const json = { team: sky.team, user: sky.user, deactivated: false, profile }
      expect((await server.asService().v1.slack.account.$put({ json })).status).toBe(200)
      const { people, stewards } = await circle(ada)
      const { displayName, guest, slackAdmin } = people.find((one) => one.id === me.id) as Partial<Marked>
      return { displayName, guest, slackAdmin, steward: stewards.some((one) => one.memberId === me.id) }
    }
    expect(await now({ name: 'Sky', guest: false, admin: true })).toMatchObject({ guest: false, slackAdmin: true, steward: true })
    expect(await now({ name: 'Sky of the shore', guest: false, admin: false })).toEqual({
      displayName: 'Sky of the shore',
      guest: false,
      slackAdmin: false,
      steward: true,
    })
    expect(await now({ name: 'Sky of the shore', guest: true, admin: false })).toMatchObject({ guest: true, steward: false })
  })
})

describe('no new ones for now', () => {
  it('shows wherever one picks people; nothing new comes, and what was given stays', async () => {
    const people = { recipient: bo, leftOut: cy } as never
    const input = concern({ circleId: server.home.circleId, people })
    const id = await done(server, ada, 'POST', '/v1/concerns', input)
    expect((await ask(server, bo.token, 'PUT', '/v1/me/new-ones', { noNewOnes: true })).status).toBe(200)
    expect((await circle(ada)).people.find((one) => one.id === bo.id)?.noNewOnes).toBe(true)
    expect(code(await post(ada, '/concerns', input))).toEqual([409, 'not_a_steward'])
    expect((await post(bo, `/given-concerns/${id}/open`)).status).toBe(200)
    expect((await ask(server, ada.token, 'GET', `/v1/concerns/${id}`)).json.recipients).toMatchObject([{ standing: 'away' }])
    await ask(server, bo.token, 'PUT', '/v1/me/new-ones', { noNewOnes: false })
    expect((await post(ada, '/concerns', input)).status).toBe(201)
  })
})

describe('the term of a steward', () => {
  it('lapses after six months: nothing moves, the circle says what is missing, and it can be renewed', async () => {
    const id = await made()
    const typed = await invitation(id)
    await post(bo, '/circles/join', { code: typed })
    for (const memberId of [ada.id, bo.id]) await done(server, ada, 'POST', `/v1/circles/${id}/stewards`, { memberId })
    await addContacts(server, { ...server.home, circleId: id })
    expect((await circle(bo, id)).missing).toEqual([])
    const given = await done(
      server,
      ada,
      'POST',
      '/v1/concerns',
      concern(
        { circleId: id, people: { recipient: bo, leftOut: bo } as never },
        { leftOut: [], recipients: [bo.id], keep: { kind: 'until_day', day: '2027-12-01' } },
      ),
    )
    server.setNow('2027-05-23T10:00:00Z')
    expect((await circle(bo, id)).missing).toEqual(['two_stewards'])
    expect((await ask(server, ada.token, 'GET', `/v1/concerns/${given}`)).json.recipients).toMatchObject([{ standing: 'term_over' }])
    expect((await post(bo, `/given-concerns/${given}/open`)).status).toBe(200)
    for (const memberId of [ada.id, bo.id]) await done(server, ada, 'POST', `/v1/circles/${id}/stewards`, { memberId })
    expect((await circle(bo, id)).missing).toEqual([])
    expect((await ask(server, ada.token, 'GET', `/v1/concerns/${given}`)).json.recipients).toMatchObject([{ standing: 'steward' }])
  })
})
