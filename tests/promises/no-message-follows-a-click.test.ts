import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Cast, cast, concern, done } from '../support/cast.ts'
import { dump } from '../support/stored.ts'

let theCast: Cast
const userOf = (role: keyof Cast['people']) => `U0000000${Object.keys(theCast.people).indexOf(role)}`
beforeAll(async () => {
  theCast = await cast({ jobs: true, now: '2026-11-23T10:00:00Z' })
  await theCast.server.work(async ({ trx, workspaceId }) => {
    await trx.updateTable('workspace').set({ slack_team: 'T0123456' }).where('workspace_id', '=', workspaceId).execute()
    for (const [role, { id }] of Object.entries(theCast.people))
      await trx
        .updateTable('member')
        .set({ slack_user: userOf(role as keyof Cast['people']) })
        .where('id', '=', id)
        .execute()
  })
})
afterAll(() => theCast.server.stop())

type Message = { kind: string; user: string; concernId: string }

/** What the Slack app would post now, reported as posted. */
async function posted(): Promise<Message[]> {
  const service = theCast.server.asService().v1.deliveries
  const { items } = (await (await service.claim.$post({ json: { max: 20 } })).json()) as unknown as {
    items: { id: string; attempt: number; message: Message }[]
  }
  for (const { id, attempt } of items) {
    await service[':id'].begin.$post({ param: { id }, json: { attempt } })
    await service[':id'].report.$post({ param: { id }, json: { attempt, outcome: 'delivered' } })
  }
  return items.map(({ message }) => message)
}

const outgoing = async () => (await dump(theCast.server)).filter(({ table }) => table === 'public.delivery' || table.startsWith('pgboss.j'))

describe('the person who raised it', () => {
  it('gets no message when a steward opens, hears, writes back, carries or steps back: it waits in My concerns', async () => {
    const { server, people } = theCast
    const team = { tier: 'care_team' as const, recipients: [] }
    const id = await done(server, people.raiser, 'POST', '/v1/concerns', concern(theCast, team))
    const notices = await posted()
    expect(notices.map(({ user }) => user).sort()).toEqual([userOf('revoked'), userOf('recipient'), userOf('steward')].sort())
    const before = await outgoing()
    await done(server, people.recipient, 'POST', `/v1/given-concerns/${id}/open`)
    await done(server, people.recipient, 'POST', `/v1/given-concerns/${id}/hear`)
    await done(server, people.recipient, 'POST', `/v1/given-concerns/${id}/replies`, { words: 'I am here.' })
    const safe = { as: 'repair', title: 'How we end meetings' }
    const carrying = await done(server, people.recipient, 'POST', `/v1/given-concerns/${id}/carryings`, safe)
    await done(server, people.raiser, 'POST', `/v1/concerns/${id}/replies`, { words: 'Thank you.', to: null })
    await done(server, people.raiser, 'POST', `/v1/concerns/${id}/carryings/${carrying}/answer`, { yes: true })
    await done(server, people.recipient, 'POST', `/v1/given-concerns/${id}/carryings/${carrying}/carry`)
    await done(server, people.steward, 'POST', `/v1/given-concerns/${id}/step-back`)
    expect(await outgoing()).toEqual(before)
    expect(await posted()).toEqual([])
    expect((await ask(server, people.raiser.token, 'GET', `/v1/concerns/${id}`)).text).toContain('"heard"')
  })

  it('sends nobody a message by keeping, withdrawing or deleting', async () => {
    const { server, people } = theCast
    await posted()
    await done(server, people.raiser, 'POST', '/v1/concerns', concern(theCast, { tier: 'only_me', recipients: [] }))
    for (const [method, path] of [
      ['POST', '/withdraw'],
      ['DELETE', ''],
    ] as const) {
      const id = await done(server, people.raiser, 'POST', '/v1/concerns', concern(theCast))
      await done(server, people.raiser, method, `/v1/concerns/${id}${path}`)
      // Not even the notice goes out that was on its way, as there is nothing to open any more.
      expect(await posted()).toEqual([])
    }
  })
})

describe('a notice', () => {
  it("waits for the circle's next hour unless the person says now", async () => {
    const { server, people } = theCast
    const { notify: _, ...unsaid } = concern(theCast)
    await done(server, people.raiser, 'POST', '/v1/concerns', unsaid)
    await done(server, people.raiser, 'POST', '/v1/concerns', { ...unsaid, notify: 'at_fixed_hours' })
    expect(await posted()).toEqual([])
    // Each stands in its partition and in the whole.
    const waiting = new Set((await outgoing()).map(({ text }) => text).filter((text) => text.includes('"state":"created"')))
    const until = [...waiting]
      .map((text) => JSON.parse(text) as { start_after: string })
      .map(({ start_after }) => Math.round((Date.parse(start_after) - Date.now()) / 60_000))
    // It is ten o'clock in this circle, and its notices go out at three.
    for (const minutes of until) expect(Math.abs(minutes - 300)).toBeLessThan(3)
    expect(until).toHaveLength(2)
    await done(server, people.raiser, 'POST', '/v1/concerns', concern(theCast))
    expect(await posted()).toHaveLength(1)
  })

  it('says the same for every reason, and nothing of what is in it', async () => {
    const { server, people } = theCast
    for (const over of [
      { about: 'me', nameGiven: true },
      { about: 'something_i_saw', help: ['safety'], words: '' },
    ] as const)
      await done(server, people.raiser, 'POST', '/v1/concerns', concern(theCast, over as Parameters<typeof concern>[1]))
    const said = (await posted()).map(({ concernId: _, ...message }) => JSON.stringify(message))
    expect(said).toHaveLength(2)
    expect(new Set(said).size).toBe(1)
    expect(Object.keys(JSON.parse(said[0] ?? '{}')).sort()).toEqual(['kind', 'language', 'user'])
  })
})
