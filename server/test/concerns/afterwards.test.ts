import { tick } from '@tend/server/jobs/tick'
import type { DraftCarrying, WidenConcern } from '@tend/shared/concerns/schema'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ask, count, input, readyCircle, words } from './circle.ts'

let home: Awaited<ReturnType<typeof readyCircle>>
beforeAll(async () => {
  home = await readyCircle({ now: '2026-11-23T10:11:12Z', jobs: true })
})
afterAll(() => home.server.stop())
afterEach(() => home.server.setNow('2026-11-23T10:11:12Z'))

type Person = { token: string }
const post = (as: Person, path: string, body?: unknown) => ask(home.server, as, 'POST', `/v1${path}`, body)
const get = (as: Person, path: string) => ask(home.server, as, 'GET', `/v1${path}`)
const mine = async (id: string) => (await get(home.noor, `/concerns/${id}`)).body as unknown as Record<string, never>
/** A concern that was given to Ada alone and opened by her. */
async function opened(over: Parameters<typeof input>[1] = {}): Promise<string> {
  const one = { tier: 'stewards' as const, recipients: [home.ada.id], ...over }
  const { body } = await post(home.noor, '/concerns', input(home.circleId, one))
  await post(home.ada, `/given-concerns/${body.id}/open`)
  return body.id
}
const refused = ({ status, body }: Awaited<ReturnType<typeof ask>>) => [status, body.error?.code]

describe('widening', () => {
  const wider = (over: Partial<WidenConcern> = {}): WidenConcern => ({ to: 'stewards', recipients: [home.bo.id], notify: 'now', ...over })

  it('brings in whom its raiser names, by their own day, and nobody else may', async () => {
    const id = await opened({ leftOut: [home.cy.id] })
    home.server.pass({ days: 2 })
    const notices = await count(home.server, 'delivery')
    for (const other of [home.ada, home.bo, home.cy, home.dee, home.fay])
      expect(refused(await post(other, `/concerns/${id}/widen`, wider()))).toEqual([404, 'not_found'])
    expect((await post(home.noor, `/concerns/${id}/widen`, wider())).status).toBe(200)
    expect(await count(home.server, 'delivery')).toBe(notices + 1)
    const list = (await get(home.bo, '/given-concerns')).body as unknown as { items: object[] }
    expect(list.items).toContainEqual({ id, circleId: home.circleId, state: 'waiting', givenOn: '2026-11-25' })
    expect((await post(home.bo, `/given-concerns/${id}/open`)).body).toMatchObject({ words, from: null })
    expect(refused(await post(home.noor, `/concerns/${id}/widen`, wider({ recipients: [home.cy.id] })))).toEqual([409, 'nobody_left'])
    expect((await get(home.cy, '/given-concerns')).text).not.toContain(id)
  })

  it('a steward who came later finds it only then; one who left, or whose term is over, is shown and nothing moves', async () => {
    const id = await opened()
    const eve = await home.server.member('Eve', { roles: ['steward'] })
    expect(refused(await post(eve, `/given-concerns/${id}/open`))).toEqual([404, 'not_found'])
    await post(home.noor, `/concerns/${id}/widen`, wider({ recipients: [eve.id] }))
    expect((await post(eve, `/given-concerns/${id}/open`)).status).toBe(200)
    const standing = async () =>
      Object.fromEntries(
        ((await mine(id)).recipients as unknown as { displayName: string; standing: string }[]).map((one) => [
          one.displayName,
          one.standing,
        ]),
      )
    expect(await standing()).toEqual({ Ada: 'steward', Eve: 'steward' })
    await home.server.work(({ trx }) =>
      trx.updateTable('appointment').set({ until_day: '2026-11-23' }).where('member_id', '=', eve.id).execute(),
    )
    expect(await standing()).toEqual({ Ada: 'steward', Eve: 'term_over' })
    expect((await post(eve, `/given-concerns/${id}/open`)).status).toBe(200)
    await home.server.work(({ trx }) => trx.updateTable('member').set({ left_on: '2026-11-23' }).where('id', '=', eve.id).execute())
    expect(await standing()).toEqual({ Ada: 'steward', Eve: 'left' })
    expect((await mine(id)).recipients).toHaveLength(2)
  })
})

