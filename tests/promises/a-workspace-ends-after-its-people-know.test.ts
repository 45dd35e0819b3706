import { randomBytes } from 'node:crypto'
import { exportCircles } from '@tend/server/operate/circle-export'
import { announce, destroy, listWorkspaces, takeBack } from '@tend/server/operate/destroy'
import { addDays, utcDay } from '@tend/shared/zone'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CareWords, careFields, liveCare } from '../support/care.ts'
import { ask, type Cast, cast, concern, done } from '../support/cast.ts'
import { operate } from '../support/commands.ts'
import { onData, rowsIn, stoppedTend } from '../support/kept.ts'
import { cleanUp, freshFolder, launch, primedFolder } from '../support/launched.ts'
import { dump, shapesOf } from '../support/stored.ts'

const mark = (name: string) => `canary-${name}-${randomBytes(6).toString('hex')}`
const care = Object.fromEntries(careFields.map((field) => [field, mark(field)])) as CareWords
const words = {
  concern: mark('concern'),
  title: mark('title'),
  repair: mark('repair'),
  shared: mark('shared'),
  drafted: mark('drafted'),
  need: mark('need'),
  link: mark('link'),
  prompt: mark('prompt'),
}
const hidden = mark('hidden')

let theCast: Cast
beforeAll(async () => {
  theCast = await cast({ jobs: true })
  await live(theCast)
})
afterAll(async () => {
  await theCast.server.stop()
  await cleanUp()
})

async function live({ server, people, circleId }: Cast): Promise<void> {
  const { raiser, member, facilitator, otherWorkspace } = people
  const post = (path: string, body: unknown = {}, by = raiser) => done(server, by, 'POST', `/v1${path}`, body)
  await post('/concerns', concern(theCast, { words: words.concern }))
  const prompt = { category: 'closing', moment: 'closing', audience: 'self', depth: 1, action: 'none', es: null, basedOn: null }
  const said = { text: `What of ${words.prompt}?`, why: 'It is ours.' }
  await post(`/circles/${circleId}/prompts`, { ...prompt, en: said }, facilitator)
  const item = { title: words.title, why: '', effect: '', revisitOn: null, link: `https://example.org/${words.link}` }
  await post(`/circles/${circleId}/backburner`, item)
  const away = await post(`/circles/${circleId}/backburner`, { ...item, title: hidden })
  await post(`/backburner/${away}/hide`, {}, member)
  const repair = await post(`/circles/${circleId}/repairs`, { title: words.repair, fromItemId: null })
  const shared = await post(`/repairs/${repair}/acknowledgements`, { by: 'me', words: words.shared, how: 'in_writing' })
  await post(`/repairs/${repair}/acknowledgements/${shared}/share`)
  await post(`/repairs/${repair}/acknowledgements`, { by: 'me', words: words.drafted, how: 'in_writing' }, member)
  await post(`/repairs/${repair}/my-part`, { name: null })
  await post(`/repairs/${repair}/needs`, { of: 'me', kind: 'rest', words: words.need })
  await liveCare(theCast, care)
  const elsewhere = theCast.elsewhere.circleId
  await post(`/circles/${elsewhere}/backburner`, { ...item, title: 'Of the others' }, otherWorkspace)
}

describe('what an operator can take out', () => {
  it('is what circles read together: never what is one person’s', async () => {
    const text = JSON.stringify(await exportCircles(theCast.server.kernel, theCast.server.home.workspaceId))
    for (const there of [
      words.title,
      words.repair,
      words.shared,
      words.prompt,
      care.agreement,
      care.resource,
      care.question,
      care.taken,
      care.namedAnswer,
    ])
      expect(text, there).toContain(there)
    const own = [words.concern, words.drafted, words.need, words.link, hidden, care.support, care.helps, care.answer, care.did, care.next]
    for (const private_ of own) expect(text, private_).not.toContain(private_)
    for (const { id } of Object.values(theCast.people)) expect(text).not.toContain(id)
  })

  it('is written to a new file that only the operator reads, by npm run export', async () => {
    const folder = primedFolder()
    await stoppedTend(folder, { workspaces: 1, records: 3 })
    const file = `${folder}/export.json`
    expect(operate({ TEND_DATA: folder }, 'export', '--to', file)).toEqual({
      code: 0,
      said: expect.stringMatching(/Concerns, parts, rests/),
    })
    const { readFileSync, statSync } = await import('node:fs')
    expect(JSON.parse(readFileSync(file, 'utf8')).workspaces[0].circles[0].agreements).toHaveLength(3)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(operate({ TEND_DATA: folder }, 'export', '--to', file)).toEqual({ code: 1, said: expect.stringMatching(/is there already/) })
    expect(operate({ TEND_DATA: freshFolder() }, 'export', '--to', `${file}2`)).toEqual({ code: 1, said: expect.stringMatching(/key/) })
  })
})

