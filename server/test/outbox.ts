import type { ClaimedDelivery } from '@tend/shared/deliveries/schema'
import { nextDigest } from '@tend/shared/digests/due'
import { expect } from 'vitest'
import { testServer } from '../../tests/support/server.ts'
import { planDueDigests } from '../src/digests/store.ts'

const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }

/** Makes a circle with a channel, its facilitator Fay and Sol, who has Slack, and what the Slack app asks of its outbox. */
export async function outboxServer() {
  const server = await testServer({ jobs: true, now: '2026-11-20T10:00:00Z' })
  const fay = await server.member('Fay', { roles: ['facilitator'] })
  const sol = await server.member('Sol', { slackUser: 'U0SOL' })
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
  expect((await server.asService().v1.slack.team.$put({ json: { team: 'T0TEAM' } })).status).toBe(200)
  const json = { ...time, slackChannel: 'C0000000001' }
  expect((await server.as(fay).v1.circles[':id'].$patch({ ...circle(), json })).status).toBe(200)
  /** Goes on to the next week, with an empty outbox. */
  const nextWeek = async () => {
    server.setNow(nextDigest(time, server.now()).at)
    const root = await server.superuser()
    await root.query(`delete from delivery; delete from pgboss.job where name <> 'tick'`)
    await root.end()
  }
  return { server, fay, sol, time, circle, claim, begin, report, troubled, due, stateOf, nextWeek }
}
