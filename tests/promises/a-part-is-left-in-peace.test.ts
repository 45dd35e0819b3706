import { readFileSync } from 'node:fs'
import path from 'node:path'
import { tick } from '@tend/server/jobs/tick'
import { planDeliveries } from '@tend/shared/deliveries/plan'
import { nextDigest } from '@tend/shared/digests/due'
import { byText } from '@tend/shared/order'
import type { Wish } from '@tend/shared/repairs/part-schema'
import type { RepairEvent } from '@tend/shared/repairs/state'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Cast, cast, done } from '../support/cast.ts'
import { liveRepair, type RepairWords, repairFields } from '../support/repairing.ts'

let theCast: Cast
beforeAll(async () => {
  theCast = await cast({ jobs: true, now: '2026-11-20T10:00:00Z' })
})
afterAll(() => theCast.server.stop())

const post = (by: keyof Cast['people'], at: string, body?: unknown) => done(theCast.server, theCast.people[by], 'POST', `/v1/${at}`, body)
const read = (by: keyof Cast['people'], at: string) => ask(theCast.server, theCast.people[by].token, 'GET', `/v1/${at}`)
const opened = () => post('member', `circles/${theCast.circleId}/repairs`, { title: 'How we meet', fromItemId: null })
const withoutIds = (value: unknown) => JSON.stringify(value).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')

/**
 * Makes a repair in which a person has a part and wishes this. Gives what its drafter shares, and then everything the drafter gets to read
 * of it.
 */
async function whatTheDrafterReads(wish: Wish, after: (id: string) => Promise<unknown> = async () => {}): Promise<string> {
  const id = await opened()
  await post('raiser', `repairs/${id}/my-part`, { name: null })
  if (wish !== 'silence') await post('raiser', `repairs/${id}/my-part/wish`, { wish, shown: true })
  const ackId = await post('member', `repairs/${id}/acknowledgements`, { by: 'me', words: 'I did not look.', how: 'in_writing' })
  const shared = await ask(theCast.server, theCast.people.member.token, 'POST', `/v1/repairs/${id}/acknowledgements/${ackId}/share`)
  const again = await ask(theCast.server, theCast.people.member.token, 'POST', `/v1/repairs/${id}/acknowledgements/${ackId}/share`)
  await after(id)
  const one = await read('member', `repairs/${id}`)
  const { etag: _, ...headers } = one.headers
  const others = await read('facilitator', `repairs/${id}`)
  // Items drafted on one day stand in the order of random ids.
  const said = one.json.acknowledgements as { words: string }[]
  said.sort((a, b) => byText(a.words, b.words))
  return withoutIds([shared, again, one.status, headers, one.json, others.json])
}

describe('whose part it is wishes, and nobody finds out', () => {
  it('the drafter reads the same bytes for silence, not now and never, and so does everybody else', async () => {
    const silence = await whatTheDrafterReads('silence')
    expect(silence).toContain('kept_until_wanted')
    expect(silence.split('I did not look.').length, 'the drafter alone').toBe(2)
    for (const wish of ['not_now', 'never'] as const) expect(await whatTheDrafterReads(wish)).toBe(silence)
  })

  it('also five weeks later, when our own practice was acknowledged and nothing changed', async () => {
    const later = async (wish: Wish) => {
      const now = theCast.server.now()
      const text = await whatTheDrafterReads(wish, async (id) => {
        const ours = { by: 'circle', words: 'We left people out.', how: 'in_writing', about: 'our_practice' }
        await post('member', `repairs/${id}/acknowledgements/${await post('member', `repairs/${id}/acknowledgements`, ours)}/share`)
        theCast.server.pass({ days: 35 })
      })
      theCast.server.setNow(now)
      return text
    }
    const silence = await later('silence')
    expect(silence).toContain('"nothingChangedYet":true')
    for (const wish of ['not_now', 'never'] as const) expect(await later(wish)).toBe(silence)
  })

  it('what was kept reaches the circle once it is wanted', async () => {
    const id = await opened()
    await post('raiser', `repairs/${id}/my-part`, { name: null })
    const ackId = await post('member', `repairs/${id}/acknowledgements`, { by: 'circle', words: 'We did not look.', how: 'in_writing' })
    await post('member', `repairs/${id}/acknowledgements/${ackId}/share`)
    for (const who of ['raiser', 'facilitator', 'steward'] as const)
      expect((await read(who, `repairs/${id}`)).text).not.toContain('We did not look.')
    await post('raiser', `repairs/${id}/my-part/wish`, { wish: 'in_writing', shown: false })
    expect((await read('steward', `repairs/${id}`)).json).toMatchObject({
      state: 'tending',
      acknowledgements: [{ words: 'We did not look.' }],
    })
  })
})

