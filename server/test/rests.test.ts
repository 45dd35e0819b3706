import type { ClaimedDelivery } from '@tend/shared/deliveries/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aRaise } from '../../shared/test/concerns/a-concern.ts'
import { addContacts } from '../../tests/support/cast.ts'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'
import { forgetOldRests } from '../src/rests/forgetting.ts'
import { lookAfterSupports } from '../src/supports/looking-after.ts'

let server: TestServer
let noor: TestMember
let sol: TestMember
let mo: TestMember
let fay: TestMember
let cal: TestMember
beforeAll(async () => {
  server = await testServer({ jobs: true, now: '2026-11-20T10:00:00Z' })
  expect((await server.asService().v1.slack.team.$put({ json: { team: 'T0TEAM' } })).status).toBe(200)
  noor = await server.member('Noor', { roles: ['steward'], slackUser: 'U0NOOR' })
  sol = await server.member('Sol', { slackUser: 'U0SOL' })
  mo = await server.member('Mo', { roles: ['steward'], slackUser: 'U0MO' })
  fay = await server.member('Fay', { roles: ['facilitator'] })
  cal = await server.member('Cal', { ...(await server.circle()) })
  const json = { timeZone: 'America/New_York' }
  expect((await server.as(fay).v1.circles[':id'].$patch({ ...inCircle(), json })).status).toBe(200)
})
afterAll(() => server.stop())
beforeEach(async () => {
  server.setNow('2026-11-20T10:00:00Z')
  const root = await server.superuser()
  await root.query(`delete from delivery; delete from pgboss.job where name <> 'tick'; delete from rest; delete from support`)
  await root.end()
})

const inCircle = () => ({ param: { id: server.home.circleId } })
const take = async (over: object = {}, by = noor) => {
  const json = { until: '2026-11-27', helps: 'Soup, and no calls.', told: [sol.id], shared: false }
  const answer = await server.as(by).v1.circles[':id'].rests.$post({ ...inCircle(), json: { ...json, ...over } })
  return { status: answer.status, id: answer.status === 201 ? ((await answer.json()) as { id: string }).id : '' }
}
const read = async (by: TestMember, id: string) => {
  const answer = await server.as(by).v1.rests[':id'].$get({ param: { id } })
  return answer.status === 200 ? ((await answer.json()) as Record<string, unknown> & { duties: { id: string }[] }) : answer.status
}
const resting = async (by: TestMember) =>
  ((await (await server.as(by).v1.circles[':id'].resting.$get(inCircle())).json()) as { items: { memberId: string }[] }).items
const extend = (id: string, until: string, by = noor) => server.as(by).v1.rests[':id'].extend.$post({ param: { id }, json: { until } })
const end = (id: string, by = noor) => server.as(by).v1.rests[':id'].end.$post({ param: { id } })
const passOn = (id: string, kind: 'steward' | 'support' | 'change', subject: string, to: TestMember, by = noor) =>
  server.as(by).v1.rests[':id']['pass-on'].$post({ param: { id }, json: { kind, subject, to: to.id } })
const duty = (verb: 'take-on' | 'take-back' | 'leave', id: string, dutyId: string, by: TestMember) =>
  server.as(by).v1.rests[':id'].duties[':dutyId'][verb].$post({ param: { id, dutyId } })
const claim = async () =>
  ((await (await server.asService().v1.deliveries.claim.$post({ json: { max: 20 } })).json()) as { items: ClaimedDelivery[] }).items
const nextHour = async () => {
  const root = await server.superuser()
  await root.query(`update pgboss.job set start_after = now() where name = 'deliveries'`)
  await root.end()
}

