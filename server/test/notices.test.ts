import type { PlannableEvent } from '@tend/shared/deliveries/plan'
import type { ClaimedDelivery, ReportDelivery } from '@tend/shared/deliveries/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'
import { recordEvents } from '../src/events.ts'

let server: TestServer
let people: TestMember[]
beforeAll(async () => {
  server = await testServer({ jobs: true, now: '2026-11-20T10:00:00Z' })
  people = await Promise.all(['SOL', 'ANA', 'RUI'].map((name) => server.member(name, { slackUser: `U0${name}` })))
  await server.asService().v1.slack.team.$put({ json: { team: 'T0TEAM' } })
})
afterAll(() => server.stop())
beforeEach(async () => {
  const root = await server.superuser()
  await root.query(`delete from delivery; delete from pgboss.job where name <> 'tick'`)
  await root.end()
})

const happens = (event: Omit<PlannableEvent, 'circleId' | 'recipients'>, to: readonly TestMember[] = people) =>
  server.work((work) => recordEvents(work, [{ ...event, circleId: server.home.circleId, recipients: to.map(({ id }) => id) }], true))
const claim = async (max = 20) => {
  const answer = await server.asService().v1.deliveries.claim.$post({ json: { max } })
  return ((await answer.json()) as { items: ClaimedDelivery[] }).items
}
async function rows<Row>(query: string): Promise<Row[]> {
  const root = await server.superuser()
  try {
    return (await root.query(query)).rows
  } finally {
    await root.end()
  }
}
const states = () =>
  rows<{ kind: string; state: string; subject: string }>(
    'select kind, state, subject_id as subject from delivery order by subject_id, state',
  )
const jobsAreDue = () => rows(`update pgboss.job set start_after = now() where name = 'deliveries'`)
type Said = ReportDelivery extends infer One ? (One extends { attempt: number } ? Omit<One, 'attempt'> : never) : never
const report = async ({ id, attempt }: ClaimedDelivery, said: Said) => {
  const at = { param: { id } }
  expect((await server.asService().v1.deliveries[':id'].begin.$post({ ...at, json: { attempt } })).status).toBe(200)
  const json = { attempt, ...said } as ReportDelivery
  expect((await server.asService().v1.deliveries[':id'].report.$post({ ...at, json })).status).toBe(200)
}
const subject = () => server.kernel.randomId()

describe('notices of one event', () => {
  it('are one row and one job a person, due at the same hour, with no hour of the click anywhere', async () => {
    await happens({ kind: 'concern.given', subject: subject(), notify: 'at_fixed_hours' })
    expect(await states()).toHaveLength(3)
    const jobs = await rows<{ start: string; created: string; group_id: string }>(
      `select start_after::text as start, created_on::time::text as created, group_id from pgboss.job where name = 'deliveries'`,
    )
    expect(jobs).toHaveLength(3)
    expect(new Set(jobs.map(({ start }) => start)).size).toBe(1)
    for (const { created, group_id } of jobs) expect([created, group_id]).toEqual(['00:00:00', server.home.workspaceId])
    expect(await claim()).toEqual([])
  })
  it('planned again, they are there already, and those who come later are added', async () => {
    const id = subject()
    await happens({ kind: 'concern.given', subject: id }, people.slice(0, 2))
    await happens({ kind: 'concern.widened', subject: id })
    expect(await states()).toHaveLength(3)
    expect((await claim()).map(({ message }) => message.kind)).toEqual(['concern_notice', 'concern_notice', 'concern_notice'])
    expect(await rows(`select 1 from pgboss.job where name = 'deliveries'`)).toHaveLength(3)
  })
})

describe('reminders after a quiet time', () => {
  it('several that come due for one person together are one message', async () => {
    for (const kind of ['support.asking', 'support.asked', 'rest.passed_on'])
      await happens({ kind, subject: subject(), day: '2026-11-20' }, people.slice(0, 2))
    await jobsAreDue()
    const claimed = await claim()
    expect(claimed.map(({ message }) => 'user' in message && message.user).sort()).toEqual(['U0ANA', 'U0SOL'])
    await jobsAreDue()
    expect(await claim()).toEqual([])
    await Promise.all(claimed.map((one) => report(one, { outcome: 'delivered' })))
    expect((await states()).map(({ state }) => state)).toEqual(Array(6).fill('delivered'))
    await jobsAreDue()
    expect(await claim()).toEqual([])
  })
  it('what was not told to anybody counts as told for none of them', async () => {
    const endings = [
      [{ outcome: 'refused', permanent: true, trouble: 'no_channel', retryAfterSeconds: 0 }, 'given_up'],
      [{ outcome: 'uncertain' }, 'uncertain'],
    ] as const
    for (const [said, state] of endings) {
      for (const kind of ['support.asking', 'support.asked']) await happens({ kind, subject: subject() }, people.slice(0, 1))
      await jobsAreDue()
      const [first, ...more] = await claim()
      if (!first) throw new Error('nothing was handed out')
      expect(more).toEqual([])
      await report(first, said)
      expect((await states()).filter((one) => one.state === state)).toHaveLength(2)
    }
    await jobsAreDue()
    expect(await claim()).toEqual([])
  })
  it('one that Slack refuses for now is tried again for all, whichever speaks', async () => {
    for (const kind of ['support.asking', 'support.asked']) await happens({ kind, subject: subject() }, people.slice(0, 1))
    await jobsAreDue()
    const [first] = await claim()
    if (!first) throw new Error('nothing was handed out')
    await report(first, { outcome: 'refused', permanent: false, retryAfterSeconds: 1 })
    await jobsAreDue()
    const [again, ...more] = await claim()
    if (!again) throw new Error('nothing was handed out')
    expect(more).toEqual([])
    await report(again, { outcome: 'delivered' })
    expect((await states()).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
  })
  it('nothing reminds of a notice that has not gone out itself; once it has, one does', async () => {
    const id = subject()
    await happens({ kind: 'concern.given', subject: id }, people.slice(0, 1))
    await happens({ kind: 'concern.unopened', subject: id }, people.slice(0, 1))
    expect(await states()).toHaveLength(1)
    const [first] = await claim()
    if (!first) throw new Error('nothing was handed out')
    await report(first, { outcome: 'delivered' })
    for (let n = 0; n < 2; n++) await happens({ kind: 'concern.unopened', subject: id }, people.slice(0, 1))
    expect((await states()).map(({ state }) => state)).toEqual(['delivered', 'waiting'])
  })
  it('what ended takes its own back before it tells the other one', async () => {
    const id = subject()
    await happens({ kind: 'support.asked', subject: id })
    await happens({ kind: 'support.ended', subject: id }, people.slice(0, 1))
    expect(await states()).toEqual([{ kind: 'notice', state: 'waiting', subject: id }])
  })
})
