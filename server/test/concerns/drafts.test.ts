import { expireConcerns } from '@tend/server/concerns/expire'
import { addDays, utcDay } from '@tend/shared/zone'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, count, input, readyCircle } from './circle.ts'

let home: Awaited<ReturnType<typeof readyCircle>>
beforeAll(async () => {
  home = await readyCircle({ now: '2026-11-23T22:00:00Z' })
})
afterAll(() => home.server.stop())

const path = (key: string) => `/v1/concern-drafts/${key}`
const draft = (words: string) => ({ page: 'words', answers: { help: ['space'], words } })

describe('a form that is not sent yet', () => {
  it('comes back as it was left, to its owner alone, and the last one counts', async () => {
    for (const words of ['first', 'second 🌱'])
      expect(await ask(home.server, home.noor, 'PUT', path('V0ROOT'), draft(words))).toMatchObject({ status: 200, body: { kept: true } })
    expect((await ask(home.server, home.noor, 'GET', path('V0ROOT'))).body).toEqual(draft('second 🌱'))
    expect(await count(home.server, 'concern_draft')).toBe(1)
    for (const other of [home.ada, home.fay]) expect((await ask(home.server, other, 'GET', path('V0ROOT'))).status).toBe(404)
    expect((await ask(home.server, home.noor, 'GET', path('V0OTHER'))).status).toBe(404)
  })

  it('may be of any page, half empty, and refuses what no form has', async () => {
    expect((await ask(home.server, home.dee, 'PUT', path('empty'), { page: 'help', answers: {} })).status).toBe(200)
    const odd = await ask(home.server, home.dee, 'PUT', path('odd'), { page: 'help', answers: { surprise: 1 } })
    expect(odd).toMatchObject({ status: 400, body: { error: { code: 'invalid', path: 'answers' } } })
    expect((await ask(home.server, home.dee, 'PUT', path('k'.repeat(101)), draft('x'))).status).toBe(404)
  })

  it('is let go at a word, once or more often', async () => {
    await ask(home.server, home.ada, 'PUT', path('gone'), draft('x'))
    for (let n = 0; n < 3; n++) expect((await ask(home.server, home.ada, 'DELETE', path('gone'))).status).toBe(200)
    expect((await ask(home.server, home.ada, 'GET', path('gone'))).status).toBe(404)
  })

  it('is kept 24 hours to the minute, though outside stands only the day', async () => {
    await ask(home.server, home.bo, 'PUT', path('evening'), draft('written at ten in the evening'))
    const rows = await home.server.work(({ trx }) => trx.selectFrom('concern_draft').select('saved_on').execute())
    expect(new Set(rows.map((row) => row.saved_on))).toEqual(new Set(['2026-11-23']))
    home.server.pass({ hours: 23, minutes: 59 })
    expect(await expireConcerns(home.server.kernel)).toBe(0)
    expect((await ask(home.server, home.bo, 'GET', path('evening'))).status).toBe(200)
    home.server.pass({ minutes: 1 })
    expect((await ask(home.server, home.bo, 'GET', path('evening'))).status).toBe(404)
    expect(await expireConcerns(home.server.kernel)).toBe(3)
    expect(await expireConcerns(home.server.kernel)).toBe(0)
    expect(await count(home.server, 'concern_draft')).toBe(0)
  })
})

describe('the end of a concern', () => {
  it('nobody sees it after its last day, and the clock deletes it with its notices', async () => {
    const day = utcDay(home.server.now())
    const until = addDays(day, 1)
    const raised = await ask(
      home.server,
      home.noor,
      'POST',
      '/v1/concerns',
      input(home.circleId, { keep: { kind: 'until_day', day: until } }),
    )
    const read = () => ask(home.server, home.noor, 'GET', `/v1/concerns/${raised.body.id}`)
    home.server.setNow(`${until}T23:59:00Z`)
    expect(await expireConcerns(home.server.kernel)).toBe(0)
    expect((await read()).status).toBe(200)
    expect((await ask(home.server, home.ada, 'POST', `/v1/given-concerns/${raised.body.id}/open`)).status).toBe(200)
    home.server.pass({ minutes: 1 })
    expect((await read()).status).toBe(404)
    expect((await ask(home.server, home.ada, 'POST', `/v1/given-concerns/${raised.body.id}/hear`)).status).toBe(404)
    const both = await Promise.all([expireConcerns(home.server.kernel), expireConcerns(home.server.kernel)])
    expect(both.sort()).toEqual([0, 1])
    expect([await count(home.server, 'concern'), await count(home.server, 'concern_person'), await count(home.server, 'delivery')]).toEqual(
      [0, 0, 0],
    )
  })
})
