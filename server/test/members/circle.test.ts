import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../../tests/support/server.ts'

let server: TestServer
let ada: TestMember
let bo: TestMember
beforeAll(async () => {
  server = await testServer({ operator: 'Riverside Collective' })
  ada = await server.member('Ada', { roles: ['facilitator'] })
  bo = await server.member('Bo')
})
beforeEach(() => server.setNow('2026-11-23T10:00:00Z'))
afterAll(() => server.stop())

const param = () => ({ id: server.home.circleId })
async function circleOf(member: TestMember) {
  const body = await (await server.as(member).v1.circles[':id'].$get({ param: param() })).json()
  if (!('people' in body)) throw new Error('The circle was refused.')
  return body
}
const change = (member: TestMember, json: Record<string, unknown>) => server.as(member).v1.circles[':id'].$patch({ param: param(), json })
const appoint = (member: TestMember, memberId: string) =>
  server.as(member).v1.circles[':id'].stewards.$post({ param: param(), json: { memberId } })
const standDown = (member: TestMember, memberId: string) =>
  server.as(member).v1.circles[':id'].stewards[':memberId'].$delete({ param: { ...param(), memberId } })

describe('myself', () => {
  it('reads my circles and roles, my devices, and who runs this server', async () => {
    const me = await (await server.as(ada).v1.me.$get()).json()
    expect(me).toEqual({
      id: ada.id,
      displayName: 'Ada',
      language: 'en',
      operator: 'Riverside Collective',
      slackLinked: false,
      circles: [{ id: server.home.circleId, name: 'Our circle', roles: ['member', 'facilitator'] }],
      devices: [{ id: ada.deviceId, pairedOn: '2026-11-23', thisOne: true }],
    })
  })

  it('being away shows wherever somebody picks people', async () => {
    await server.as(bo).v1.me.away.$put({ json: { away: true } })
    expect((await circleOf(ada)).people.find(({ id }) => id === bo.id)?.away).toBe(true)
    await server.as(bo).v1.me.away.$put({ json: { away: false } })
    expect((await circleOf(ada)).people.find(({ id }) => id === bo.id)?.away).toBe(false)
  })
})

describe('the settings of a circle', () => {
  it('change by its facilitator, one by one, and are read by its members', async () => {
    const json = {
      name: 'Riverside',
      outsideContact: 'Noor, mediator, +34 600 000 000',
      timeZone: 'Europe/Madrid',
      slackChannel: 'C0123456789',
    }
    expect((await change(ada, json)).status).toBe(200)
    expect(await circleOf(bo)).toMatchObject({ ...json, emergencyContact: null, digestHour: 9, myRoles: ['member'] })
    expect((await change(ada, { outsideContact: null })).status).toBe(200)
    expect(await circleOf(bo)).toMatchObject({ name: 'Riverside', outsideContact: null })
  })

  it('lie sealed: the database holds no name and no contact', async () => {
    await change(ada, { name: 'Willow lane', emergencyContact: 'Line of the region, 016' })
    const client = await server.superuser()
    const { rows } = await client.query(`select encode(convert_to(c::text, 'utf8'), 'escape') as row from circle c`)
    await client.end()
    expect(JSON.stringify(rows)).not.toMatch(/Willow|region/)
  })

  it('say when the next digest is due: at its day and hour in its zone, never while paused or without a channel', async () => {
    const due = () => server.work(({ trx }) => trx.selectFrom('circle').select('next_digest_at').executeTakeFirstOrThrow())
    await change(ada, { slackChannel: 'C0123456789', timeZone: 'Europe/Madrid', digestDay: 2, digestHour: 9, digestPaused: false })
    expect((await due()).next_digest_at).toEqual(new Date('2026-11-24T08:00:00Z'))
    await change(ada, { digestPaused: true })
    expect((await due()).next_digest_at).toBeNull()
    await change(ada, { digestPaused: false, slackChannel: null })
    expect((await due()).next_digest_at).toBeNull()
  })

  it('stay away from whoever is no facilitator, in the words for a thing that is not there', async () => {
    const refused = await change(bo, { name: 'Mine' })
    const missing = await server.as(bo).v1.circles[':id'].$patch({ param: { id: server.kernel.id() }, json: { name: 'Mine' } })
    expect([refused.status, await refused.text()]).toEqual([missing.status, await missing.text()])
  })

  it('are not there for somebody of another circle or workspace', async () => {
    const other = await server.member('Cy', await server.circle())
    const foreign = await server.member('Dee', { ...(await server.workspace()), roles: ['facilitator'] })
    for (const member of [other, foreign]) expect((await server.as(member).v1.circles[':id'].$get({ param: param() })).status).toBe(404)
  })
})

