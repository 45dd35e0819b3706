import { randomBytes, randomUUID } from 'node:crypto'
import { takeoutCopy } from '@tend/shared/copy/takeout'
import { TakeOutView } from '@tend/shared/members/takeout-schema'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CareWords, careFields, liveCare } from '../support/care.ts'
import { ask, type Cast, cast, concern, done } from '../support/cast.ts'
import { dump } from '../support/stored.ts'

/** What the raiser writes that is theirs alone, and what of theirs the circle keeps. Then follows what others wrote. */
const mark = (name: string) => `canary-${name}-${randomBytes(6).toString('hex')}`
const mine = Object.fromEntries(
  ['concern', 'kept', 'draft', 'link', 'need', 'part', 'drafted', 'carried'].map((name) => [name, mark(name)]),
) as Record<string, string>
const circles = Object.fromEntries(['title', 'repair', 'shared'].map((name) => [name, mark(name)])) as Record<string, string>
const care = Object.fromEntries(careFields.map((field) => [field, mark(field)])) as CareWords
const others = { concern: mark('of-another'), reflection: mark('others-reflection') }
/** Of the care words, those that the raiser wrote for themselves or for the people they told. */
const ownCare = ['support', 'answer', 'did', 'impact', 'unseen', 'next'] as const

let theCast: Cast
beforeAll(async () => {
  theCast = await cast({ jobs: true })
  await live(theCast)
})
afterAll(() => theCast.server.stop())

async function live({ server, people, circleId }: Cast): Promise<void> {
  const { raiser, member } = people
  const post = (path: string, body: unknown = {}, by = raiser) => done(server, by, 'POST', `/v1${path}`, body)
  await post('/concerns', concern(theCast, { words: mine.concern ?? '', tier: 'care_team', recipients: [] }))
  await post(
    '/concerns',
    concern(theCast, { words: mine.kept ?? '', tier: 'only_me', recipients: [], leftOut: [], keep: { kind: 'until_deleted' } }),
  )
  await post('/concerns', concern(theCast, { words: others.concern }), member)
  const keep = (name: string, form: string, words: string | undefined) =>
    done(server, raiser, 'PUT', `/v1/concern-drafts/${name}`, { page: 'words', answers: { words }, form })
  for (const name of ['V1', 'slack']) await keep(name, 'V1', mine.draft)
  await keep('V2', 'V2', 'begun')
  await keep('other', 'V2', 'begun and gone on with')
  const item = { title: circles.title, why: '', effect: '', revisitOn: null, link: `https://example.org/${mine.link}` }
  await post(`/circles/${circleId}/backburner`, item)
  const repair = await post(`/circles/${circleId}/repairs`, { title: circles.repair, fromItemId: null })
  await post(`/repairs/${repair}/my-part`, { name: mine.part })
  await post(`/repairs/${repair}/needs`, { of: 'me', kind: 'rest', words: mine.need })
  await post(`/repairs/${repair}/acknowledgements`, { by: 'me', words: mine.drafted, how: 'in_writing' })
  const other = await post(`/circles/${circleId}/repairs`, { title: 'How we meet', fromItemId: null })
  const shared = await post(`/repairs/${other}/acknowledgements`, { by: 'me', words: circles.shared, how: 'in_writing' })
  await post(`/repairs/${other}/acknowledgements/${shared}/share`)
  await liveCare(theCast, care)
  await post('/reflections', { did: others.reflection, impact: '', unseen: '', next: '' }, member)
}

const get = (path: string, person: keyof Cast['people'] = 'raiser', headers = {}) =>
  ask(theCast.server, theCast.people[person].token, 'GET', path, undefined, headers)