describe('nothing asks a person about their own hurt', () => {
  const source = (file: string) => readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8')

  it('no event of a repair sends anything: not of a part, a need, a wish, an acknowledgement or a change', () => {
    const kinds = [
      ...source('shared/src/repairs/state.ts').matchAll(/`(part|need|acknowledgement|change|repair)\.\$\{([^}]+)\}`/g),
    ].flatMap(([, noun, verbs = '']) => verbs.split('|').map((verb) => `${noun}.${verb.trim().replaceAll("'", '')}`))
    expect(kinds).toEqual(
      expect.arrayContaining(['part.claimed', 'need.cleared', 'acknowledgement.kept', 'repair.rested'] satisfies RepairEvent['kind'][]),
    )
    expect(kinds.length).toBeGreaterThan(20)
    for (const kind of kinds) expect(planDeliveries({ kind, subject: 's', circleId: 'c', recipients: ['somebody'] }), kind).toEqual([])
    expect(source('shared/src/deliveries/plan.ts')).not.toMatch(/'(part|need)\./)
  })

  it('no chore of the clock reaches a part: its role may read no column of one, and its code names none', async () => {
    const client = await theCast.server.superuser()
    const { rows } = await client.query(
      `select table_name, column_name from information_schema.column_privileges where grantee = 'tend_dispatch'
        and table_name in ('repair_part', 'repair_need', 'acknowledgement', 'acknowledgement_join', 'practice_shift')`,
    )
    await client.end()
    expect(rows).toEqual([])
    for (const file of [
      'server/src/jobs/tick.ts',
      'server/src/deliveries/outbox.ts',
      'server/src/backburner/flagging.ts',
      'server/src/rests/forgetting.ts',
      'server/src/supports/looking-after.ts',
      'server/src/digests/store.ts',
    ])
      expect(source(file), file).not.toMatch(/repair_part|repair_need|part-store|RepairItem/)
  })

  it('through ten weeks of the clock, with parts that wait, rest and wish, nothing is sent but the digest', async () => {
    const { server, people, circleId } = theCast
    await server.asService().v1.slack.team.$put({ json: { team: 'T0TEAM' } })
    const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }
    await server
      .as(people.facilitator)
      .v1.circles[':id'].$patch({ param: { id: circleId }, json: { ...time, slackChannel: 'C0000000001' } })
    await liveRepair(theCast, Object.fromEntries(repairFields.map((field) => [field, `the ${field}`])) as RepairWords)
    // Old deliveries are forgotten, so each week's deliveries are looked at in that week.
    for (let week = 0; week < 10; week++) {
      await server.work(({ trx }) => trx.deleteFrom('delivery').execute())
      server.setNow(nextDigest(time, server.now()).at)
      await tick(server.kernel, true)
      const sent = await server.work(({ trx }) => trx.selectFrom('delivery').select(['kind']).execute())
      expect(sent).toEqual([{ kind: 'digest' }])
    }
  })
})

describe('nobody is joined to a part', () => {
  it('no row holds a person’s id beside a part, a need or a draft, and no event says who', async () => {
    await post('raiser', `repairs/${await opened()}/my-part`, { name: null })
    const client = await theCast.server.superuser()
    const tables = ['repair_part', 'repair_need', 'acknowledgement', 'acknowledgement_join', 'practice_shift']
    const queries = [...tables, "event where kind ~ '^(part|need|change|acknowledgement)[.]'"]
    const texts: string[] = []
    for (const rest of queries) {
      const { rows } = await client.query(`select to_jsonb(t)::text as text from (select * from ${rest}) t`)
      texts.push(rows.map(({ text }) => text as string).join('\n'))
    }
    await client.end()
    for (const text of texts) expect(text.length).toBeGreaterThan(0)
    for (const { id } of Object.values(theCast.people)) expect(texts.join('\n')).not.toContain(id)
  })
})

describe('a digest knows of no part', () => {
  it.each<[string, (id: string) => Promise<unknown>]>([
    ['a part', (id) => post('raiser', `repairs/${id}/my-part`, { name: 'Noor' })],
    ['a wish', (id) => post('raiser', `repairs/${id}/my-part/wish`, { wish: 'in_a_call', shown: true })],
    ['a need nobody cleared', (id) => post('raiser', `repairs/${id}/needs`, { of: 'me', kind: 'rest', words: 'A quiet week' })],
    ['a part that rests', (id) => post('raiser', `repairs/${id}/my-part/rest`, { shared: false })],
    [
      'a need that was cleared less than seven days ago',
      async (id) => {
        const needId = await post('raiser', `repairs/${id}/needs`, { of: 'me', kind: 'rest', words: 'A quiet week' })
        await post('raiser', `repairs/${id}/needs/${needId}/clear`, { cleared: true })
      },
    ],
  ])('it is byte for byte the same with %s', async (_, happens) => {
    const id = await opened()
    await post('raiser', `repairs/${id}/my-part`, { name: null })
    const bytes = async () => (await read('facilitator', `circles/${theCast.circleId}/digest`)).text
    const before = await bytes()
    expect(before).toContain(id)
    await happens(id)
    expect(await bytes()).toBe(before)
  })

  it('on a holiday none goes out, and the next week one does', async () => {
    const { server, people, circleId } = theCast
    const time = { timeZone: 'Europe/Madrid', digestDay: 1, digestHour: 9 }
    const due = nextDigest(time, server.now())
    const holidays = [{ from: due.day, until: due.day }]
    expect(
      (await server.as(people.facilitator).v1.circles[':id'].holidays.$put({ param: { id: circleId }, json: { holidays } })).status,
    ).toBe(200)
    const count = () => server.work(async ({ trx }) => (await trx.selectFrom('delivery').select('id').execute()).length)
    await server.work(({ trx }) => trx.deleteFrom('delivery').execute())
    server.setNow(due.at)
    await tick(server.kernel, true)
    expect(await count()).toBe(0)
    server.setNow(nextDigest(time, server.now()).at)
    await tick(server.kernel, true)
    expect(await count()).toBe(1)
  })
})