describe('keeping it longer', () => {
  it("is its raiser's, and what ends soon says so when they look", async () => {
    const id = await opened({ keep: { kind: 'until_day', day: '2026-12-01' } })
    expect(await mine(id)).toMatchObject({ endsSoon: true, keptUntil: '2026-12-01' })
    expect(refused(await post(home.ada, `/concerns/${id}/extend`, { keep: { kind: 'ninety_days' } }))).toEqual([404, 'not_found'])
    expect(refused(await post(home.noor, `/concerns/${id}/extend`, { keep: { kind: 'until_day', day: '2026-11-30' } }))).toEqual([
      400,
      'invalid',
    ])
    expect((await post(home.noor, `/concerns/${id}/extend`, { keep: { kind: 'ninety_days' } })).status).toBe(200)
    expect(await mine(id)).toMatchObject({ endsSoon: false, keptUntil: '2027-02-21' })
    home.server.setNow('2026-12-02T10:00:00Z')
    await tick(home.server.kernel, true)
    expect((await mine(id)).words).toBe(words)
    home.server.setNow('2027-02-22T00:10:00Z')
    await tick(home.server.kernel, true)
    expect(refused(await get(home.noor, `/concerns/${id}`))).toEqual([404, 'not_found'])
    const { rows } = await home.server.work(({ trx }) => sql`select 1 from concern where id = ${id}`.execute(trx))
    expect(rows).toEqual([])
  })
})

describe('writing back', () => {
  it('goes both ways without a name, between the two of them', async () => {
    const id = await opened({ recipients: [home.ada.id, home.bo.id] })
    await post(home.bo, `/given-concerns/${id}/open`)
    expect(refused(await post(home.cy, `/given-concerns/${id}/replies`, { words: 'x' }))).toEqual([404, 'not_found'])
    expect(refused(await post(home.ada, `/given-concerns/${id}/replies`, { words: '  ' }))).toEqual([400, 'invalid'])
    expect((await post(home.ada, `/given-concerns/${id}/replies`, { words: 'What would help most?' })).status).toBe(201)
    expect((await post(home.noor, `/concerns/${id}/replies`, { words: 'A quiet week.', to: home.ada.id })).status).toBe(201)
    expect((await mine(id)).replies).toEqual([
      { mine: false, words: 'What would help most?', on: '2026-11-23', with: [{ memberId: home.ada.id, displayName: 'Ada' }] },
      { mine: true, words: 'A quiet week.', on: '2026-11-23', with: [{ memberId: home.ada.id, displayName: 'Ada' }] },
    ])
    const seen = await post(home.ada, `/given-concerns/${id}/open`)
    expect((seen.body as Record<string, unknown>).replies).toEqual([
      { mine: true, words: 'What would help most?', on: '2026-11-23' },
      { mine: false, words: 'A quiet week.', on: '2026-11-23' },
    ])
    expect(seen.text).not.toMatch(new RegExp(`Noor|${home.noor.id}`))
    expect((await post(home.bo, `/given-concerns/${id}/open`)).text).not.toMatch(/quiet week|help most/)
    await post(home.noor, `/concerns/${id}/withdraw`)
    expect(refused(await post(home.ada, `/given-concerns/${id}/replies`, { words: 'x' }))).toEqual([410, 'withdrawn'])
  })

  it('is written once for one key', async () => {
    const id = await opened()
    const key = { 'idempotency-key': 'reply-once-and-once' }
    for (let n = 0; n < 3; n++) await ask(home.server, home.ada, 'POST', `/v1/given-concerns/${id}/replies`, { words: 'Once.' }, key)
    expect((await mine(id)).replies).toHaveLength(1)
  })
})