describe('resting', () => {
  it('tells those one chose at once, with no word of it, and nobody else', async () => {
    const { id } = await take()
    expect(await claim()).toMatchObject([{ message: { kind: 'notice', user: 'U0SOL', subjectId: id } }])
    expect(await read(noor, id)).toMatchObject({
      mine: true,
      state: 'resting',
      helps: 'Soup, and no calls.',
      told: [{ displayName: 'Sol' }],
    })
    expect(await read(sol, id)).toMatchObject({ mine: false, person: { displayName: 'Noor' }, told: null, duties: [] })
    for (const nobody of [mo, fay, cal]) expect(await read(nobody, id)).toBe(404)
  })
  it('may tell nobody at all; is one at a time; ends by the day of its own circle', async () => {
    const both = await Promise.all([take({ told: [], until: '2026-11-21' }), take({ told: [], until: '2026-11-21' })])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    const id = both.find((one) => one.id)?.id ?? ''
    server.setNow('2026-11-22T04:30:00Z')
    expect(await read(noor, id), 'half past eleven at night in New York').toMatchObject({ state: 'resting' })
    server.setNow('2026-11-22T05:30:00Z')
    expect(await read(noor, id)).toMatchObject({ state: 'over' })
    expect((await take({ until: '2026-11-22' })).status).toBe(201)
  })
  it('can be made longer and shorter, ended, and taken again; those told lose sight of it meanwhile', async () => {
    const { id } = await take()
    await claim()
    expect((await extend(id, '2026-12-04')).status).toBe(200)
    expect((await extend(id, '2026-11-19')).status).toBe(400)
    expect((await extend(id, '2026-12-04', sol)).status).toBe(404)
    expect(await claim(), 'a rest made longer tells nobody anew').toEqual([])
    expect((await end(id)).status).toBe(200)
    expect((await end(id)).status).toBe(200)
    expect(await read(sol, id)).toBe(404)
    expect(await read(noor, id)).toMatchObject({ state: 'ended' })
    server.pass({ days: 1 })
    expect((await extend(id, '2026-12-01')).status).toBe(200)
    expect(await read(sol, id)).toMatchObject({ state: 'resting', until: '2026-12-01' })
    expect(await claim()).toMatchObject([{ message: { kind: 'notice', user: 'U0SOL' } }])
  })
  it('is shown to whoever wants to ask for something: with its day to those told, and to others only that nothing new is taken on', async () => {
    await take()
    expect(await resting(sol)).toEqual([
      { memberId: noor.id, displayName: 'Noor', until: '2026-11-27', helps: 'Soup, and no calls.', standIn: null },
    ])
    expect(await resting(mo)).toEqual([{ memberId: noor.id, displayName: 'Noor', until: null, helps: null, standIn: null }])
    expect((await server.as(cal).v1.circles[':id'].resting.$get(inCircle())).status).toBe(404)
    await take({ shared: true, told: [] }, mo)
    expect((await resting(fay)).find(({ memberId }) => memberId === mo.id)).toMatchObject({ until: '2026-11-27', helps: null })
  })
  it('a steward who rests is given nothing new, as one who is away: whoever raises something sees it before they choose', async () => {
    await take({ told: [] })
    const people = async (by: TestMember) =>
      ((await (await server.as(by).v1.circles[':id'].$get(inCircle())).json()) as { people: { id: string; away: boolean }[] }).people
    expect((await people(sol)).filter(({ away }) => away)).toMatchObject([{ id: noor.id }])
    expect(
      (await people(noor)).filter(({ away }) => away),
      'their own setting is as they left it',
    ).toEqual([])
    await addContacts(server)
    const json = aRaise({ circleId: server.home.circleId, tier: 'stewards', recipients: [noor.id] })
    expect(await (await server.as(sol).v1.concerns.$post({ json })).json()).toMatchObject({ error: { code: 'not_a_steward' } })
    expect((await server.as(sol).v1.concerns.$post({ json: { ...json, recipients: [mo.id] } })).status).toBe(201)
  })
  it('is forgotten 90 days after it was over, with its key', async () => {
    const { id } = await take()
    server.pass({ days: 98 })
    expect(await forgetOldRests(server.kernel)).toBe(1)
    expect(await forgetOldRests(server.kernel)).toBe(0)
    expect(await read(noor, id)).toBe(404)
  })
})

