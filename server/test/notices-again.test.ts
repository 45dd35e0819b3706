import type { ClaimedDelivery, ReportDelivery } from '@tend/shared/deliveries/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, done } from '../../tests/support/cast.ts'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'

let server: TestServer
let noor: TestMember
let sol: TestMember
let mo: TestMember
beforeAll(async () => {
  server = await testServer({ jobs: true })
  noor = await server.member('Noor', { slackUser: 'U0NOOR' })
  sol = await server.member('Sol', { slackUser: 'U0SOL' })
  mo = await server.member('Mo', { slackUser: 'U0MO' })
  await server.asService().v1.slack.team.$put({ json: { team: 'T0TEAM' } })
})
afterAll(() => server.stop())
beforeEach(async () => {
  server.setNow('2026-11-23T10:00:00Z')
  const root = await server.superuser()
  await root.query(`delete from delivery; delete from pgboss.job where name <> 'tick'`)
  await root.end()
})

const uncertain = { outcome: 'uncertain' } as const
const refused = { outcome: 'refused', permanent: true, retryAfterSeconds: 0, trouble: 'no_channel' } as const
const delivered = { outcome: 'delivered' } as const

/** Hands out everything that waits, and reports an outcome for each. Answers the recipients. */
async function post(said: (user: string) => typeof uncertain | typeof refused | typeof delivered): Promise<string[]> {
  const root = await server.superuser()
  await root.query(`update pgboss.job set start_after = now() where name = 'deliveries'`)
  await root.end()
  const api = server.asService().v1.deliveries
  const { items } = (await (await api.claim.$post({ json: { max: 20 } })).json()) as { items: ClaimedDelivery[] }
  const users: string[] = []
  for (const { id, attempt, message } of items) {
    const user = 'user' in message ? message.user : ''
    users.push(user)
    await api[':id'].begin.$post({ param: { id }, json: { attempt } })
    await api[':id'].report.$post({ param: { id }, json: { attempt, ...said(user) } as ReportDelivery })
  }
  return users.sort()
}
const at = (path: string) => `/v1/${path}`
const known = async (who: TestMember, path: string) => (await ask(server, who.token, 'GET', at(path))).json.noticeUncertain
const again = async (who: TestMember, path: string) => (await ask(server, who.token, 'POST', at(`${path}/send-notice-again`))).status

describe('notices that may not have arrived', () => {
  it('of support asked for are known to who asked, who sends them again; to nobody else', async () => {
    const asking = { kind: 'company', words: '', told: { who: 'people', people: [sol.id, mo.id] }, repairId: null }
    const path = `supports/${await done(server, noor, 'POST', at(`circles/${server.home.circleId}/supports/ask`), asking)}`
    expect([await known(noor, path), await again(noor, path)]).toEqual([false, 409])
    expect(await post((user) => (user === 'U0SOL' ? uncertain : refused))).toEqual(['U0MO', 'U0SOL'])
    expect(await post(() => delivered)).toEqual([])
    expect(await Promise.all([noor, sol, mo].map((who) => known(who, path)))).toEqual([true, false, false])
    const { items } = (await ask(server, noor.token, 'GET', at('supports'))).json as { items: object[] }
    expect(items).toMatchObject([{ noticeUncertain: true }])
    expect(await again(sol, path)).toBe(404)
    expect(await again(noor, path)).toBe(200)
    expect(await known(noor, path)).toBe(false)
    expect(await post(() => delivered)).toEqual(['U0MO', 'U0SOL'])
    expect([await known(noor, path), await again(noor, path)]).toEqual([false, 409])
  })

  it('of support taken up are not for who asked to see or to send, not even beside their own', async () => {
    const asking = { kind: 'company', words: '', told: { who: 'people', people: [sol.id, mo.id] }, repairId: null }
    const path = `supports/${await done(server, noor, 'POST', at(`circles/${server.home.circleId}/supports/ask`), asking)}`
    await post((user) => (user === 'U0MO' ? refused : delivered))
    await done(server, sol, 'POST', at(`${path}/take-up`), { askedEveryDays: 7 })
    expect(await post(() => uncertain)).toEqual(['U0NOOR'])
    expect([await known(sol, path), await again(sol, path)]).toEqual([false, 404])
    expect(await again(noor, path)).toBe(200)
    expect(await post(() => delivered)).toEqual(['U0MO'])
    expect([await known(noor, path), await again(noor, path)]).toEqual([false, 409])
  })

  it('of a rest are known to who rests, while it runs', async () => {
    const rest = { until: '2026-11-30', helps: '', told: [sol.id], shared: false }
    const path = `rests/${await done(server, noor, 'POST', at(`circles/${server.home.circleId}/rests`), rest)}`
    expect(await post(() => uncertain)).toEqual(['U0SOL'])
    expect([await known(noor, path), await known(sol, path)]).toEqual([true, false])
    expect((await ask(server, noor.token, 'GET', at('rests'))).json.items).toMatchObject([{ noticeUncertain: true }])
    expect(await again(sol, path)).toBe(404)
    expect(await again(noor, path)).toBe(200)
    expect(await post(() => uncertain)).toEqual(['U0SOL'])
    server.setNow('2026-12-02T10:00:00Z')
    expect([await known(noor, path), await again(noor, path)]).toEqual([false, 409])
  })
})
