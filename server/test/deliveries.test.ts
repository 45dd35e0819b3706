import type { ClaimedDelivery } from '@tend/shared/deliveries/schema'
import { nextDigest } from '@tend/shared/digests/due'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestMember, TestServer } from '../../tests/support/server.ts'
import { planDueDigests } from '../src/digests/store.ts'
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

describe('a digest that is due', () => {
  it('is planned once by two clocks, handed out once to two claimers, and carries the circle’s lines', async () => {
    const planned = await Promise.all([planDueDigests(server.kernel), planDueDigests(server.kernel)])
    expect(planned[0] + planned[1]).toBe(1)
    expect(await planDueDigests(server.kernel)).toBe(0)
    const handed = (await Promise.all([outbox.claim(), outbox.claim(), outbox.claim()])).flat()
    expect(handed).toHaveLength(1)
    expect(handed[0]).toMatchObject({
      team: 'T0TEAM',
      attempt: 1,
      message: { kind: 'digest', channel: 'C0000000001', digest: { week: '2026-W48', day: '2026-11-23', tended: [], asking: [] } },
    })
    expect((await outbox.begin(handed[0] as ClaimedDelivery)).status).toBe(200)
    expect((await outbox.report(handed[0] as ClaimedDelivery, { outcome: 'delivered' })).status).toBe(200)
    expect(await outbox.claim()).toEqual([])
    expect(await outbox.stateOf(handed[0] as ClaimedDelivery)).toMatchObject({
      state: 'delivered',
      job_id: null,
      claimed_at: null,
      begun_at: null,
    })
  })
  it('carries what one before it would have said, when that one never reached its channel', async () => {
    const { id } = (await (
      await server.as(sol).v1.circles[':id'].repairs.$post({ ...outbox.circle(), json: { title: 'How we meet', fromItemId: null } })
    ).json()) as { id: string }
    const drafted = await server.as(sol).v1.repairs[':id'].acknowledgements.$post({
      param: { id },
      json: { by: 'circle', words: 'We left people out.', how: 'in_writing' },
    })
    const { id: ackId } = (await drafted.json()) as { id: string }
    expect((await server.as(sol).v1.repairs[':id'].acknowledgements[':ackId'].share.$post({ param: { id, ackId } })).status).toBe(200)
    const nextWeek = async (said: object) => {
      server.setNow(nextDigest(outbox.time, server.now()).at)
      const one = await outbox.due()
      await outbox.begin(one)
      await outbox.report(one, said)
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
    expect(await outbox.claim()).toHaveLength(1)
  })
  it('paused or without a channel, none is planned; set again, it starts with the next hour', async () => {
    await server.as(fay).v1.circles[':id'].$patch({ ...outbox.circle(), json: { digestPaused: true } })
    expect(await planDueDigests(server.kernel)).toBe(0)
    await server.as(fay).v1.circles[':id'].$patch({ ...outbox.circle(), json: { digestPaused: false } })
    expect(await planDueDigests(server.kernel)).toBe(0)
  })
  it('a change of something else while one is due does not lose it; a change of day in a week that has its digest makes no second', async () => {
    const change = (json: object) => server.as(fay).v1.circles[':id'].$patch({ ...outbox.circle(), json })
    await change({ name: 'The other kitchen' })
    expect(await planDueDigests(server.kernel)).toBe(1)
    expect(await outbox.claim()).toHaveLength(1)
    await change({ digestDay: 3 })
    server.pass({ days: 2 })
    await planDueDigests(server.kernel)
    expect(await outbox.claim()).toEqual([])
    await change({ digestDay: 1 })
  })
  it('more than a day late it is skipped, nothing floods in', async () => {
    server.pass({ days: 16 })
    expect(await planDueDigests(server.kernel)).toBe(0)
    expect(await outbox.claim()).toEqual([])
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
    const [one] = await outbox.claim()
    expect(one).toMatchObject({ team: 'T0TEAM', message: { kind: 'concern_notice', user: 'U0SOL', language: 'en', concernId } })
    await outbox.begin(one as ClaimedDelivery)
    await outbox.report(one as ClaimedDelivery, { outcome: 'delivered' })
    expect((await rows())[0]).toMatchObject({
      state: 'delivered',
      recipient_sealed: null,
      record_key: null,
      claimed_at: null,
      begun_at: null,
    })
    await given('concern.given', [sol.id])
    expect(await outbox.claim()).toEqual([])
  })
  it('uncertain, it is no facilitator’s to see or post; asked for again by its raiser it goes out; taken back it is gone', async () => {
    const states = async () => (await rows()).map(({ state }) => state).sort()
    await given('concern.widened', [fay.id, sol.id])
    const [one, ...more] = await outbox.claim()
    expect(more, 'Fay is not in Slack').toEqual([])
    await outbox.begin(one as ClaimedDelivery)
    await outbox.report(one as ClaimedDelivery, { outcome: 'uncertain' })
    expect(await states()).toEqual(['given_up', 'uncertain'])
    expect(await outbox.claim()).toEqual([])
    expect((await outbox.troubled()).items).toEqual([])
    const [row] = await rows()
    const answer = await server
      .as(fay)
      .v1.circles[':id'].deliveries[':deliveryId']['post-again'].$post({ param: { id: server.home.circleId, deliveryId: row?.id ?? '' } })
    expect(answer.status).toBe(404)
    await given('concern.notice_asked_again')
    expect(await states()).toEqual(['waiting', 'waiting'])
    await given('concern.withdrawn')
    expect(await rows()).toEqual([])
    expect(await outbox.claim()).toEqual([])
    const root = await server.superuser()
    const { rows: jobs } = await root.query(`select count(*)::int as left from pgboss.job where name = 'deliveries'`)
    await root.end()
    expect(jobs[0].left).toBe(0)
  })
})
