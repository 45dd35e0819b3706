import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRaise } from '../../shared/test/concerns/a-concern.ts'
import type { Thing } from '../../tests/promises/access-row.ts'
import { rows } from '../../tests/promises/access-rows.ts'
import { ask, type Cast, cast, done, type Person } from '../../tests/support/cast.ts'

type Schema = { properties?: Record<string, unknown>; $ref?: string }
type Operation = {
  parameters?: { in: string; name: string; required?: boolean }[]
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>
}
type Spec = { paths: Record<string, Record<string, Operation>> }

let theCast: Cast
let spec: Spec
beforeAll(async () => {
  theCast = await cast()
  spec = (await ask(theCast.server, undefined, 'GET', '/openapi.json')).json as unknown as Spec
})
afterAll(() => theCast.server.stop())

/** The routes that are read from, as they are served. */
const reads = () =>
  [
    ...new Set(theCast.server.api.routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/v1/')).map(({ path }) => path)),
  ].sort()

function described(path: string): { query: string[]; answer: Schema } {
  const operation = spec.paths[path.replace(/:(\w+)/g, '{$1}')]?.get
  const query = (operation?.parameters ?? []).flatMap((one) => (one.in === 'query' ? one.name : []))
  return { query, answer: operation?.responses?.['200']?.content?.['application/json']?.schema ?? {} }
}
const isList = (path: string) => 'items' in (described(path).answer.properties ?? {})

/** The route that answers anew each time: a code to say again. */
const changing = ['/v1/me/erasure']

/** A person who may read it, and where it lies. */
async function reader(path: string): Promise<{ at: string; token: string }> {
  const row = rows[`GET ${path}`]
  if (!row) throw new Error(`${path} has no row in the access matrix.`)
  const [id = '', other = ''] = [(await row.arrange?.(theCast)) ?? ''].flat()
  const thing: Thing = { ...theCast, id, other }
  const role = Object.entries(row.may).find(([, status]) => status === 200)?.[0] as Person
  return { at: row.at(thing), token: theCast.people[role].token }
}

describe('every list', () => {
  it('takes a cursor and a limit, and answers where it goes on', () => {
    const lists = reads().filter(isList)
    expect(lists.length).toBeGreaterThan(10)
    const without = lists.filter((path) => {
      const { query, answer } = described(path)
      return !query.includes('cursor') || !query.includes('limit') || !('next' in (answer.properties ?? {}))
    })
    expect(without).toEqual([])
  })

  it('refuses bounds it does not have, and cursors it did not give', async () => {
    for (const path of reads().filter(isList)) {
      const { at, token } = await reader(path)
      const statuses: Record<string, number> = {}
      for (const query of [
        'limit=0',
        'limit=101',
        'limit=ten',
        'cursor=*',
        'surprise=1',
        `cursor=${'A'.repeat(200)}`,
        'limit=1',
        'limit=100',
      ])
        statuses[query.slice(0, 12)] = (await ask(theCast.server, token, 'GET', `${at}?${query}`)).status
      const { 'limit=1': one, 'limit=100': most, 'cursor=AAAAA': unknown, ...refused } = statuses
      expect([path, one, most, unknown]).toEqual([path, 200, 200, 404])
      expect([path, [...new Set(Object.values(refused))]]).toEqual([path, [400]])
    }
  })

  it.each([
    ['what I raised', '/v1/concerns'],
    ['what is on the back burner', 'backburner'],
  ])('is read page by page to its end, each thing once, and by nobody else with the same cursor: %s', async (_, place) => {
    const { server, people, circleId } = theCast
    const list = place.startsWith('/') ? place : `/v1/circles/${circleId}/${place}`
    const made = [0, 1, 2, 3, 4].map(() =>
      place.startsWith('/')
        ? done(server, people.member, 'POST', place, aRaise({ circleId, words: '' }))
        : done(server, people.member, 'POST', list, { title: 'Late', why: '', effect: '', revisitOn: null, link: null }),
    )
    const ids = await Promise.all(made)
    const read: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const answer = await ask(server, people.member.token, 'GET', `${list}?limit=2${next && `&cursor=${next}`}`)
      const page = answer.json as { items: { id: string }[]; next: string | null }
      expect(page.items.length).toBeLessThanOrEqual(2)
      read.push(...page.items.map(({ id }) => id))
      if (page.next) expect((await ask(server, people.facilitator.token, 'GET', `${list}?cursor=${page.next}`)).status).toBe(404)
      next = page.next
    }
    expect(new Set(read).size).toBe(read.length)
    expect(read).toEqual(expect.arrayContaining(ids))
  })
})

describe('every read', () => {
  it('answers an ETag, and 304 without a body to whoever has it', async () => {
    const wrong: string[] = []
    for (const path of reads().filter((one) => !changing.includes(one))) {
      const { at, token } = await reader(path)
      const first = await ask(theCast.server, token, 'GET', at)
      const etag = first.headers.etag ?? ''
      const again = await ask(theCast.server, token, 'GET', at, undefined, { 'if-none-match': etag })
      if (first.status !== 200 || !/^"[\w-]{27}"$/.test(etag) || again.status !== 304 || again.text !== '')
        wrong.push(`${path} ${first.status} ${etag}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('every field', () => {
  it('that holds a time says so, and one that holds a duration names its unit', () => {
    const wrong: string[] = []
    const look = (shape: unknown, place: string): void => {
      if (typeof shape !== 'object' || shape === null) return
      const { properties, ...rest } = shape as { properties?: Record<string, { type?: string; format?: string }> }
      for (const [name, field] of Object.entries(properties ?? {})) {
        if (/(At|Time)$/.test(name) && field.type === 'string' && field.format !== 'date-time') wrong.push(`${place}.${name} is no time`)
        if (/([dD]uration|[iI]nterval|[tT]imeout|Millis|Ms)$/.test(name)) wrong.push(`${place}.${name} has no unit of days or minutes`)
      }
      for (const [name, inner] of Object.entries({ ...properties, ...rest })) look(inner, `${place}.${name}`)
    }
    look(spec.paths, '')
    expect([...new Set(wrong)]).toEqual([])
  })
})
