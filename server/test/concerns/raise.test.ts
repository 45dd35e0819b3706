import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, count, input, makeReady, readyCircle, words } from './circle.ts'

let home: Awaited<ReturnType<typeof readyCircle>>
beforeAll(async () => {
  home = await readyCircle()
})
afterAll(() => home.server.stop())

const raise = async (over: Parameters<typeof input>[1] = {}, as = home.noor, headers: Record<string, string> = {}) =>
  ask(home.server, as, 'POST', '/v1/concerns', input(home.circleId, over), headers)
const get = (as: { token: string }, path: string) => ask(home.server, as, 'GET', `/v1${path}`)
const post = (as: { token: string }, path: string) => ask(home.server, as, 'POST', `/v1${path}`)

describe('raising', () => {
  it('keeps what is only for me: I read it, and nobody finds it', async () => {
    const { status, body } = await raise({ tier: 'only_me', keep: { kind: 'until_deleted' }, leftOut: [home.dee.id] })
    expect(status).toBe(201)
    expect((await get(home.noor, `/concerns/${body.id}`)).body).toMatchObject({
      status: 'kept',
      tier: 'only_me',
      words,
      help: ['rest', 'acknowledgement'],
      raisedOn: '2026-11-23',
      keptUntil: null,
      recipients: [],
      leftOut: [{ memberId: home.dee.id, displayName: 'Dee' }],
      noticeUncertain: false,
    })
    for (const other of [home.ada, home.bo, home.dee, home.fay]) {
      expect((await get(other, `/concerns/${body.id}`)).status).toBe(404)
      expect((await post(other, `/given-concerns/${body.id}/open`)).status).toBe(404)
      expect((await get(other, '/given-concerns')).text).not.toContain(body.id)
    }
  })

  it('gives it to the care team, who know something is there, open it, hear it', async () => {
    const { body } = await raise()
    const waiting = (await get(home.ada, '/given-concerns')).body as unknown as { items: unknown[] }
    expect(waiting.items).toContainEqual({ id: body.id, circleId: home.circleId, state: 'waiting', givenOn: '2026-11-23' })
    const opened = await post(home.ada, `/given-concerns/${body.id}/open`)
    expect(opened).toMatchObject({
      status: 200,
      body: { words, from: null, about: 'me', state: 'opened', help: ['rest', 'acknowledgement'] },
    })
    expect(opened.text).not.toContain(home.noor.id)
    expect((await post(home.ada, `/given-concerns/${body.id}/hear`)).body).toEqual({ id: body.id })
    const mine = (await get(home.noor, `/concerns/${body.id}`)).body as unknown as { recipients: object[] }
    expect(mine.recipients).toHaveLength(3)
    expect(mine.recipients).toContainEqual({
      memberId: home.ada.id,
      displayName: 'Ada',
      state: 'heard',
      openedOn: '2026-11-23',
      givenOn: '2026-11-23',
      standing: 'steward',
    })
    expect(mine.recipients).toContainEqual({
      memberId: home.bo.id,
      displayName: 'Bo',
      state: 'waiting',
      openedOn: null,
      givenOn: '2026-11-23',
      standing: 'steward',
    })
  })

  it('shows the name when it was given', async () => {
    const { body } = await raise({ nameGiven: true, tier: 'stewards', recipients: [home.bo.id] })
    expect((await post(home.bo, `/given-concerns/${body.id}/open`)).body).toMatchObject({ from: 'Noor' })
    expect((await post(home.ada, `/given-concerns/${body.id}/open`)).status).toBe(404)
  })

  it('refuses an audience of nobody, people who are not stewards, and impossible days, and keeps nothing', async () => {
    const before = await count(home.server, 'concern')
    const refused = async (over: Parameters<typeof input>[1]) => {
      const { status, body } = await raise(over)
      return [status, body.error?.code, body.error?.path]
    }
    expect(await refused({ leftOut: [home.ada.id, home.bo.id, home.cy.id] })).toEqual([409, 'nobody_left', 'leftOut'])
    expect(await refused({ tier: 'stewards', recipients: [home.dee.id] })).toEqual([409, 'not_a_steward', 'recipients'])
    expect(await refused({ tier: 'stewards', recipients: [home.noor.id] })).toEqual([400, 'invalid', 'recipients'])
    expect(await refused({ keep: { kind: 'until_day', day: '2026-11-23' } })).toEqual([400, 'invalid', 'keep.day'])
    expect(await refused({ keep: { kind: 'until_deleted' } })).toEqual([400, 'invalid', 'keep'])
    expect(await count(home.server, 'concern')).toBe(before)
  })

  it('keeps the audience that was given: a steward who comes later finds nothing', async () => {
    const { body } = await raise()
    const eve = await home.server.member('Eve', { roles: ['steward'] })
    expect((await get(eve, '/given-concerns')).body).toEqual({ next: null, items: [] })
    expect((await post(eve, `/given-concerns/${body.id}/open`)).status).toBe(404)
    await home.server.work(({ trx }) => trx.deleteFrom('appointment').where('member_id', '=', eve.id).execute())
  })

  it('leaves out stewards who are away', async () => {
    await home.server.work(({ trx }) => trx.updateTable('member').set({ away: true }).where('id', '=', home.cy.id).execute())
    const { body } = await raise()
    expect((await get(home.cy, '/given-concerns')).text).not.toContain(body.id)
    expect((await raise({ tier: 'stewards', recipients: [home.cy.id] })).body.error.code).toBe('not_a_steward')
    await home.server.work(({ trx }) => trx.updateTable('member').set({ away: false }).where('id', '=', home.cy.id).execute())
  })
})

