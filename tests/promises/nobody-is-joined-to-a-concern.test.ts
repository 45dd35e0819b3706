import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask, type Cast, cast, concern, done } from '../support/cast.ts'
import { belonging, dump, type StoredRow } from '../support/stored.ts'

let theCast: Cast
let rows: StoredRow[]
let raised: Record<'kept' | 'given' | 'waiting' | 'withdrawn' | 'deleted', string>
beforeAll(async () => {
  theCast = await cast({ jobs: true, now: '2026-11-23T10:11:12Z' })
  raised = await live(theCast)
  rows = await dump(theCast.server)
})
afterAll(() => theCast.server.stop())

/** Concerns in every state: opened, heard, left. Some notices are posted, and of one nobody knows whether it was. */
async function live({ server, people, circleId }: Cast) {
  const slack = Object.entries(people).map(([role, person], n) => ({ role, id: person.id, user: `U0000000${n}` }))
  await server.work(async ({ trx, workspaceId }) => {
    for (const { id, user } of slack) await trx.updateTable('member').set({ slack_user: user }).where('id', '=', id).execute()
    await trx.updateTable('workspace').set({ slack_team: 'T0123456' }).where('workspace_id', '=', workspaceId).execute()
  })
  const raise = (over: Parameters<typeof concern>[1]) =>
    done(server, people.raiser, 'POST', '/v1/concerns', concern({ people, circleId }, over))
  const team: Parameters<typeof concern>[1] = { tier: 'care_team', recipients: [] }
  const given = await raise({ ...team, nameGiven: true, notify: 'now' })
  const states = {
    kept: await raise({ tier: 'only_me', recipients: [] }),
    given,
    waiting: await raise({ ...team, notify: 'at_fixed_hours' }),
    withdrawn: await raise({ ...team, notify: 'at_fixed_hours' }),
    deleted: await raise({ ...team }),
  }
  await done(server, people.recipient, 'POST', `/v1/given-concerns/${given}/open`)
  await done(server, people.recipient, 'POST', `/v1/given-concerns/${given}/hear`)
  await done(server, people.recipient, 'POST', `/v1/given-concerns/${given}/replies`, { words: 'I am here.' })
  await done(server, people.raiser, 'POST', `/v1/concerns/${given}/replies`, { words: 'Thank you.', to: null })
  const safe = { as: 'repair', title: 'How we end meetings' }
  const carrying = await done(server, people.recipient, 'POST', `/v1/given-concerns/${given}/carryings`, safe)
  await done(server, people.raiser, 'POST', `/v1/concerns/${given}/carryings/${carrying}/answer`, { yes: true })
  await done(server, people.recipient, 'POST', `/v1/given-concerns/${given}/carryings/${carrying}/carry`)
  await done(server, people.steward, 'POST', `/v1/given-concerns/${given}/step-back`)
  await done(server, people.raiser, 'POST', `/v1/concerns/${states.withdrawn}/withdraw`)
  await done(server, people.raiser, 'DELETE', `/v1/concerns/${states.deleted}`)
  await done(server, people.raiser, 'PUT', '/v1/concern-drafts/V0', { page: 'words', answers: { words: 'half' } })
  await post(server)
  return states
}

async function post(server: Cast['server']): Promise<void> {
  const service = server.asService().v1.deliveries
  const claimed = await (await service.claim.$post({ json: { max: 20 } })).json()
  const items = (claimed as { items: { id: string; attempt: number }[] }).items
  expect(items.length).toBeGreaterThan(0)
  for (const [n, { id, attempt }] of items.entries()) {
    await service[':id'].begin.$post({ param: { id }, json: { attempt } })
    await service[':id'].report.$post({ param: { id }, json: { attempt, outcome: n === 0 ? 'uncertain' : 'delivered' } })
  }
}

/** Everything outside Tend's own sealed texts that names a person. */
const namesOf = ({ people }: Cast): string[] =>
  Object.values(people).flatMap(({ id, deviceId, name }, n) => {
    const plain = [id, deviceId, `U0000000${n}`, `"${name}"`]
    const digests = ['sha256', 'sha1', 'md5'].map((kind) => createHash(kind).update(id).digest('hex'))
    return [...plain, ...digests, id.replaceAll('-', ''), Buffer.from(id).toString('hex')]
  })