describe('stewards', () => {
  it('are appointed for six months, and then the term lapses by itself', async () => {
    const eve = await server.member('Eve')
    expect((await appoint(ada, eve.id)).status).toBe(200)
    expect((await circleOf(ada)).stewards).toContainEqual({ memberId: eve.id, until: '2027-05-23' })
    expect((await circleOf(eve)).myRoles).toContain('steward')
    server.setNow('2027-05-23T00:00:01Z')
    expect((await circleOf(eve)).myRoles).toEqual(['member'])
    expect((await circleOf(ada)).stewards.map(({ memberId }) => memberId)).not.toContain(eve.id)
  })

  it('can be asked again: a new term begins', async () => {
    const fay = await server.member('Fay')
    await appoint(ada, fay.id)
    server.setNow('2027-01-31T10:00:00Z')
    await appoint(ada, fay.id)
    expect((await circleOf(ada)).stewards).toContainEqual({ memberId: fay.id, until: '2027-07-31' })
  })

  it('are never guests, nor people of elsewhere', async () => {
    const guest = await server.member('Gil', { guest: true })
    const other = await server.member('Hana', await server.circle())
    expect((await appoint(ada, guest.id)).status).toBe(409)
    expect((await appoint(ada, other.id)).status).toBe(404)
    expect((await circleOf(ada)).stewards.map(({ memberId }) => memberId)).not.toContain(guest.id)
  })

  it('stand down at once; standing down twice is refused', async () => {
    const ivo = await server.member('Ivo')
    await appoint(ada, ivo.id)
    expect((await standDown(ada, ivo.id)).status).toBe(200)
    expect((await standDown(ada, ivo.id)).status).toBe(409)
    expect((await circleOf(ivo)).myRoles).toEqual(['member'])
  })

  it('are appointed by facilitators alone', async () => {
    expect((await appoint(bo, bo.id)).status).toBe(404)
    const steward = await server.member('Jo', { roles: ['steward'] })
    expect((await appoint(steward, bo.id)).status).toBe(404)
  })

  it('do not count towards readiness once their term is over; two and both contacts make a circle ready', async () => {
    const group = await server.workspace()
    const kim = await server.member('Kim', { ...group, roles: ['facilitator'] })
    const lou = await server.member('Lou', group)
    const own = server.as(kim).v1.circles[':id']
    const missing = async () => {
      const body = await (await own.$get({ param: { id: group.circleId } })).json()
      return 'missing' in body && body.missing
    }
    expect(await missing()).toEqual(['two_stewards', 'outside_contact', 'emergency_contact'])
    for (const memberId of [kim.id, lou.id]) await own.stewards.$post({ param: { id: group.circleId }, json: { memberId } })
    await own.$patch({ param: { id: group.circleId }, json: { outsideContact: 'Noor', emergencyContact: '112' } })
    expect(await missing()).toEqual([])
    server.pass({ days: 200 })
    expect(await missing()).toEqual(['two_stewards'])
  })
})

describe('devices', () => {
  it('stop working at once when they are unpaired, one or all', async () => {
    const mia = await server.member('Mia')
    const other = await server.member('Noa')
    const one = await server.as(mia).v1.devices[':id'].$delete({ param: { id: other.deviceId } })
    expect(one.status).toBe(404)
    expect((await server.as(other).v1.me.$get()).status).toBe(200)
    expect((await server.as(mia).v1.devices[':id'].$delete({ param: { id: 'all' } })).status).toBe(200)
    const refused = await server.as(mia).v1.me.$get()
    expect(await refused.json()).toMatchObject({ error: { code: 'device_revoked' } })
  })

  it('that is no device of mine is not there', async () => {
    for (const id of [server.kernel.id(), 'ALL', '../me', 'none'])
      expect(
        (
          await server.api.request(`/v1/devices/${encodeURIComponent(id)}`, {
            method: 'DELETE',
            headers: { authorization: `Bearer ${bo.token}` },
          })
        ).status,
      ).toBe(404)
  })
})