describe('a workspace', () => {
  const kernel = () => theCast.server.kernel
  const home = () => theCast.server.home.workspaceId
  const today = () => utcDay(theCast.server.now())

  it('is not ended before its people were told, nor before the day they were told', async () => {
    const { server, people } = theCast
    await expect(destroy(server.place, kernel(), home())).rejects.toMatchObject({ code: 'not_announced' })
    await expect(announce(kernel(), home(), addDays(today(), 13))).rejects.toMatchObject({ code: 'too_soon' })
    await expect(announce(kernel(), people.raiser.id, addDays(today(), 20))).rejects.toMatchObject({ code: 'no_such_workspace' })
    const day = addDays(today(), 14)
    const before = (await dump(server)).filter(({ table }) => table === 'public.delivery').length
    const { told } = await announce(kernel(), home(), day)
    // Everybody is told but the people of the other workspace, and each person once, in however many circles they are.
    expect(told).toBe(Object.keys(people).length - 1)
    expect((await dump(server)).filter(({ table }) => table === 'public.delivery').length).toBe(before + told)
    const me = async () => (await ask(server, people.member.token, 'GET', '/v1/me')).json.workspaceEndsOn
    expect(await me()).toBe(day)
    await expect(destroy(server.place, kernel(), home())).rejects.toMatchObject({ code: 'before_its_day', facts: { day } })
    await takeBack(kernel(), home())
    expect(await me()).toBeUndefined()
    await expect(destroy(server.place, kernel(), home())).rejects.toMatchObject({ code: 'not_announced' })
    await announce(kernel(), home(), day)
  })

  it('is gone from every table on its day, with its keys and jobs, and no other one is touched', async () => {
    const { server, people, elsewhere } = theCast
    server.pass({ days: 14 })
    const before = await dump(server)
    expect(before.filter(({ text }) => text.includes(home())).length).toBeGreaterThan(100)
    const others = before.filter(({ text }) => text.includes(elsewhere.workspaceId))
    const keys = await server.work(({ trx }) => trx.selectFrom('workspace').selectAll().executeTakeFirstOrThrow())
    const { rows, last } = await destroy(server.place, kernel(), home())
    expect([rows > 100, last]).toEqual([true, false])
    const after = await dump(server)
    expect(after.filter(({ text }) => text.includes(home()))).toEqual([])
    expect(after.filter(({ text }) => [keys.wrapped_key, keys.wrapped_tag_key].some((key) => text.includes(key.toString('hex'))))).toEqual(
      [],
    )
    expect(after.filter(({ text }) => text.includes(elsewhere.workspaceId))).toEqual(others)
    expect(
      after.filter(({ text }) =>
        Object.values(words).some((one) => shapesOf(one).some((shape) => text.includes(shape.toString('latin1')))),
      ),
    ).toEqual([])
    expect((await ask(server, people.otherWorkspace.token, 'GET', '/v1/me')).status).toBe(200)
    expect((await ask(server, people.raiser.token, 'GET', '/v1/me')).status).toBe(401)
    expect((await listWorkspaces(kernel())).map(({ id }) => id)).toEqual([elsewhere.workspaceId])
  })

  it('the last of which is ended leaves an installation that begins anew', async () => {
    const folder = primedFolder()
    const [id = ''] = await stoppedTend(folder, { workspaces: 1, records: 1 })
    expect(operate({ TEND_DATA: folder }, 'destroy', '--workspace', id, '--now')).toEqual({
      code: 1,
      said: expect.stringMatching(/were not told yet/),
    })
    await onData(folder, (place) => rowsIn(place, `update workspace set ends_on = '2020-01-01'`))
    expect(operate({ TEND_DATA: folder }, 'destroy', '--workspace', id, '--now')).toEqual({
      code: 0,
      said: expect.stringMatching(/begins anew/),
    })
    const again = launch({ TEND_DATA: folder })
    await again.address()
    expect(again.said()).toMatch(/Set-up secret/)
    expect((await again.stop()).code).toBe(0)
  })
})