describe('taking out what is mine', () => {
  it('gives a form that its client keeps under two names once, and leaves nothing out where the two differ', async () => {
    const { drafts } = (await get('/v1/me/export')).json as { drafts: { answers: { words: string } }[] }
    const words = drafts.map(({ answers }) => answers.words)
    expect(words.sort()).toEqual(['begun', 'begun and gone on with', mine.draft].sort())
  })

  it('gives all of it, and nothing that is not: as JSON in the form that is documented', async () => {
    const answer = await get('/v1/me/export')
    expect(answer.status, answer.text).toBe(200)
    expect(v.safeParse(TakeOutView, answer.json).issues).toBeUndefined()
    for (const words of ['concern', 'kept', 'draft', 'link', 'need', 'drafted'].map((name) => mine[name]))
      expect(answer.text).toContain(words)
    for (const field of ownCare) expect(answer.text, field).toContain(care[field])
    expect(answer.text).toContain(circles.shared)
    for (const words of Object.values(others)) expect(answer.text).not.toContain(words)
    expect(answer.text).not.toContain(care.namedAnswer)
  })

  it.each(['en', 'es'] as const)('reads as Markdown in the person’s language (%s), with no field without its name', async (language) => {
    await theCast.server.work(({ trx }) => trx.updateTable('member').set({ language }).where('id', '=', theCast.people.raiser.id).execute())
    const { text, headers, status } = await get('/v1/me/export?as=markdown')
    expect([status, headers['content-type']]).toEqual([200, 'text/markdown; charset=utf-8'])
    const copy = takeoutCopy[language]
    expect(text).toContain(`# ${copy.title}`)
    for (const section of ['concerns', 'drafts', 'reflections', 'supports', 'repairs', 'rounds', 'backBurner'] as const)
      expect(text, section).toContain(`## ${copy.sections[section]}`)
    const marked = (words: string | undefined) => (words ?? '').replaceAll('-', '\\-')
    for (const words of [mine.concern, mine.draft, mine.need, care.did]) expect(text).toContain(marked(words))
    const labels = new Set<string>(Object.values(copy.fields))
    const used = [...text.matchAll(/^ *- ([^:]+):/gm)].map(([, label]) => label ?? '')
    expect(used.length).toBeGreaterThan(40)
    expect(used.filter((label) => !labels.has(label))).toEqual([])
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
  })

  it('does not pass through Slack', async () => {
    const { server } = theCast
    await server.asService().v1.slack.team.$put({ json: { team: 'T0123456' } })
    expect((await server.asSlack({ team: 'T0123456', user: 'U0000001' }).v1.me.$get()).status).toBe(200)
    const slack = await server.asSlack({ team: 'T0123456', user: 'U0000001' }).v1.me.export.$get({ query: {} })
    expect(slack.status).toBe(404)
  })
})