describe('bringing something to the circle', () => {
  const safe: DraftCarrying = { as: 'backburner', title: 'Meetings run past their end', why: 'We go home tired.', effect: '' }
  const drafted = async (id: string, draft: DraftCarrying = safe) =>
    (await post(home.ada, `/given-concerns/${id}/carryings`, draft)).body.id
  const onBackBurner = async () => (await get(home.dee, `/circles/${home.circleId}/backburner`)).text

  it('opens exactly the words its raiser read, and nothing there leads back', async () => {
    const id = await opened()
    const first = await drafted(id, { ...safe, title: 'Meetings are long' })
    const carrying = await drafted(id)
    expect((await mine(id)).carryings).toMatchObject([{ id: carrying, ...safe, state: 'asked', by: { displayName: 'Ada' } }])
    const yes = (as: Person, which: string) => post(as, `/concerns/${id}/carryings/${which}/answer`, { yes: true })
    expect(refused(await yes(home.noor, first))).toEqual([404, 'not_found'])
    expect(refused(await yes(home.ada, carrying))).toEqual([404, 'not_found'])
    const carry = (as: Person) => post(as, `/given-concerns/${id}/carryings/${carrying}/carry`)
    expect(refused(await carry(home.ada))).toEqual([409, 'not_now'])
    expect((await yes(home.noor, carrying)).status).toBe(200)
    for (const other of [home.noor, home.bo, home.dee, home.fay]) expect(refused(await carry(other))).toEqual([404, 'not_found'])
    expect(await onBackBurner()).not.toContain(safe.title)
    expect((await carry(home.ada)).body).toEqual({ id })
    expect(await onBackBurner()).toContain(safe.title)
    expect(await onBackBurner()).not.toContain('Meetings are long')
    expect(refused(await carry(home.ada))).toEqual([409, 'already_done'])
    const { rows } = await home.server.work(({ trx }) =>
      sql<{ id: string; row: string }>`select id, row_to_json(i)::text as row from backburner_item i order by id desc limit 1`.execute(trx),
    )
    expect((await mine(id)).carryings).toMatchObject([{ state: 'carried', openedId: rows[0]?.id }])
    // The item has an ordinary id, and neither its row nor its event holds an id of the concern. Its event says what parking it oneself
    // says.
    expect(rows[0]?.id[14]).toBe('7')
    const events = await home.server.work(({ trx }) =>
      trx
        .selectFrom('event')
        .selectAll()
        .where('subject', '=', rows[0]?.id ?? '')
        .execute(),
    )
    expect(events).toMatchObject([{ kind: 'backburner.parked', actor_id: home.ada.id }])
    expect(JSON.stringify([rows, events])).not.toContain(id)
  })

  it('opens a repair as well, and after a no nothing', async () => {
    const id = await opened()
    const carrying = await drafted(id, { as: 'repair', title: 'How we end meetings' })
    await post(home.noor, `/concerns/${id}/carryings/${carrying}/answer`, { yes: true })
    await post(home.noor, `/concerns/${id}/carryings/${carrying}/answer`, { yes: false })
    expect(refused(await post(home.ada, `/given-concerns/${id}/carryings/${carrying}/carry`))).toEqual([409, 'not_now'])
    const again = await drafted(id, { as: 'repair', title: 'How we end meetings' })
    await post(home.noor, `/concerns/${id}/carryings/${again}/answer`, { yes: true })
    expect((await post(home.ada, `/given-concerns/${id}/carryings/${again}/carry`)).status).toBe(200)
    expect((await get(home.dee, `/circles/${home.circleId}/repairs`)).text).toContain('How we end meetings')
  })

  it('takes no names of the circle, no mentions, and nothing from who has not opened it', async () => {
    const id = await opened({ recipients: [home.ada.id, home.bo.id] })
    expect(refused(await post(home.ada, `/given-concerns/${id}/carryings`, { ...safe, why: 'Dee speaks long.' }))).toEqual([400, 'invalid'])
    expect(refused(await post(home.ada, `/given-concerns/${id}/carryings`, { ...safe, title: '@all listen' }))).toEqual([400, 'invalid'])
    expect(refused(await post(home.bo, `/given-concerns/${id}/carryings`, safe))).toEqual([409, 'not_now'])
  })
})

describe('when nobody opens it', () => {
  const reminders = async (id: string) => {
    const rows = await home.server.work(({ trx }) => trx.selectFrom('delivery').select('unique_key').where('subject_id', '=', id).execute())
    return rows.filter(({ unique_key }) => unique_key.includes(':reminder:')).length
  }
  const unopened = async () => (await post(home.noor, '/concerns', input(home.circleId))).body.id

  it('reminds its recipients once, after three days, and its raiser reads so beside the outside contact', async () => {
    const id = await unopened()
    const other = await opened()
    await home.server.work(({ trx }) => trx.updateTable('delivery').set({ state: 'delivered' }).where('subject_id', '=', id).execute())
    home.server.setNow('2026-11-25T23:50:00Z')
    await tick(home.server.kernel, true)
    expect([await reminders(id), (await mine(id)).notOpened]).toEqual([0, false])
    home.server.setNow('2026-11-26T00:10:00Z')
    await Promise.all([tick(home.server.kernel, true), tick(home.server.kernel, true)])
    await tick(home.server.kernel, true)
    expect(await reminders(id)).toBe(3)
    expect(await reminders(other)).toBe(0)
    expect(await mine(id)).toMatchObject({ notOpened: true, outsideContact: 'Somebody outside, 555 0100' })
    expect(await mine(other)).toMatchObject({ notOpened: false, outsideContact: null })
    home.server.setNow('2026-12-20T00:10:00Z')
    await tick(home.server.kernel, true)
    const told = await home.server.work(({ trx }) => trx.selectFrom('event').select('kind').where('subject', '=', id).execute())
    expect(told.filter(({ kind }) => kind === 'concern.unopened')).toHaveLength(1)
    await post(home.noor, `/concerns/${id}/withdraw`)
    expect(await reminders(id)).toBe(0)
  })

  it('does not remind of a notice that has not even gone out', async () => {
    const id = await unopened()
    home.server.setNow('2026-11-26T00:10:00Z')
    await tick(home.server.kernel, true)
    expect(await reminders(id)).toBe(0)
    expect(await mine(id)).toMatchObject({ notOpened: true })
  })

  it('is no longer said once somebody opened it', async () => {
    const id = await unopened()
    home.server.setNow('2026-11-27T00:10:00Z')
    expect((await mine(id)).notOpened).toBe(true)
    await post(home.bo, `/given-concerns/${id}/open`)
    expect(await mine(id)).toMatchObject({ notOpened: false, outsideContact: null })
  })
})
