import { claimMs, reportMs } from '@tend/shared/deliveries/decide'
import type { ClaimedDelivery } from '@tend/shared/deliveries/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestMember, TestServer } from '../../tests/support/server.ts'
import { sweepDeliveries } from '../src/deliveries/outbox.ts'
import { recordEvents } from '../src/events.ts'
import { outboxServer } from './outbox.ts'

let outbox: Awaited<ReturnType<typeof outboxServer>>
let server: TestServer
let fay: TestMember
let sol: TestMember
beforeAll(async () => {
  outbox = await outboxServer()
  ;({ server, fay, sol } = outbox)
})
afterAll(() => server.stop())
// Each test has the next week, and an empty outbox, to itself.
beforeEach(() => outbox.nextWeek())

describe('a claim', () => {
  it('lost before it began is handed out again, and the late claimer cannot begin', async () => {
    const first = await outbox.due()
    server.setNow(new Date(server.now().getTime() + claimMs))
    expect(await sweepDeliveries(server.kernel)).toBe(1)
    const [second] = await outbox.claim()
    expect(second).toMatchObject({ id: first.id, attempt: 2 })
    expect((await outbox.begin(first)).status).toBe(409)
    expect((await outbox.report(first, { outcome: 'delivered' })).status).toBe(409)
    expect((await outbox.begin(second as ClaimedDelivery)).status).toBe(200)
    expect((await outbox.begin(second as ClaimedDelivery)).status).toBe(409)
    await outbox.report(second as ClaimedDelivery, { outcome: 'delivered' })
  })
  it('that began and went silent is uncertain: facilitators see it, others do not, and only a person posts it again', async () => {
    const first = await outbox.due()
    await outbox.begin(first)
    server.setNow(new Date(server.now().getTime() + reportMs))
    expect((await Promise.all([sweepDeliveries(server.kernel), sweepDeliveries(server.kernel)])).reduce((a, b) => a + b)).toBe(1)
    expect(await outbox.claim()).toEqual([])
    expect((await outbox.troubled()).items).toMatchObject([{ id: first.id, state: 'uncertain', trouble: null }])
    expect((await server.as(sol).v1.circles[':id'].deliveries.$get(outbox.circle())).status).toBe(404)
    const again = { param: { id: server.home.circleId, deliveryId: first.id } }
    expect((await server.as(sol).v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post(again)).status).toBe(404)
    const twice = server.as(fay, { 'idempotency-key': 'again-press-1' }).v1.circles[':id'].deliveries[':deliveryId']['post-again']
    expect((await twice.$post(again)).status).toBe(200)
    expect((await twice.$post(again)).status).toBe(200)
    const handed = await outbox.claim()
    expect(handed).toMatchObject([{ id: first.id, attempt: 2 }])
    expect((await outbox.report(first, { outcome: 'delivered' })).status).toBe(409)
    await outbox.begin(handed[0] as ClaimedDelivery)
    await outbox.report(handed[0] as ClaimedDelivery, { outcome: 'delivered' })
    expect((await outbox.troubled()).items).toEqual([])
  })
  it('refused for now comes back; refused for good stays visible with its reason', async () => {
    const first = await outbox.due()
    await outbox.begin(first)
    await outbox.report(first, { outcome: 'refused', retryAfterSeconds: 1, permanent: false })
    expect(await outbox.stateOf(first)).toMatchObject({ state: 'waiting', refusals: 1 })
    expect(await outbox.claim()).toEqual([])
    const root = await server.superuser()
    await root.query(`update pgboss.job set start_after = now() where name = 'deliveries'`)
    await root.end()
    const [second] = await outbox.claim()
    await outbox.begin(second as ClaimedDelivery)
    await outbox.report(second as ClaimedDelivery, { outcome: 'refused', retryAfterSeconds: 0, permanent: true, trouble: 'channel_gone' })
    expect((await outbox.troubled()).items).toMatchObject([{ id: first.id, state: 'given_up', trouble: 'channel_gone' }])
    await server
      .as(fay)
      .v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post({ param: { id: server.home.circleId, deliveryId: first.id } })
    const [third] = await outbox.claim()
    await outbox.begin(third as ClaimedDelivery)
    await outbox.report(third as ClaimedDelivery, { outcome: 'delivered' })
  })
  it('that fails on our side every time ends where facilitators see it', async () => {
    const first = await outbox.due()
    await server.kernel.jobs?.send('undelivered', { workspaceId: server.home.workspaceId, deliveryId: first.id })
    await sweepDeliveries(server.kernel)
    expect((await outbox.troubled()).items).toMatchObject([{ id: first.id, state: 'given_up', trouble: 'refused' }])
    expect(await outbox.claim()).toEqual([])
  })
  it('is the Slack app’s alone: to people it is not there', async () => {
    const asks = [
      await server.as(fay).v1.deliveries.claim.$post({ json: { max: 1 } }),
      await server.as(fay).v1.deliveries[':id'].begin.$post({ param: { id: server.kernel.id() }, json: { attempt: 1 } }),
      await server
        .as(fay)
        .v1.deliveries[':id'].report.$post({ param: { id: server.kernel.id() }, json: { attempt: 1, outcome: 'delivered' } }),
    ]
    expect(asks.map(({ status }) => status)).toEqual([404, 404, 404])
    expect((await server.asService().v1.deliveries.claim.$post({ json: { max: 21 } })).status).toBe(400)
    expect(
      (await server.asService().v1.deliveries[':id'].begin.$post({ param: { id: server.kernel.id() }, json: { attempt: 1 } })).status,
    ).toBe(404)
  })
})

describe('a workspace with much to send', () => {
  it('does not hold up the others: at most five of one are under way', async () => {
    const other = await server.workspace()
    const root = await server.superuser()
    await root.query(`update workspace set slack_team = 'T0OTHER' where workspace_id = $1`, [other.workspaceId])
    await root.end()
    const given = (group: typeof other, count: number, recipient: string) =>
      server.work(async (work) => {
        for (let n = 0; n < count; n++)
          await recordEvents(
            work,
            [{ kind: 'concern.given', subject: work.randomId(), circleId: group.circleId, recipients: [recipient], notify: 'now' }],
            true,
          )
      }, group.workspaceId)
    const ren = await server.member('Ren', { ...other, slackUser: 'U0REN' })
    await given({ ...server.home }, 12, sol.id)
    await given(other, 1, ren.id)
    const teams = (await outbox.claim(10)).map(({ team }) => team)
    expect(teams.filter((team) => team === 'T0TEAM')).toHaveLength(5)
    expect(teams).toContain('T0OTHER')
  })
})
