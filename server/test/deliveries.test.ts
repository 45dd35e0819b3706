import { claimMs, reportMs } from '@tend/shared/deliveries/decide'
import type { ClaimedDelivery } from '@tend/shared/deliveries/schema'
import { nextDigest } from '@tend/shared/digests/due'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'
import { planDueDigests } from '../src/digests/store.ts'
import { recordEvents } from '../src/handle.ts'
import { sweepDeliveries } from '../src/outbox.ts'

let server: TestServer
let fay: TestMember
let sol: TestMember
const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }

beforeAll(async () => {
  server = await testServer({ jobs: true, now: '2026-11-20T10:00:00Z' })
  fay = await server.member('Fay', { roles: ['facilitator'] })
  sol = await server.member('Sol', { slackUser: 'U0SOL' })
  expect((await server.asService().v1.slack.team.$put({ json: { team: 'T0TEAM' } })).status).toBe(200)
  const json = { ...time, slackChannel: 'C0000000001' }
  expect((await server.as(fay).v1.circles[':id'].$patch({ ...circle(), json })).status).toBe(200)
})
afterAll(() => server.stop())
// Each test has the next week, and an empty outbox, to itself.
beforeEach(async () => {
  server.setNow(nextDigest(time, server.now()).at)
  const root = await server.superuser()
  await root.query(`delete from delivery; delete from pgboss.job where name <> 'tick'`)
  await root.end()
})

const circle = () => ({ param: { id: server.home.circleId } })
const claim = async (max = 10) => {
  const answer = await server.asService().v1.deliveries.claim.$post({ json: { max } })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { items: ClaimedDelivery[] }).items
}
const begin = ({ id, attempt }: ClaimedDelivery) =>
  server.asService().v1.deliveries[':id'].begin.$post({ param: { id }, json: { attempt } })
const report = ({ id, attempt }: ClaimedDelivery, said: object) =>
  server.asService().v1.deliveries[':id'].report.$post({ param: { id }, json: { attempt, ...said } as never })
const troubled = async (member = fay) =>
  (await (await server.as(member).v1.circles[':id'].deliveries.$get(circle())).json()) as {
    items: { id: string; state: string; trouble: string | null; day: string }[]
  }
const due = async () => {
  expect(await planDueDigests(server.kernel)).toBe(1)
  const [one] = await claim()
  if (!one) throw new Error('nothing was handed out')
  return one
}
const stateOf = ({ id }: { id: string }) =>
  server.work(({ trx }) => trx.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirstOrThrow())

