import type { ResourceView } from '@tend/shared/resources/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addContacts } from '../../tests/support/cast.ts'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'

let server: TestServer
let noor: TestMember
let cal: TestMember
beforeAll(async () => {
  server = await testServer({ now: '2026-08-31T10:00:00Z' })
  noor = await server.member('Noor')
  cal = await server.member('Cal', { ...(await server.circle()) })
})
afterAll(() => server.stop())

const inCircle = () => ({ param: { id: server.home.circleId } })
const quiet = {
  place: 'inside' as const,
  name: 'The quiet room',
  needs: ['rest' as const, 'space' as const],
  contact: '',
  cost: 'nothing',
  languages: ['English', 'Català'],
  access: 'Two steps',
}
const add = async (over: object = {}, by = noor) => {
  const answer = await server.as(by).v1.circles[':id'].resources.$post({ ...inCircle(), json: { ...quiet, ...over } })
  return { status: answer.status, id: answer.status === 201 ? ((await answer.json()) as { id: string }).id : '' }
}
const read = async (id: string, by = noor) => {
  const answer = await server.as(by).v1.resources[':id'].$get({ param: { id } })
  return answer.status === 200 ? ((await answer.json()) as ResourceView) : answer.status
}
const kit = async () => (await server.as(noor).v1.circles[':id'].kit.$get(inCircle())).text()

describe('a resource', () => {
  it('is looked at again after six months, and can be put right while looking', async () => {
    const { id } = await add()
    expect(await read(id)).toMatchObject({ ...quiet, checkedOn: '2026-08-31', asking: false, state: 'current' })
    expect(await read(id, cal)).toBe(404)
    server.setNow('2027-02-27T10:00:00Z')
    expect(await read(id)).toMatchObject({ asking: false })
    server.setNow('2027-02-28T10:00:00Z')
    expect(await read(id)).toMatchObject({ asking: true })
    const checked = await server.as(noor).v1.resources[':id'].check.$post({ param: { id }, json: { cost: 'a donation' } })
    expect(checked.status).toBe(200)
    expect(await read(id)).toMatchObject({ ...quiet, cost: 'a donation', checkedOn: '2027-02-28', asking: false })
    const retire = () => server.as(noor).v1.resources[':id'].retire.$post({ param: { id } })
    expect((await retire()).status).toBe(200)
    expect((await retire()).status).toBe(409)
    expect(await read(id)).toMatchObject({ state: 'retired', asking: false })
    expect((await server.as(noor).v1.resources[':id'].check.$post({ param: { id }, json: {} })).status).toBe(200)
    expect(await read(id)).toMatchObject({ state: 'current' })
  })
  it('refuses mentions, unknown needs and fields, and circles that are not one’s own', async () => {
    for (const over of [{ name: 'Ask <@U1>' }, { needs: ['sleep'] }, { needs: ['rest', 'rest'] }, { who: 'Mo' }, { name: ' ' }])
      expect((await add(over)).status).toBe(400)
    expect((await add({}, cal)).status).toBe(404)
  })
})

describe('the kit', () => {
  it('answers the four questions with what the circle wrote, letter for letter, and nothing that was taken out', async () => {
    await addContacts(server, server.home, 'Ana outside, 555 0100', 'Night line, 555 0199')
    await add({ place: 'outside', name: 'Counsel [free](https://evil.example)', contact: 'call 555\n# not a heading', needs: ['safety'] })
    const gone = await add({ name: 'Old place' })
    await server.as(noor).v1.resources[':id'].retire.$post({ param: { id: gone.id } })
    const text = await kit()
    expect(text.split('\n').filter((line) => line.startsWith('## '))).toEqual([
      '## What does it take for a person to heal?',
      '## What does it look like when a whole group heals?',
      '## Which supports outside our group could we turn to?',
      '## Could we make our own resources for this work, and what would they look like?',
    ])
    expect(text).toContain('555 0199')
    expect(text).not.toContain('Old place')
    expect(text).not.toMatch(/\]\(https/)
    expect(text).not.toMatch(/^# not/m)
    expect(text).toContain('Good for: safety')
    expect((await server.as(cal).v1.circles[':id'].kit.$get(inCircle())).status).toBe(404)
  })
})
