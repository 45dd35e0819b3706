import fc from 'fast-check'
import { broken, fitting, type Ids, mark, type Shape } from './from-schema.ts'

/** One route as the API's own description has it; `body` and `query` only where it takes them. */
export type FuzzedRoute = { method: string; path: string; body?: Shape; query: readonly string[] }
/** What stands in the database for a route to work on: ids, tokens that are let in, and a body that was accepted once. */
export type Ground = { ids: Ids; tokens: Ids; good?: unknown }
export type FuzzedRequest = { method: string; path: string; headers: Record<string, string>; body?: string }

type Operation = {
  requestBody?: { content?: Record<string, { schema?: Shape }> }
  parameters?: { in: string; name: string }[]
}
type Spec = { paths: Record<string, Record<string, Operation>> }

/** Gives every route that is served, with what its description says of its body and query. */
export function routesToFuzz(served: readonly { method: string; path: string }[], { paths }: Spec): FuzzedRoute[] {
  const names = new Set(served.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))
  return [...names].map((name) => {
    const [method = '', path = ''] = name.split(' ')
    const operation = paths[path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')]?.[method.toLowerCase()]
    const body = operation?.requestBody?.content?.['application/json']?.schema
    const query = (operation?.parameters ?? []).flatMap((one) => (one.in === 'query' ? one.name : []))
    return { method, path, query, ...(body ? { body } : {}) }
  })
}

const part = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => encodeURIComponent(`${mark}${text}`.toWellFormed())),
  fc.constantFrom('all', '..%2F..', '%00', '%', '%ff', `${mark}'%20or%201=1--`, 'null', '0', `${mark}${'x'.repeat(300)}`),
)

function pathOf({ path, query }: FuzzedRoute, known: Ids): fc.Arbitrary<string> {
  const id = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 2, arbitrary: part },
  )
  const parts = path.split('/').map((one) => (one.startsWith(':') || one === '*' ? id : fc.constant(one)))
  const value = fc.oneof(part, fc.constantFrom('1', '100', '0', '-1', 'AAAA', '50'))
  const name = fc.constantFrom(...query, `${mark}Query`, 'limit', 'cursor')
  const search = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    fc.tuple(name, value).map(([key, text]) => `?${key}=${text}`),
  )
  return fc.tuple(fc.tuple(...parts), search).map(([all, tail]) => all.join('/') + tail)
}

function headersOf(tokens: Ids): fc.Arbitrary<Record<string, string>> {
  const authorization = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...tokens).map((token) => `Bearer ${token}`) },
    fc.constantFrom(
      `Bearer ${mark}`,
      `Bearer tnd_${mark}${'a'.repeat(40)}`,
      `Basic ${mark}`,
      'Bearer',
      `Bearer ${mark}.${mark}.${mark}aaaaaaaaaaaaaa`,
    ),
  )
  const visible = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 })
  const key = fc.oneof(
    { weight: 4, arbitrary: fc.uuid() },
    fc.constantFrom('the-same-key-again', 'short', `${mark}${'k'.repeat(300)}`),
    visible.map((text) => `${mark}${text}`),
  )
  return fc.record(
    {
      authorization,
      'idempotency-key': key,
      'content-type': fc.oneof(
        { weight: 12, arbitrary: fc.constant('application/json') },
        fc.constantFrom('text/plain', `${mark}/${mark}`, 'application/json; charset=utf-16'),
      ),
      'if-none-match': visible,
      origin: fc.constantFrom('chrome-extension://abc', `https://${mark}.example`, 'null'),
      'accept-language': fc.constantFrom('es', `${mark};q=x`, '*'),
      'x-forwarded-for': fc.constant(mark),
      host: fc.oneof({ weight: 20, arbitrary: fc.constant('localhost') }, fc.constantFrom(`${mark}.example`, '127.0.0.1:1')),
    },
    { requiredKeys: ['authorization', 'content-type', 'host'] },
  )
}

function bodyOf({ method, body }: FuzzedRoute, { ids, good }: Ground): fc.Arbitrary<string | undefined> {
  if (method === 'GET') return fc.constant(undefined)
  const shape = body ?? {}
  const whole = fc.oneof(
    { weight: 5, arbitrary: fitting(shape, ids) },
    { weight: 5, arbitrary: broken(shape, ids) },
    { weight: good === undefined ? 0 : 4, arbitrary: fc.constant(good) },
  )
  return fc.oneof(
    { weight: body ? 1 : 12, arbitrary: fc.constant(undefined) },
    { weight: 24, arbitrary: whole.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom('', '{', `{"${mark}":`, `[${mark}]`, `"${mark}`, '\u0000') },
  )
}

/** Makes `count` requests to one route, the same ones for the same seed and ground. */
export function requestsTo(route: FuzzedRoute, count: number, seed: number, ground: Ground): FuzzedRequest[] {
  const request = fc.record({ path: pathOf(route, ground.ids), headers: headersOf(ground.tokens), body: bodyOf(route, ground) })
  return fc.sample(request, { numRuns: count, seed }).map(({ path, headers, body }) => {
    const { host = 'localhost', ...rest } = headers
    return { method: route.method, path, headers: { ...rest, host }, ...(body === undefined ? {} : { body }) }
  })
}
