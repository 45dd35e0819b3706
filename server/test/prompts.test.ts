import type { AddPrompt, CirclePromptsView } from '@tend/shared/prompts/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestMember, type TestServer, testServer } from '../../tests/support/server.ts'

let server: TestServer
let ana: TestMember
let sol: TestMember
let kim: TestMember

beforeAll(async () => {
  server = await testServer()
  ana = await server.member('Ana', { roles: ['facilitator'] })
  sol = await server.member('Sol')
  kim = await server.member('Kim', { ...(await server.circle()), roles: ['facilitator'] })
})
afterAll(() => server.stop())

const circle = () => ({ param: { id: server.home.circleId } })
const song = (more: Partial<AddPrompt> = {}): AddPrompt => ({
  category: 'closing',
  moment: 'closing',
  audience: 'self',
  depth: 1,
  action: 'noteForMe',
  en: { text: 'Which song would end this hour well?', why: 'Our choir began like this.' },
  es: null,
  basedOn: null,
  ...more,
})
const add = (json: AddPrompt, who = ana, key?: string) =>
  server.as(who, key ? { 'idempotency-key': key } : {}).v1.circles[':id'].prompts.$post({ ...circle(), json })
const bodyOf = async (answer: { json(): Promise<unknown> }) =>
  (await answer.json()) as { id: string; error: { code: string; message: string; path: string } }
async function read(who = sol): Promise<CirclePromptsView> {
  const answer = await server.as(who).v1.circles[':id'].prompts.$get(circle())
  expect(answer.status).toBe(200)
  return (await answer.json()) as CirclePromptsView
}

describe('a circle’s own prompts', () => {
  it('are written by facilitators and read by everybody’s device', async () => {
    const { id } = await bodyOf(await add(song()))
    expect((await read()).items).toContainEqual({ ...song(), id, circleId: server.home.circleId, on: true })
    expect((await add(song({ en: { text: 'Who brings the bread?', why: 'We eat together.' } }), sol)).status).toBe(404)
    expect((await add(song(), kim)).status).toBe(404)
    expect((await server.as(kim).v1.circles[':id'].prompts.$get(circle())).status).toBe(404)
  })

  it('are refused by the writing rules, with an explanation and without their words', async () => {
    const refused = await add(song({ en: { text: 'What should we sing for the mayor?', why: 'Because.' } }))
    expect(refused.status).toBe(400)
    const { error } = await bodyOf(refused)
    expect(error).toMatchObject({ code: 'invalid', path: 'en.text', message: expect.stringMatching(/presses/) })
    expect(JSON.stringify(error)).not.toContain('mayor')
  })

  it('are edited, translated, switched off and on', async () => {
    const { id } = await bodyOf(await add(song({ en: { text: 'Who opened a window today?', why: 'Air for all.' } })))
    const one = server.as(ana).v1.prompts[':id']
    const es = { text: '¿Quién abrió hoy una ventana?', why: 'Aire para todo el mundo.' }
    expect((await one.$patch({ param: { id }, json: { es } })).status).toBe(200)
    expect((await one.switch.$post({ param: { id }, json: { on: false } })).status).toBe(200)
    expect((await read()).items.find((item) => item.id === id)).toMatchObject({ es, en: { text: 'Who opened a window today?' }, on: false })
    expect((await one.$patch({ param: { id }, json: { en: null, depth: 2 } })).status).toBe(200)
    expect((await one.switch.$post({ param: { id }, json: { on: true } })).status).toBe(200)
    expect((await read()).items.find((item) => item.id === id)).toMatchObject({ en: null, es, depth: 2, on: true })
    expect((await server.as(sol).v1.prompts[':id'].$patch({ param: { id }, json: { depth: 1 } })).status).toBe(404)
  })

  it('stand beside the library, which is switched in this circle and never written over', async () => {
    const library = server.as(ana).v1.circles[':id'].prompts.library
    for (const on of [false, false]) expect((await library.$post({ ...circle(), json: { promptId: 'closing-grew', on } })).status).toBe(200)
    expect((await read()).off).toEqual(['closing-grew'])
    expect((await library.$post({ ...circle(), json: { promptId: 'closing-grew', on: true } })).status).toBe(200)
    expect((await read()).off).toEqual([])
    expect((await library.$post({ ...circle(), json: { promptId: 'not-of-the-library', on: false } })).status).toBe(400)
  })

  it('the same key twice is one prompt', async () => {
    const json = song({ en: { text: 'Whose joke made it lighter?', why: 'Laughing helps.' } })
    const [first, again] = [
      await bodyOf(await add(json, ana, 'prompts-key-0123456789')),
      await bodyOf(await add(json, ana, 'prompts-key-0123456789')),
    ]
    expect(again).toEqual(first)
    expect((await read()).items.filter(({ id }) => id === first.id)).toHaveLength(1)
  })

  it('are sealed where they stand, and an edit leaves nothing of what was there', async () => {
    const { id } = await bodyOf(await add(song({ en: { text: 'Which lighthouse keeps you company?', why: 'We sail.' } })))
    const db = await server.superuser()
    const row = async () => (await db.query('select * from circle_prompt where id = $1', [id])).rows[0] as Record<string, unknown>
    const before = await row()
    expect(JSON.stringify(before)).not.toContain('lighthouse')
    expect(Buffer.concat(Object.values(before).filter(Buffer.isBuffer)).includes('lighthouse')).toBe(false)
    await server.as(ana).v1.prompts[':id'].$patch({ param: { id }, json: { en: { text: 'Which harbour is near?', why: 'We sail.' } } })
    expect((await row()).record_key).not.toEqual(before.record_key)
    await db.end()
  })
})