describe('an audience that changed since the review', () => {
  it('receives nothing, and the next try with the new one goes through', async () => {
    const shown = [home.ada.id, home.bo.id, home.cy.id]
    await home.server.work(({ trx }) => trx.updateTable('member').set({ away: true }).where('id', '=', home.bo.id).execute())
    const refused = await raise({ shownTo: shown })
    expect([refused.status, refused.body.error.code, refused.body.error.path]).toEqual([409, 'audience_changed', 'shownTo'])
    expect((await raise({ shownTo: [home.ada.id, home.cy.id] })).status).toBe(201)
    await home.server.work(({ trx }) => trx.updateTable('member').set({ away: false }).where('id', '=', home.bo.id).execute())
  })
})

describe('a circle that is not ready', () => {
  it('keeps what is only for me, and gives nothing until stewards and contacts stand there', async () => {
    const other = await home.server.circle()
    const una = await home.server.member('Una', other)
    const tried = async (over: Parameters<typeof input>[1]) =>
      ask(home.server, una, 'POST', '/v1/concerns', { ...input(other.circleId, over), circleId: other.circleId })
    const refused = await tried({})
    expect([refused.status, refused.body.error.code, refused.body.error.path]).toEqual([409, 'not_ready', 'tier'])
    expect((await tried({ tier: 'only_me' })).status).toBe(201)
    await home.server.member('Vi', { ...other, roles: ['steward'] })
    await home.server.member('Wu', { ...other, roles: ['steward'] })
    expect((await tried({})).body.error.code).toBe('not_ready')
    await makeReady(home.server, other)
    expect((await tried({})).status).toBe(201)
  })
})

describe('taking back, stepping back, deleting', () => {
  it('withdrawn: recipients see that something was withdrawn, and nothing else', async () => {
    const { body } = await raise()
    await post(home.ada, `/given-concerns/${body.id}/open`)
    expect((await post(home.noor, `/concerns/${body.id}/withdraw`)).status).toBe(200)
    for (const steward of [home.ada, home.bo]) {
      const list = (await get(steward, '/given-concerns')).body as unknown as { items: { id: string }[] }
      expect(list.items.find((item) => item.id === body.id)).toEqual({
        id: body.id,
        circleId: home.circleId,
        state: 'withdrawn',
        givenOn: '2026-11-23',
      })
      const opened = await post(steward, `/given-concerns/${body.id}/open`)
      expect(opened).toMatchObject({ status: 410, body: { error: { code: 'withdrawn' } } })
      expect(opened.text).not.toContain('meeting')
    }
    expect((await get(home.noor, `/concerns/${body.id}`)).body).toMatchObject({ status: 'withdrawn', words })
  })

  it('one steps back, with no way to look again', async () => {
    const { body } = await raise()
    expect((await post(home.bo, `/given-concerns/${body.id}/step-back`)).status).toBe(200)
    expect((await post(home.bo, `/given-concerns/${body.id}/open`)).status).toBe(404)
    expect((await get(home.bo, '/given-concerns')).text).not.toContain(body.id)
    expect((await get(home.noor, `/concerns/${body.id}`)).text).toContain('stepped_back')
    expect((await post(home.ada, `/given-concerns/${body.id}/open`)).status).toBe(200)
  })

  it('is deleted by its raiser alone, with everybody in it', async () => {
    const { body } = await raise({ leftOut: [home.dee.id, home.cy.id] })
    const people = await count(home.server, 'concern_person')
    for (const other of [home.ada, home.dee, home.fay])
      expect((await ask(home.server, other, 'DELETE', `/v1/concerns/${body.id}`)).status).toBe(404)
    expect((await ask(home.server, home.noor, 'DELETE', `/v1/concerns/${body.id}`)).status).toBe(200)
    expect(await count(home.server, 'concern_person')).toBe(people - 4)
    expect((await get(home.noor, `/concerns/${body.id}`)).status).toBe(404)
    expect((await get(home.ada, '/given-concerns')).text).not.toContain(body.id)
  })
})

describe('the same request more than once', () => {
  it('raises once for one key, whether the answer got lost or two clicks came at once', async () => {
    const [before, events, notices] = [
      await count(home.server, 'concern'),
      await count(home.server, 'event'),
      await count(home.server, 'delivery'),
    ]
    const key = { 'idempotency-key': 'view-V123-hash-456' }
    const answers = await Promise.all([1, 2, 3].map(() => raise({}, home.noor, key)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect(await count(home.server, 'concern')).toBe(before + 1)
    expect(await count(home.server, 'event')).toBe(events + 1)
    expect(await count(home.server, 'delivery')).toBe(notices + 3)
    expect((await raise({ words: 'other words' }, home.noor, key)).body.error.code).toBe('taken')
    expect((await raise({}, home.dee, key)).status).toBe(201)
  })

  it('opening, hearing, stepping back and withdrawing three times is doing it once', async () => {
    const { body } = await raise()
    const events = await count(home.server, 'event')
    const thrice = async (as: { token: string }, path: string) => {
      const answers = await Promise.all([1, 2, 3].map(() => post(as, path)))
      return answers.map((answer) => answer.status)
    }
    expect(await thrice(home.ada, `/given-concerns/${body.id}/open`)).toEqual([200, 200, 200])
    expect(await thrice(home.ada, `/given-concerns/${body.id}/hear`)).toEqual([200, 200, 200])
    expect((await thrice(home.bo, `/given-concerns/${body.id}/step-back`)).sort()).toEqual([200, 404, 404])
    expect(await thrice(home.noor, `/concerns/${body.id}/withdraw`)).toEqual([200, 200, 200])
    expect(await count(home.server, 'event')).toBe(events + 4)
  })
})
