import { randomBytes } from 'node:crypto'
import { signService } from '@tend/server/http/actor-token'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CareWords, careFields, liveCare } from '../support/care.ts'
import { addContacts, ask, type Cast, cast, concern, done } from '../support/cast.ts'
import { liveRepair, type RepairWords, repairFields } from '../support/repairing.ts'
import { dataFolder, dump, filesHolding, shapesOf } from '../support/stored.ts'

/** One mark for each text that a person can write anywhere in Tend, so that a leak says where it came from. */
const BEGINNING = 'canary-of-a-person-'
const mark = (field: string) => `${BEGINNING}${field}-${randomBytes(8).toString('hex')}`
const marks = {
  words: mark('words'),
  deleted: mark('deleted'),
  reply: mark('reply'),
  replyBack: mark('reply-back'),
  carried: mark('carried'),
  carriedWhy: mark('carried-why'),
  draft: mark('draft'),
  refused: mark('refused'),
  name: mark('name'),
  circle: mark('circle'),
  outside: mark('outside'),
  emergency: mark('emergency'),
  title: mark('title'),
  why: mark('why'),
  effect: mark('effect'),
  link: mark('link'),
  reason: mark('reason'),
  repair: mark('repair'),
  acknowledgement: mark('acknowledgement'),
  prompt: mark('prompt'),
  promptWhy: mark('prompt-why'),
  ...(Object.fromEntries(careFields.map((field) => [field, mark(field)])) as CareWords),
  ...(Object.fromEntries(repairFields.map((field) => [field, mark(field)])) as RepairWords),
}
/** A text so short that an error's message would quote all of it. */
const SHORT = 'kanari7'
const shapes = Object.entries(marks).flatMap(([field, text]) => shapesOf(text).map((bytes) => ({ field, bytes })))
const foundIn = (text: string) => [
  ...new Set(shapes.filter(({ bytes }) => text.includes(bytes.toString('latin1'))).map(({ field }) => field)),
]

let theCast: Cast
const errors: string[] = []
beforeAll(async () => {
  theCast = await cast({ jobs: true })
  await live(theCast)
})
afterAll(() => theCast.server.stop())

/** A stretch of the group's life in which every text is written once, and some are refused. */
async function live({ server, people, circleId }: Cast): Promise<void> {
  const { raiser, recipient, facilitator, member } = people
  await addContacts(server, server.home, marks.outside, marks.emergency)
  await done(server, facilitator, 'PATCH', `/v1/circles/${circleId}`, { name: marks.circle })
  await server.member(marks.name, { roles: ['steward'] })
  const body = concern(theCast, { words: marks.words, tier: 'care_team', recipients: [], nameGiven: true })
  const id = await done(server, raiser, 'POST', '/v1/concerns', body)
  await done(server, recipient, 'POST', `/v1/given-concerns/${id}/open`)
  await done(server, recipient, 'POST', `/v1/given-concerns/${id}/hear`)
  await done(server, recipient, 'POST', `/v1/given-concerns/${id}/replies`, { words: marks.reply })
  await done(server, raiser, 'POST', `/v1/concerns/${id}/replies`, { words: marks.replyBack, to: null })
  const words = { as: 'backburner', title: marks.carried, why: marks.carriedWhy, effect: '' }
  const carrying = await done(server, recipient, 'POST', `/v1/given-concerns/${id}/carryings`, words)
  await done(server, raiser, 'POST', `/v1/concerns/${id}/carryings/${carrying}/answer`, { yes: true })
  await done(server, recipient, 'POST', `/v1/given-concerns/${id}/carryings/${carrying}/carry`)
  const gone = await done(server, raiser, 'POST', '/v1/concerns', { ...body, words: marks.deleted })
  await done(server, raiser, 'DELETE', `/v1/concerns/${gone}`)
  await done(server, raiser, 'PUT', '/v1/concern-drafts/V123', { page: 'words', answers: { words: marks.draft } })
  const prompt = { category: 'closing', moment: 'closing', audience: 'self', depth: 1, action: 'none', es: null, basedOn: null }
  const said = { text: `What of ${marks.prompt}?`, why: marks.promptWhy }
  await done(server, facilitator, 'POST', `/v1/circles/${circleId}/prompts`, { ...prompt, en: said })
  const item = { title: marks.title, why: marks.why, effect: marks.effect, revisitOn: null, link: `https://example.org/${marks.link}` }
  const parked = await done(server, raiser, 'POST', `/v1/circles/${circleId}/backburner`, item)
  await done(server, member, 'POST', `/v1/backburner/${parked}/set-down`, { reason: marks.reason })
  const repair = await done(server, member, 'POST', `/v1/circles/${circleId}/repairs`, { title: marks.repair, fromItemId: null })
  const acknowledgement = { by: 'me', words: marks.acknowledgement, how: 'in_writing' }
  const drafted = await done(server, member, 'POST', `/v1/repairs/${repair}/acknowledgements`, acknowledgement)
  await done(server, member, 'POST', `/v1/repairs/${repair}/acknowledgements/${drafted}/share`)
  await liveCare(theCast, marks)
  await liveRepair(theCast, marks)
  await beRefused(theCast)
}

