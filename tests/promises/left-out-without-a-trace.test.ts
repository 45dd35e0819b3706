import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask, type Cast, cast, concern, done } from '../support/cast.ts'
import { rows } from './access-rows.ts'

let theCast: Cast
const ids = { item: '', repair: '', nothing: randomUUID() }
beforeAll(async () => {
  theCast = await cast({ jobs: true })
  const { server, people, circleId } = theCast
  await server.work(async ({ trx, workspaceId }) => {
    await trx.updateTable('workspace').set({ slack_team: 'T0123456' }).where('workspace_id', '=', workspaceId).execute()
    for (const [n, { id }] of Object.values(people).entries())
      await trx
        .updateTable('member')
        .set({ slack_user: `U0000000${n}` })
        .where('id', '=', id)
        .execute()
  })
  const item = { title: 'Meetings run late', why: '', effect: '', revisitOn: null, link: null }
  ids.item = await done(server, people.leftOut, 'POST', `/v1/circles/${circleId}/backburner`, item)
  ids.repair = await done(server, people.member, 'POST', `/v1/circles/${circleId}/repairs`, { title: 'How we meet', fromItemId: null })
})
afterAll(() => theCast.server.stop())

/** Everything that can be read under /v1, as one path each. */
const readable = () =>
  Object.keys(rows)
    .filter((route) => route.startsWith('GET ') && !route.includes(':key'))
    .map((route) => {
      const id = route.includes('circles') ? theCast.circleId : route.includes('repairs') ? ids.repair : ids.nothing
      return route.slice(4).replace(':id', id)
    })
    // The first step of erasing oneself holds a code, which is another one each time.
    .filter((path) => !path.startsWith('/v1/concerns/') && path !== '/v1/me/erasure')

/** Everything that a person can see: status, body and headers of all they may ask for. */
async function world(role: keyof Cast['people']): Promise<Record<string, Answer>> {
  const token = theCast.people[role].token
  return Object.fromEntries(
    await Promise.all(readable().map(async (path) => [path, await ask(theCast.server, token, 'GET', path)] as const)),
  )
}

/** A whole life of concerns around a person who was left out of each. */
async function concernsHappen(): Promise<string> {
  const { server, people } = theCast
  const away = { tier: 'care_team' as const, recipients: [], leftOut: [people.leftOut.id] }
  const first = await done(server, people.raiser, 'POST', '/v1/concerns', concern(theCast, away))
  await done(server, people.recipient, 'POST', `/v1/given-concerns/${first}/open`)
  await done(server, people.recipient, 'POST', `/v1/given-concerns/${first}/hear`)
  await done(server, people.recipient, 'POST', `/v1/given-concerns/${first}/replies`, { words: 'I am here.' })
  await done(server, people.raiser, 'POST', `/v1/concerns/${first}/replies`, { words: 'Thank you.', to: null })
  const safe = { as: 'repair', title: 'How we end meetings' }
  await done(server, people.recipient, 'POST', `/v1/given-concerns/${first}/carryings`, safe)
  await done(server, people.raiser, 'POST', `/v1/concerns/${first}/extend`, { keep: { kind: 'until_day', day: '2027-12-24' } })
  await done(server, people.steward, 'POST', `/v1/given-concerns/${first}/step-back`)
  const narrow = concern(theCast, { recipients: [people.recipient.id], leftOut: [people.leftOut.id] })
  const wider = await done(server, people.raiser, 'POST', '/v1/concerns', narrow)
  await done(server, people.raiser, 'POST', `/v1/concerns/${wider}/widen`, { to: 'care_team', recipients: [] })
  expect((await ask(server, people.raiser.token, 'GET', `/v1/concerns/${wider}`)).json.recipients).toHaveLength(3)
  const second = await done(
    server,
    people.member,
    'POST',
    '/v1/concerns',
    concern(theCast, { ...away, nameGiven: true, notify: 'at_fixed_hours' }),
  )
  await done(server, people.member, 'POST', `/v1/concerns/${second}/withdraw`)
  const third = await done(server, people.steward, 'POST', '/v1/concerns', concern(theCast, away))
  await done(server, people.steward, 'DELETE', `/v1/concerns/${third}`)
  await done(server, people.raiser, 'PUT', '/v1/concern-drafts/V1', { page: 'words', answers: { words: 'half' } })
  return first
}

describe('somebody who was left out', () => {
  it('sees the same world with and without the concern, to the byte and the header', async () => {
    const watched = ['leftOut', 'member', 'facilitator', 'otherCircle', 'otherWorkspace'] as const
    const before = await Promise.all(watched.map(world))
    const id = await concernsHappen()
    const after = await Promise.all(watched.map(world))
    // The member raised one too, and reads it. The others watched here have nothing of their own.
    for (const [n, role] of watched.entries()) {
      const { '/v1/concerns': mine, '/v1/me/export': taken, ...rest } = after[n] ?? {}
      const { '/v1/concerns': had, '/v1/me/export': took, ...was } = before[n] ?? {}
      expect(rest, role).toEqual(was)
      if (role !== 'member') expect([mine, taken], role).toEqual([had, took])
    }
    expect((await world('recipient'))['/v1/given-concerns']?.text).toContain(id)
  })

  it('cannot tell its id from an id that never was, on any route', async () => {
    const { server, people } = theCast
    const id = await done(server, people.raiser, 'POST', '/v1/concerns', concern(theCast))
    const routes = Object.keys(rows).filter((route) => /\/(given-)?concerns\/:id/.test(route))
    expect(routes.length).toBeGreaterThan(13)
    const bodies: Record<string, unknown> = Object.fromEntries(
      routes.map((route) => [route, rows[route]?.body?.({ ...theCast, id, other: id })]),
    )
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ')
      const answers = await Promise.all(
        [id, randomUUID()].map((one) =>
          ask(server, people.leftOut.token, method, path.replace(':id', one).replace(':carryingId', randomUUID()), bodies[route], {
            'idempotency-key': randomUUID(),
          }),
        ),
      )
      expect(answers[0], route).toEqual(answers[1])
      expect(answers[0]?.status, route).toBe(404)
    }
  })

  it('may do the same with and without it, and with the same answers', async () => {
    const { server, people } = theCast
    const tries = async () =>
      Promise.all([
        ask(server, people.leftOut.token, 'POST', `/v1/backburner/${ids.item}/tend`),
        ask(server, people.leftOut.token, 'PUT', '/v1/me/away', { away: false }),
        ask(server, people.leftOut.token, 'POST', '/v1/concerns', concern(theCast, { recipients: [people.leftOut.id] })),
        ask(server, people.leftOut.token, 'PUT', '/v1/concern-drafts/V1', { page: 'help', answers: {} }),
      ])
    const before = await tries()
    await concernsHappen()
    expect(await tries()).toEqual(before)
  })

  it('gets no notice of it, while those it was given to get one each', async () => {
    const { server, people } = theCast
    const service = server.asService().v1.deliveries
    const user = `U0000000${Object.keys(people).indexOf('leftOut')}`
    const told: string[] = []
    for (let round = 0; round < 4; round++) {
      const { items } = (await (await service.claim.$post({ json: { max: 20 } })).json()) as unknown as {
        items: { id: string; attempt: number; message: { user: string } }[]
      }
      for (const { id, attempt, message } of items) {
        told.push(message.user)
        await service[':id'].begin.$post({ param: { id }, json: { attempt } })
        await service[':id'].report.$post({ param: { id }, json: { attempt, outcome: 'delivered' } })
      }
    }
    expect(told.length).toBeGreaterThan(3)
    expect(told).not.toContain(user)
  })
})