describe('a digest that is due', () => {
  it('is planned once by two clocks, handed out once to two claimers, and carries the circle’s lines', async () => {
    const planned = await Promise.all([planDueDigests(server.kernel), planDueDigests(server.kernel)])
    expect(planned[0] + planned[1]).toBe(1)
    expect(await planDueDigests(server.kernel)).toBe(0)
    const handed = (await Promise.all([claim(), claim(), claim()])).flat()
    expect(handed).toHaveLength(1)
    expect(handed[0]).toMatchObject({
      team: 'T0TEAM',
      attempt: 1,
      message: { kind: 'digest', channel: 'C0000000001', digest: { week: '2026-W48', day: '2026-11-23', tended: [], asking: [] } },
    })
    expect((await begin(handed[0] as ClaimedDelivery)).status).toBe(200)
    expect((await report(handed[0] as ClaimedDelivery, { outcome: 'delivered' })).status).toBe(200)
    expect(await claim()).toEqual([])
    expect(await stateOf(handed[0] as ClaimedDelivery)).toMatchObject({
      state: 'delivered',
      job_id: null,
      claimed_at: null,
      begun_at: null,
    })
  })
  it('carries what one before it would have said, when that one never reached its channel', async () => {
    const { id } = (await (
      await server.as(sol).v1.circles[':id'].repairs.$post({ ...circle(), json: { title: 'How we meet', fromItemId: null } })
    ).json()) as { id: string }
    const drafted = await server.as(sol).v1.repairs[':id'].acknowledgements.$post({
      param: { id },
      json: { by: 'circle', words: 'We left people out.', how: 'in_writing' },
    })
    const { id: ackId } = (await drafted.json()) as { id: string }
    expect((await server.as(sol).v1.repairs[':id'].acknowledgements[':ackId'].share.$post({ param: { id, ackId } })).status).toBe(200)
    const nextWeek = async (said: object) => {
      server.setNow(nextDigest(time, server.now()).at)
      const one = await due()
      await begin(one)
      await report(one, said)
      return JSON.stringify(one).includes('We left people out.')
    }
    const delivered = { outcome: 'delivered' }
    expect(await nextWeek({ outcome: 'refused', retryAfterSeconds: 0, permanent: true, trouble: 'not_in_channel' })).toBe(true)
    expect(await nextWeek(delivered)).toBe(true)
    expect(await nextWeek(delivered)).toBe(false)
  })
  it('the event delivered three times plans one', async () => {
    const event = { kind: 'digest.due', subject: server.home.circleId, circleId: server.home.circleId, week: '2030-W01', day: '2029-12-31' }
    for (let n = 0; n < 3; n++) await server.work((work) => recordEvents(work, [event], false))
    expect(await claim()).toHaveLength(1)
  })
  it('paused or without a channel, none is planned; set again, it starts with the next hour', async () => {
    await server.as(fay).v1.circles[':id'].$patch({ ...circle(), json: { digestPaused: true } })
    expect(await planDueDigests(server.kernel)).toBe(0)
    await server.as(fay).v1.circles[':id'].$patch({ ...circle(), json: { digestPaused: false } })
    expect(await planDueDigests(server.kernel)).toBe(0)
  })
  it('a change of something else while one is due does not lose it; a change of day in a week that has its digest makes no second', async () => {
    const change = (json: object) => server.as(fay).v1.circles[':id'].$patch({ ...circle(), json })
    await change({ name: 'The other kitchen' })
    expect(await planDueDigests(server.kernel)).toBe(1)
    expect(await claim()).toHaveLength(1)
    await change({ digestDay: 3 })
    server.pass({ days: 2 })
    await planDueDigests(server.kernel)
    expect(await claim()).toEqual([])
    await change({ digestDay: 1 })
  })
  it('more than a day late it is skipped, nothing floods in', async () => {
    server.pass({ days: 16 })
    expect(await planDueDigests(server.kernel)).toBe(0)
    expect(await claim()).toEqual([])
  })
})

describe('a claim', () => {
  it('lost before it began is handed out again, and the late claimer cannot begin', async () => {
    const first = await due()
    server.setNow(new Date(server.now().getTime() + claimMs))
    expect(await sweepDeliveries(server.kernel)).toBe(1)
    const [second] = await claim()
    expect(second).toMatchObject({ id: first.id, attempt: 2 })
    expect((await begin(first)).status).toBe(409)
    expect((await report(first, { outcome: 'delivered' })).status).toBe(409)
    expect((await begin(second as ClaimedDelivery)).status).toBe(200)
    expect((await begin(second as ClaimedDelivery)).status).toBe(409)
    await report(second as ClaimedDelivery, { outcome: 'delivered' })
  })
  it('that began and went silent is uncertain: facilitators see it, others do not, and only a person posts it again', async () => {
    const first = await due()
    await begin(first)
    server.setNow(new Date(server.now().getTime() + reportMs))
    expect((await Promise.all([sweepDeliveries(server.kernel), sweepDeliveries(server.kernel)])).reduce((a, b) => a + b)).toBe(1)
    expect(await claim()).toEqual([])
    expect((await troubled()).items).toMatchObject([{ id: first.id, state: 'uncertain', trouble: null }])
    expect((await server.as(sol).v1.circles[':id'].deliveries.$get(circle())).status).toBe(404)
    const again = { param: { id: server.home.circleId, deliveryId: first.id } }
    expect((await server.as(sol).v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post(again)).status).toBe(404)
    const twice = server.as(fay, { 'idempotency-key': 'again-press-1' }).v1.circles[':id'].deliveries[':deliveryId']['post-again']
    expect((await twice.$post(again)).status).toBe(200)
    expect((await twice.$post(again)).status).toBe(200)
    const handed = await claim()
    expect(handed).toMatchObject([{ id: first.id, attempt: 2 }])
    expect((await report(first, { outcome: 'delivered' })).status).toBe(409)
    await begin(handed[0] as ClaimedDelivery)
    await report(handed[0] as ClaimedDelivery, { outcome: 'delivered' })
    expect((await troubled()).items).toEqual([])
  })
  it('refused for now comes back; refused for good stays visible with its reason', async () => {
    const first = await due()
    await begin(first)
    await report(first, { outcome: 'refused', retryAfterSeconds: 1, permanent: false })
    expect(await stateOf(first)).toMatchObject({ state: 'waiting', refusals: 1 })
    expect(await claim()).toEqual([])
    const root = await server.superuser()
    await root.query(`update pgboss.job set start_after = now() where name = 'deliveries'`)
    await root.end()
    const [second] = await claim()
    await begin(second as ClaimedDelivery)
    await report(second as ClaimedDelivery, { outcome: 'refused', retryAfterSeconds: 0, permanent: true, trouble: 'channel_gone' })
    expect((await troubled()).items).toMatchObject([{ id: first.id, state: 'given_up', trouble: 'channel_gone' }])
    await server
      .as(fay)
      .v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post({ param: { id: server.home.circleId, deliveryId: first.id } })
    const [third] = await claim()
    await begin(third as ClaimedDelivery)
    await report(third as ClaimedDelivery, { outcome: 'delivered' })
  })
  it('that fails on our side every time ends where facilitators see it', async () => {
    const first = await due()
    await server.kernel.jobs?.send('undelivered', { workspaceId: server.home.workspaceId, deliveryId: first.id })
    await sweepDeliveries(server.kernel)
    expect((await troubled()).items).toMatchObject([{ id: first.id, state: 'given_up', trouble: 'refused' }])
    expect(await claim()).toEqual([])
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
    const teams = (await claim(10)).map(({ team }) => team)
    expect(teams.filter((team) => team === 'T0TEAM')).toHaveLength(5)
    expect(teams).toContain('T0OTHER')
  })
})