/** The same words in requests that fail, each in its own way, down to a fault of the database itself. */
async function beRefused({ server, people, circleId }: Cast): Promise<void> {
  const words = marks.refused
  const refused = async (method: string, path: string, body: unknown, extra: Record<string, string> = {}) => {
    const { status, text } = await ask(server, people.raiser.token, method, path, body, extra)
    expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400)
    errors.push(text)
  }
  const whole = concern(theCast, { words })
  await refused('POST', '/v1/concerns', { ...whole, recipients: [words] })
  await refused('POST', '/v1/concerns', { ...whole, tier: words })
  await refused('POST', '/v1/concerns', { ...whole, keep: { kind: words } })
  await refused('POST', '/v1/concerns', { ...whole, words: `${words}\u0000` })
  await refused('POST', '/v1/concerns', { ...whole, words: words.repeat(500) })
  await refused('POST', '/v1/concerns', { ...whole, words: words.repeat(5000) })
  await refused('POST', '/v1/concerns', { ...whole, recipients: [people.recipient.id], leftOut: [people.recipient.id] })
  await refused('POST', '/v1/concerns', `{"words":"${words}"`)
  await refused('POST', '/v1/concerns', JSON.stringify(words))
  await refused('POST', '/v1/concerns', whole, { 'idempotency-key': `${words} no` })
  await refused('POST', `/v1/circles/${circleId}/backburner`, {
    title: `@${words}`,
    why: words,
    effect: words,
    revisitOn: null,
    link: words,
  })
  await refused('POST', `/v1/circles/${circleId}/supports/ask`, { kind: words, words, told: { who: words }, repairId: words })
  await refused('POST', `/v1/circles/${circleId}/rests`, { until: words, helps: words, told: [words], shared: words })
  await refused('PUT', `/v1/rounds/${circleId}/answer`, { words, named: words })
  await refused('POST', '/v1/reflections', { did: words, impact: words, unseen: words, next: words, who: words })
  await refused('GET', `/v1/concerns/${words}`, undefined)
  await refused('GET', `/v1/${words}?q=${words}`, undefined, { 'x-words': words })
  const client = await server.superuser()
  for (const broken of ['concern', 'concern_draft', 'backburner_item']) await client.query(`alter table ${broken} rename to ${broken}_away`)
  await refused('POST', '/v1/concerns', whole)
  await refused('PUT', '/v1/concern-drafts/V9', { page: 'words', answers: { words } })
  await refused('POST', `/v1/circles/${circleId}/backburner`, { title: words, why: words, effect: words, revisitOn: null, link: null })
  for (const broken of ['concern', 'concern_draft', 'backburner_item']) await client.query(`alter table ${broken}_away rename to ${broken}`)
  await client.end()
  // The message of this fault quotes what it read: a draft that is no JSON.
  await server.work(async ({ trx, keys, workspaceId }) => {
    const row = await trx
      .selectFrom('concern_draft')
      .select(['id', 'record_key'])
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()
    const { draft_sealed } = keys.seal('concern_draft', row.id, { draft: SHORT }, row.record_key)
    if (draft_sealed) await trx.updateTable('concern_draft').set({ draft_sealed }).where('id', '=', row.id).execute()
  })
  await refused('GET', '/v1/concern-drafts/V123', undefined)
}

describe("a person's words", () => {
  it('reach whom they are meant for: the marks are really there', async () => {
    const mine = await ask(theCast.server, theCast.people.raiser.token, 'GET', '/v1/concerns')
    expect(foundIn(mine.text)).toEqual(['words', 'reply', 'replyBack', 'carried', 'carriedWhy', 'name'])
  })

  it('stand in no line of the log', () => {
    expect(theCast.server.lines.length).toBeGreaterThan(15)
    expect(theCast.server.lines.some((line) => line.includes('"level":"error"'))).toBe(true)
    expect(foundIn(theCast.server.lines.join('\n'))).toEqual([])
    expect(theCast.server.lines.join('\n')).not.toContain(SHORT)
  })

  it('stand in no answer that refuses them', () => {
    expect(errors.length).toBe(21)
    expect(foundIn(errors.join('\n'))).toEqual([])
    expect(errors.join('\n')).not.toContain(SHORT)
  })

  it('stand in no figure', async () => {
    const { kernel } = theCast.server
    const { text, status } = await ask(theCast.server, await signService(kernel.coreSecret, kernel.clock()), 'GET', '/metrics')
    expect(status).toBe(200)
    expect(text).toMatch(/^tend_refused_total [1-9]/m)
    expect(
      text.split('\n').filter((line) => !/^(tend_[a-z_]+ \d+)?$/.test(line)),
      'a name of ours and a number, nothing else',
    ).toEqual([])
    expect(foundIn(text)).toEqual([])
  })

  it('stand in no table in clear', async () => {
    const rows = await dump(theCast.server)
    expect(rows.length).toBeGreaterThan(30)
    expect(rows.filter(({ text }) => foundIn(text).length > 0)).toEqual([])
  })

  it('stand in no file of the database, its write-ahead log included', async () => {
    const planted = `planted-${randomBytes(16).toString('hex')}`
    const client = await theCast.server.superuser()
    await client.query(`create table planted as select '${planted}' as words`)
    await client.end()
    const { folder, others } = await dataFolder(theCast.server)
    const control = await filesHolding(folder, [Buffer.from(planted)], others)
    expect(control.some((file) => file.startsWith('pg_wal')) && control.some((file) => file.startsWith('base'))).toBe(true)
    expect(await filesHolding(folder, shapesOf(BEGINNING), others)).toEqual([])
  })
})
