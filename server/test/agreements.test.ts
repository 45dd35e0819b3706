import type { AgreementView } from '@tend/shared/agreements/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'

let server: TestServer
let noor: TestMember
let mo: TestMember
let cal: TestMember
beforeAll(async () => {
  server = await testServer({ now: '2026-11-20T10:00:00Z' })
  noor = await server.member('Noor')
  mo = await server.member('Mo')
  cal = await server.member('Cal', { ...(await server.circle()) })
})
afterAll(() => server.stop())

const inCircle = () => ({ param: { id: server.home.circleId } })
const agree = async (words: string, lookAgainOn: string | null = null, by = noor) => {
  const answer = await server.as(by).v1.circles[':id'].agreements.$post({ ...inCircle(), json: { words, lookAgainOn } })
  return { status: answer.status, id: answer.status === 201 ? ((await answer.json()) as { id: string }).id : '' }
}
const read = async (id: string, by = mo) => {
  const answer = await server.as(by).v1.agreements[':id'].$get({ param: { id } })
  return answer.status === 200 ? ((await answer.json()) as AgreementView) : answer.status
}
const revise = (id: string, words: string, lookAgainOn: string | null = null, by = mo) =>
  server.as(by).v1.agreements[':id'].revise.$post({ param: { id }, json: { words, lookAgainOn } })

describe('an agreement', () => {
  it('is the circle’s: anybody in it reads and changes it, and nobody else finds it', async () => {
    const { id } = await agree('One person at a time.')
    expect(await read(id)).toMatchObject({ state: 'current', words: 'One person at a time.', earlier: [], asking: false })
    expect(await read(id, cal)).toBe(404)
    expect((await revise(id, 'No.', null, cal)).status).toBe(404)
    expect((await agree('Ours.', null, cal)).status).toBe(404)
  })
  it('keeps every wording, asks on its day, can be let go and taken up again', async () => {
    const { id } = await agree('Cameras may be off.', '2026-11-30')
    server.pass({ days: 10 })
    expect(await read(id)).toMatchObject({ asking: true })
    expect((await revise(id, 'Cameras may be off.', '2027-01-10')).status).toBe(200)
    expect(await read(id)).toMatchObject({ asking: false, state: 'current', earlier: [] })
    expect((await revise(id, 'Cameras are each person’s own.')).status).toBe(200)
    expect(await read(id)).toMatchObject({
      state: 'revised',
      earlier: [{ words: 'Cameras may be off.', from: '2026-11-20', until: '2026-11-30' }],
    })
    const drop = (reason: string) => server.as(noor).v1.agreements[':id'].drop.$post({ param: { id }, json: { reason } })
    expect((await drop('Nobody needs it said.')).status).toBe(200)
    expect((await drop('Again.')).status).toBe(200)
    expect(await read(id)).toMatchObject({ state: 'dropped', reason: 'Nobody needs it said.', asking: false })
    expect((await revise(id, 'Cameras are each person’s own.')).status).toBe(200)
    expect(await read(id)).toMatchObject({ state: 'revised', reason: null })
  })
  it('refuses empty words, mentions and days that cannot be', async () => {
    for (const words of [' ', 'Ask <@U123> first', 'Ask @mo first']) expect((await agree(words)).status).toBe(400)
    for (const day of ['2026-11-20', '2029-12-01', '2026-02-30']) expect((await agree('Words', day)).status).toBe(400)
    expect((await agree('Write to us at circle@example.org')).status).toBe(201)
  })
  it('stands in a list of pages, oldest first', async () => {
    for (let n = 0; n < 3; n++) await agree(`Number ${n}`)
    const seen: string[] = []
    const days: string[] = []
    let cursor: string | undefined
    do {
      const query = { limit: '2', ...(cursor ? { cursor } : {}) }
      const page = (await (await server.as(mo).v1.circles[':id'].agreements.$get({ ...inCircle(), query })).json()) as {
        items: AgreementView[]
        next: string | null
      }
      seen.push(...page.items.map(({ words }) => words))
      days.push(...page.items.map(({ agreedOn }) => agreedOn))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
    expect(days).toEqual([...days].sort())
  })
})