const ofConcerns = () => belonging(rows, Object.values(raised), [theCast.server.home.workspaceId, theCast.circleId])

describe('whoever holds the whole database', () => {
  it('finds the rows of a concern: its own, events, notices, jobs, the remembered answers', () => {
    const tables = new Set(ofConcerns().map((row) => row.table.replace(/\.(job|j[0-9a-f]{20,}).*$/, '.job')))
    for (const table of ['public.concern', 'public.concern_person', 'public.event', 'public.delivery', 'public.idempotency'])
      expect(tables).toContain(table)
  })

  it('finds no person in any of them', () => {
    const names = namesOf(theCast)
    const joined = ofConcerns().filter(({ text }) => names.some((name) => text.includes(name)))
    expect(joined).toEqual([])
  })

  it('finds drafts that name nobody', () => {
    const drafts = rows.filter((row) => row.table === 'public.concern_draft')
    expect(drafts).toHaveLength(1)
    expect(drafts.filter(({ text }) => namesOf(theCast).some((name) => text.includes(name)))).toEqual([])
  })

  it('finds days, and no hour at which anything was raised, opened or heard', () => {
    const hours = /\d{4}-\d\d-\d\dT(?!00:00:00\b)\d\d:\d\d/
    const told = ofConcerns().filter(({ table, text }) => table.startsWith('public.') && hours.test(text))
    expect(told).toEqual([])
    // A notice that waits for its circle's hours: its job names that hour, and none at which it was made.
    const waiting = ofConcerns().filter(({ table, text }) => table.startsWith('pgboss.') && text.includes('"state":"created"'))
    expect(waiting.length).toBeGreaterThan(0)
    for (const { text } of waiting)
      expect(Object.entries(JSON.parse(text)).filter(([name, at]) => name !== 'start_after' && hours.test(String(at)))).toEqual([])
  })

  it('finds random ids (v4), which tell no order and no time', () => {
    const ids = ofConcerns()
      .filter(({ table }) => ['public.concern', 'public.event', 'public.delivery', 'public.concern_draft'].includes(table))
      .map(({ text }) => (JSON.parse(text) as { id: string }).id)
    expect(ids.length).toBeGreaterThan(8)
    expect(ids.filter((id) => id[14] !== '4')).toEqual([])
  })

  it('finds nothing that tells who raised two things apart from two people: needs and names given are sealed', () => {
    const concerns = rows.filter((row) => row.table === 'public.concern').map(({ text }) => JSON.parse(text) as Record<string, unknown>)
    const plain = concerns.flatMap((row) => Object.keys(row).filter((column) => !/_(sealed|tag|key)$/.test(column)))
    expect(new Set(plain)).toEqual(
      new Set(['workspace_id', 'id', 'circle_id', 'tier', 'status', 'raised_on', 'kept_until', 'looked_after_on']),
    )
  })

  it('finds nothing but an event of what was deleted, and no key of it', () => {
    const left = rows.filter(({ text }) => text.includes(raised.deleted))
    expect(new Set(left.map((row) => row.table))).toEqual(new Set(['public.event', 'public.idempotency']))
  })
})

describe('only its raiser', () => {
  const get = (role: keyof Cast['people'], path: string): Promise<Answer> => ask(theCast.server, theCast.people[role].token, 'GET', path)

  it('reads that a notice may not have arrived, and sends it again', async () => {
    const read = async () => (await get('raiser', `/v1/concerns/${raised.given}`)).json.noticeUncertain
    expect(await read()).toBe(true)
    for (const role of ['recipient', 'steward', 'facilitator', 'member'] as const)
      expect((await get(role, `/v1/circles/${theCast.circleId}/deliveries`)).text).not.toContain('notice')
    await done(theCast.server, theCast.people.raiser, 'POST', `/v1/concerns/${raised.given}/send-notice-again`)
    expect(await read()).toBe(false)
  })
})