describe('erasing what is mine', () => {
  it('takes two steps: nothing goes without having read what would', async () => {
    const { server, people } = theCast
    const before = await get('/v1/me/export')
    const erase = (confirm: string, person = people.raiser) => ask(server, person.token, 'DELETE', '/v1/me', { confirm })
    expect((await erase('made_up')).status).toBe(400)
    const theirs = (await get('/v1/me/erasure', 'member')).json.confirm as string
    expect((await erase(theirs)).status).toBe(400)
    const { confirm, goes, stays, comeBack } = (await get('/v1/me/erasure')).json as {
      confirm: string
      goes: { what: string }[]
      stays: object[]
      comeBack: string
    }
    expect(goes.map(({ what }) => what)).toEqual(expect.arrayContaining(['me', 'concerns', 'drafts', 'reflections', 'repairs']))
    expect([stays.length, comeBack.length > 0]).toEqual([6, true])
    server.pass({ minutes: 16 })
    expect((await erase(confirm)).status).toBe(410)
    server.pass({ minutes: -16 })
    expect({ ...(await get('/v1/me/export')).json, exportedAt: '' }).toEqual({ ...before.json, exportedAt: '' })
  })

  it('leaves nothing of it in the database: no word, no key, no id', async () => {
    const { server, people, circleId } = theCast
    const { raiser } = people
    await done(server, people.facilitator, 'POST', `/v1/circles/${circleId}/stewards`, { memberId: raiser.id })
    const rows = await dump(server)
    const keyed = rows.filter(({ text }) => text.includes(raiser.id))
    expect(keyed.length).toBeGreaterThan(3)
    const own = ['concern', 'concern_draft', 'repair_part', 'repair_need', 'reflection', 'member']
    const secrets = await server.work(async ({ trx, keys, workspaceId }) => {
      const concerns = await trx
        .selectFrom('concern')
        .select('record_key')
        .where('raiser_tag', '=', keys.tag('raiser', raiser.id))
        .execute()
      const member = await trx
        .selectFrom('member')
        .select('record_key')
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', raiser.id)
        .execute()
      return [...concerns, ...member].map(({ record_key }) => record_key.toString('hex'))
    })
    expect(secrets).toHaveLength(3)
    const { confirm } = (await get('/v1/me/erasure')).json as { confirm: string }
    const erased = await ask(server, raiser.token, 'DELETE', '/v1/me', { confirm }, { 'idempotency-key': randomUUID() })
    expect(erased.status, erased.text).toBe(200)
    const after = await dump(server)
    expect(after.filter(({ text }) => text.includes(raiser.id))).toEqual([])
    expect(after.filter(({ text }) => secrets.some((secret) => text.includes(secret)))).toEqual([])
    const counts = (all: typeof rows) =>
      Object.fromEntries(own.map((name) => [name, all.filter(({ table }) => table === `public.${name}`).length]))
    const [were, are] = [counts(rows), counts(after)]
    expect(are).toEqual({
      concern: (were.concern ?? 0) - 2,
      concern_draft: 0,
      repair_part: 0,
      repair_need: 0,
      reflection: (were.reflection ?? 0) - 1,
      member: (were.member ?? 0) - 1,
    })
  })

  it('leaves no tag by which anybody who knew the person could find them', async () => {
    const { server, people } = theCast
    const { id } = people.raiser
    const rows = await dump(server)
    const tags = await server.work(async ({ keys, trx }) => {
      const plain = [
        'raiser',
        'draft',
        'support_by',
        'support_with',
        'support_told',
        'resting',
        'rest_told',
        'duty_to',
        'reflection',
        'change_carrier',
      ] as const
      const bound = ['parker', 'hider', 'echo', 'part', 'drafter', 'joiner', 'round_opener', 'round_answer'] as const
      const ids: string[] = []
      for (const table of ['backburner_item', 'repair_item', 'acknowledgement', 'round'] as const)
        ids.push(...(await trx.selectFrom(table).select('id').execute()).map((row) => row.id))
      return [
        ...plain.map((purpose) => keys.tag(purpose, id)),
        ...bound.flatMap((purpose) => ids.map((one) => keys.tag(purpose, `${one} ${id}`))),
      ]
    })
    const found = tags.map((tag) => tag.toString('hex')).filter((tag) => rows.some(({ text }) => text.includes(tag)))
    expect(found).toEqual([])
  })

  it('unpairs every device at once, and tells it so, for it to empty itself', async () => {
    const answer = await get('/v1/me')
    expect([answer.status, (answer.json.error as { code: string }).code]).toEqual([401, 'device_revoked'])
  })

  it('leaves with the circle what is the circle’s, without a name, and everybody else’s things as they were', async () => {
    const { circleId } = theCast
    const items = await get(`/v1/circles/${circleId}/backburner`, 'member')
    expect(items.text).toContain(circles.title)
    expect(items.text).not.toContain(mine.link)
    const repairs = await get(`/v1/circles/${circleId}/repairs`, 'member')
    expect(repairs.text).toContain(circles.shared)
    for (const words of [mine.need, mine.drafted, theCast.people.raiser.name]) expect(repairs.text).not.toContain(words)
    expect((await get('/v1/concerns', 'member')).text).toContain(others.concern)
    for (const path of ['/v1/given-concerns', '/v1/supports', '/v1/rests', `/v1/circles/${circleId}`, `/v1/circles/${circleId}/rounds`])
      expect((await get(path, 'recipient')).status, path).toBe(200)
    expect((await get('/v1/given-concerns', 'recipient')).text).not.toContain(mine.concern)
  })
})
