import { tick } from '@tend/server/jobs/tick'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Cast, cast, concern, done } from '../support/cast.ts'
import { dump, type StoredRow } from '../support/stored.ts'

let theCast: Cast
let concernId: string
let supportId: string
let restId: string
beforeAll(async () => {
  theCast = await cast({ jobs: true, now: '2026-11-23T10:00:00Z' })
  const { server, people, circleId } = theCast
  const { raiser, recipient } = people
  const team: Parameters<typeof concern>[1] = { tier: 'care_team', recipients: [], leftOut: [] }
  concernId = await done(server, raiser, 'POST', '/v1/concerns', concern(theCast, team))
  await done(server, raiser, 'PUT', '/v1/concern-drafts/V1', { page: 'words', answers: { words: 'half a sentence' } })
  const asking = { kind: 'company', words: 'Walk with me.', told: { who: 'people', people: [recipient.id] }, repairId: null }
  supportId = await done(server, raiser, 'POST', `/v1/circles/${circleId}/supports/ask`, asking)
  await done(server, raiser, 'POST', `/v1/supports/${supportId}/end`)
  restId = await done(server, raiser, 'POST', `/v1/circles/${circleId}/rests`, {
    until: '2026-11-30',
    helps: 'Quiet.',
    told: [recipient.id],
    shared: false,
  })
  await done(server, raiser, 'POST', '/v1/devices/codes')
  await ask(server, people.facilitator.token, 'POST', `/v1/circles/${circleId}/invitations`)
})
afterAll(() => theCast.server.stop())

/** Gives everything in the database as rows of text, at a later time, once the clock has done its work. */
async function later(days: number): Promise<StoredRow[]> {
  theCast.server.setNow(new Date(Date.UTC(2026, 10, 23 + days, 10, 30)))
  await tick(theCast.server.kernel, true)
  return (await dump(theCast.server)).filter(({ table }) => table.startsWith('public.'))
}
const rowsOf = (rows: StoredRow[], table: string, text = '') =>
  rows.filter((row) => row.table === `public.${table}` && row.text.includes(text))
const keyOf = async (table: 'concern' | 'support' | 'rest', id: string) =>
  theCast.server.work(async ({ trx }) =>
    (await trx.selectFrom(table).select('record_key').where('id', '=', id).executeTakeFirstOrThrow()).record_key.toString('hex'),
  )

describe('on its day goes, with its key', () => {
  it('a draft, after 24 hours', async () => {
    expect(rowsOf(await later(0), 'concern_draft')).toHaveLength(1)
    expect(rowsOf(await later(2), 'concern_draft')).toEqual([])
  })

  it('a pairing code and the door it opened', async () => {
    const rows = await later(3)
    expect(rowsOf(rows, 'pairing_code')).toEqual([])
    expect(rowsOf(rows, 'directory', '"pairing_code"')).toEqual([])
  })

  it('an invitation a day after it stopped working, and the door it opened', async () => {
    const open = await later(8)
    expect([rowsOf(open, 'invitation').length, rowsOf(open, 'directory', '"invitation"').length]).toEqual([1, 1])
    const rows = await later(9)
    expect([rowsOf(rows, 'invitation'), rowsOf(rows, 'directory', '"invitation"')]).toEqual([[], []])
  })

  it('a concern after its 90 days, with whom it was given to, its notices and their sealed recipients', async () => {
    const key = await keyOf('concern', concernId)
    const kept = await later(89)
    expect(rowsOf(kept, 'concern', concernId)).toHaveLength(1)
    expect(rowsOf(kept, 'concern_person', concernId).length).toBeGreaterThan(2)
    const rows = await later(91)
    expect(rows.filter(({ text }) => text.includes(key))).toEqual([])
    for (const table of ['concern', 'concern_person', 'delivery']) expect(rowsOf(rows, table, concernId), table).toEqual([])
    expect(rowsOf(rows, 'delivery').filter(({ text }) => !text.includes('"recipient_sealed":null'))).toEqual([])
  })

  it('a support that ended and a rest that is over, when nobody needs to look back at them', async () => {
    const rows = await later(200)
    for (const [table, id] of [
      ['support', supportId],
      ['support_told', supportId],
      ['rest', restId],
      ['rest_told', restId],
    ] as const)
      expect(rowsOf(rows, table, id), table).toEqual([])
  })

  it('what happened, after 30 days (to the back burner, without who: after a year), and every remembered answer', async () => {
    const rows = await later(231)
    expect(rowsOf(rows, 'event').filter(({ text }) => !text.includes('"kind":"backburner.'))).toEqual([])
    expect(rowsOf(await later(600), 'event')).toEqual([])
    expect(rowsOf(rows, 'idempotency')).toEqual([])
    expect(rows.filter(({ text }) => text.includes(concernId) || text.includes(supportId))).toEqual([])
  })

  it('and nothing else: people, circles and their devices are there', async () => {
    const rows = await later(231)
    expect(rowsOf(rows, 'member').length).toBe(Object.keys(theCast.people).length)
    expect(rowsOf(rows, 'circle').length).toBeGreaterThan(1)
  })
})