describe('a notice', () => {
  const concernId = '3f2b8a52-5a1e-4e0f-9a9b-0d6f4ad2b8a1'
  const given = (kind: string, recipients: string[] = []) =>
    server.work((work) =>
      recordEvents(work, [{ kind, subject: concernId, circleId: server.home.circleId, recipients, notify: 'now' } as never], true),
    )
  const rows = () => server.work(({ trx }) => trx.selectFrom('delivery').selectAll().where('subject_id', '=', concernId).execute())

  it('given three times goes out once, names nobody at rest, and forgets to whom when it has arrived', async () => {
    for (let n = 0; n < 3; n++) await given('concern.given', [sol.id])
    const [row, ...more] = await rows()
    expect(more).toEqual([])
    expect(JSON.stringify(row)).not.toContain(sol.id)
    expect(row?.id[14]).toBe('4')
    const root = await server.superuser()
    const { rows: jobs } = await root.query(`select created_on, start_after, keep_until from pgboss.job where name = 'deliveries'`)
    await root.end()
    expect(jobs.flatMap((job) => Object.values(job as Record<string, Date>).map((at) => at.getTime() % 86_400_000))).toEqual([0, 0, 0])
    const [one] = await claim()
    expect(one).toMatchObject({ team: 'T0TEAM', message: { kind: 'concern_notice', user: 'U0SOL', language: 'en', concernId } })
    await begin(one as ClaimedDelivery)
    await report(one as ClaimedDelivery, { outcome: 'delivered' })
    expect((await rows())[0]).toMatchObject({
      state: 'delivered',
      recipient_sealed: null,
      record_key: null,
      claimed_at: null,
      begun_at: null,
    })
    await given('concern.given', [sol.id])
    expect(await claim()).toEqual([])
  })
  it('uncertain, it is no facilitator’s to see or post; asked for again by its raiser it goes out; taken back it is gone', async () => {
    const states = async () => (await rows()).map(({ state }) => state).sort()
    await given('concern.widened', [fay.id, sol.id])
    const [one, ...more] = await claim()
    expect(more, 'Fay is not in Slack').toEqual([])
    await begin(one as ClaimedDelivery)
    await report(one as ClaimedDelivery, { outcome: 'uncertain' })
    expect(await states()).toEqual(['given_up', 'uncertain'])
    expect(await claim()).toEqual([])
    expect((await troubled()).items).toEqual([])
    const [row] = await rows()
    const answer = await server
      .as(fay)
      .v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post({ param: { id: server.home.circleId, deliveryId: row?.id ?? '' } })
    expect(answer.status).toBe(404)
    await given('concern.notice_asked_again')
    expect(await states()).toEqual(['waiting', 'waiting'])
    await given('concern.withdrawn')
    expect(await rows()).toEqual([])
    expect(await claim()).toEqual([])
    const root = await server.superuser()
    const { rows: jobs } = await root.query(`select count(*)::int as left from pgboss.job where name = 'deliveries'`)
    await root.end()
    expect(jobs[0].left).toBe(0)
  })
})