describe('what one carries', () => {
  const support = async () => {
    const json = { kind: 'company' as const, words: '', told: { who: 'people' as const, people: [noor.id, mo.id] }, repairId: null }
    const { id } = (await (await server.as(sol).v1.circles[':id'].supports.ask.$post({ ...inCircle(), json })).json()) as { id: string }
    await server.as(noor).v1.supports[':id']['take-up'].$post({ param: { id }, json: { askedEveryDays: 7 } })
    return id
  }
  const carried = async (by: TestMember) =>
    ((await (await server.as(by).v1.me.carried.$get()).json()) as { items: { kind: string; subject: string }[] }).items

  it('is listed: being a steward, and the support one gives', async () => {
    const id = await support()
    expect(await carried(noor)).toMatchObject([
      { kind: 'steward', subject: server.home.circleId },
      { kind: 'support', subject: id },
    ])
    expect(await carried(sol)).toEqual([])
  })
  it('is somebody else’s only once they say yes, and comes back when the rest ends', async () => {
    const { id } = await take()
    expect((await passOn(id, 'steward', server.home.circleId, sol)).status, 'Sol is no steward').toBe(400)
    expect((await passOn(id, 'steward', server.home.circleId, mo)).status).toBe(200)
    expect(await resting(fay)).toMatchObject([{ standIn: null }])
    const asked = await read(mo, id)
    expect(asked).toMatchObject({ mine: false, duties: [{ kind: 'steward', to: { displayName: 'Mo' }, state: 'asked' }] })
    expect(await read(sol, id), 'what is asked of one is not shown to another').toMatchObject({ duties: [] })
    const dutyId = typeof asked === 'object' ? (asked.duties[0]?.id ?? '') : ''
    expect((await duty('take-on', id, dutyId, sol)).status).toBe(404)
    expect((await duty('take-back', id, dutyId, mo)).status).toBe(404)
    expect((await duty('take-on', id, dutyId, mo)).status).toBe(200)
    expect(await read(noor, id)).toMatchObject({ duties: [{ state: 'taken' }] })
    expect(await resting(fay), 'whoever looks for a steward').toMatchObject([
      { memberId: noor.id, until: null, standIn: { displayName: 'Mo' } },
    ])
    expect((await duty('leave', id, dutyId, mo)).status).toBe(200)
    expect(await read(noor, id)).toMatchObject({ duties: [] })
    expect((await passOn(id, 'steward', server.home.circleId, mo)).status).toBe(200)
    await end(id)
    expect(await read(noor, id)).toMatchObject({ duties: [] })
  })
  it('a change one looks after can be passed on to anybody in the circle', async () => {
    const repair = { title: 'How we meet', fromItemId: null }
    const { id: repairId } = (await (await server.as(noor).v1.circles[':id'].repairs.$post({ ...inCircle(), json: repair })).json()) as {
      id: string
    }
    const json = { words: 'Shorter calls', touches: '', willSee: '', carriedByMe: true, lookAgainOn: null }
    const proposed = await server.as(noor).v1.repairs[':id'].changes.$post({ param: { id: repairId }, json })
    const { id: changeId } = (await proposed.json()) as { id: string }
    expect(await carried(noor)).toContainEqual({ kind: 'change', subject: changeId, circleId: server.home.circleId })
    const { id } = await take()
    expect((await passOn(id, 'change', changeId, fay)).status).toBe(200)
    expect(await read(fay, id)).toMatchObject({ duties: [{ kind: 'change', subject: changeId, state: 'asked' }] })
  })
  it('support goes on only to who was told of it; the two read who stands in, and until when', async () => {
    const supportId = await support()
    const { id } = await take()
    expect((await passOn(id, 'support', supportId, fay)).status).toBe(400)
    expect((await passOn(id, 'support', server.kernel.id(), mo)).status).toBe(404)
    expect((await passOn(id, 'support', supportId, mo)).status).toBe(200)
    const asked = await read(mo, id)
    const reads = async (by: TestMember) => (await server.as(by).v1.supports[':id'].$get({ param: { id: supportId } })).json()
    expect(await reads(sol)).toMatchObject({ standIn: null })
    await duty('take-on', id, typeof asked === 'object' ? (asked.duties[0]?.id ?? '') : '', mo)
    const standIn = { memberId: mo.id, displayName: 'Mo', until: '2026-11-27' }
    for (const one of [sol, noor, mo]) expect(await reads(one)).toMatchObject({ standIn })
    await end(id)
    expect(await reads(sol)).toMatchObject({ standIn: null })
  })
})

describe('being left in peace', () => {
  const asked = async (to: TestMember) => {
    const json = { kind: 'cover' as const, words: '', told: { who: 'people' as const, people: [to.id] }, repairId: null }
    const answer = await server.as(mo).v1.circles[':id'].supports.ask.$post({ ...inCircle(), json })
    return ((await answer.json()) as { id: string }).id
  }
  it('nothing reaches somebody who rests; of all that waited one goes out when it is over', async () => {
    const { id } = await take({ told: [] })
    for (let n = 0; n < 3; n++) await asked(noor)
    await asked(sol)
    await nextHour()
    expect((await claim()).map(({ message }) => 'user' in message && message.user)).toEqual(['U0SOL'])
    for (const day of ['2026-11-24T15:00:00Z', '2026-11-27T20:00:00Z']) {
      server.setNow(day)
      await nextHour()
      expect(await claim()).toEqual([])
    }
    server.setNow('2026-11-28T14:00:00Z')
    await nextHour()
    expect((await claim()).map(({ message }) => 'user' in message && message.user)).toEqual(['U0NOOR'])
    await nextHour()
    expect(await claim()).toEqual([])
    expect(await read(noor, id)).toMatchObject({ state: 'over' })
  })
  it('ended early, it goes out at the next hour', async () => {
    const { id } = await take({ told: [], until: '2027-03-01' })
    await asked(noor)
    await nextHour()
    expect(await claim()).toEqual([])
    server.pass({ days: 40 })
    await end(id)
    await nextHour()
    expect(await claim()).toMatchObject([{ message: { user: 'U0NOOR' } }])
  })
  it('a supporter who rests is not asked whether they can go on until it is over', async () => {
    const supportId = await asked(noor)
    await server.as(noor).v1.supports[':id']['take-up'].$post({ param: { id: supportId }, json: { askedEveryDays: 7 } })
    await take({ told: [], until: '2026-11-30' })
    server.setNow('2026-11-28T12:00:00Z')
    expect(await lookAfterSupports(server.kernel)).toBe(0)
    server.setNow('2026-12-01T12:00:00Z')
    expect(await lookAfterSupports(server.kernel)).toBe(1)
  })
})
