import { Hono } from 'hono'
import { html } from 'hono/html'
import { generateSpecs } from 'hono-openapi'
import { hide, UNKEYED } from '../http/validate.ts'
import type { TendEnv } from '../kernel.ts'
import { sendPage } from './layout.ts'

type Spec = { paths: Record<string, Record<string, Operation>> }
type Operation = {
  [UNKEYED]?: boolean
  summary?: string
  security?: unknown[]
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: Shape }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Shape }> }>
}
type Parameter = { in: string; name: string; required?: boolean; description?: string; schema?: Shape }
type Shape = {
  type?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Shape>
  required?: string[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  items?: Shape
  minLength?: number
  maxLength?: number
}

const about = {
  openapi: '3.1.0',
  info: {
    title: 'Tend',
    version: '1',
    description:
      'What the Slack app and the extension ask of the server. Bearer tokens only; writes take an Idempotency-Key where they name it.',
  },
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  security: [{ bearer: [] }],
} as const

/**
 * Serves the API as OpenAPI 3.1, made from the schemas that check it, and as a page made from that. The page has no script and loads
 * nothing from elsewhere.
 */
export function referenceRoutes(api: Hono<TendEnv>, open: readonly { method: string; path: string }[]): Hono<TendEnv> {
  const routes = new Hono<TendEnv>()
  let made: Promise<unknown> | undefined
  const spec = (): Promise<unknown> => {
    made ??= generateSpecs(api, { documentation: about as never, defaultValidationErrorResponse: false }).then((all) =>
      whole(all as Spec, open),
    )
    return made
  }
  routes.get('/openapi.json', hide(), async (c) => c.json((await spec()) as object))
  routes.get('/reference', hide(), async (c) => {
    const { paths } = (await spec()) as Spec
    const rows = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => row(method, path, operation)),
    )
    const body = html`<h1>API</h1><p>${about.info.description}</p>
<p>Times are ISO 8601 in UTC, days are 2026-11-22 in the circle’s own zone; a duration names its unit. A list goes on with <code>?cursor=</code> as its <code>next</code> says, with at most 100 things a page. A read answers an ETag. A refusal is always <code>{ error: { code, message, path } }</code>.</p>
<p><a href="/openapi.json">OpenAPI 3.1</a></p>${rows}`
    return sendPage(c, { title: 'Tend: API', body })
  })
  return routes
}

const idempotencyKey: Parameter = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'Same key, same answer, for 30 days; with another body it is refused.',
  schema: { type: 'string', minLength: 8, maxLength: 200 },
}

/** Adds what no route says by itself: which writes take a key, and which few routes need no token. */
function whole(spec: Spec, open: readonly { method: string; path: string }[]): Spec {
  const without = new Set(open.map(({ method, path }) => `${method} /v1${path}`))
  for (const [path, methods] of Object.entries(spec.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (without.has(`${method.toUpperCase()} ${path}`)) operation.security = []
      else if (method !== 'get' && !operation[UNKEYED]) operation.parameters = [...(operation.parameters ?? []), idempotencyKey]
      delete operation[UNKEYED]
    }
  return spec
}

function row(method: string, path: string, { summary = '', security, parameters = [], requestBody, responses = {} }: Operation) {
  const schema = requestBody?.content?.['application/json']?.schema
  const asked = parameters.filter((one) => one.in === 'query')
  const keyed = parameters.some((one) => one.name === idempotencyKey.name)
  const [done, answer] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? ['200', {}]
  const answered = answer.content?.['application/json']?.schema
  const refused = Object.keys(responses).filter((status) => !status.startsWith('2'))
  const name = `${method.toUpperCase()} ${path}`
  return html`<section id="${method}${path.replace(/[^a-z]+/gi, '-')}"><h2><code>${name}</code></h2><p>${summary}</p>
${security?.length === 0 ? html`<p>Needs no token.</p>` : ''}
${keyed ? html`<p>Takes an <code>Idempotency-Key</code>.</p>` : ''}
${asked.length > 0 ? html`<p>In the query: ${asked.map(({ name }) => html`<code>${name}</code> `)}</p>` : ''}
${schema ? html`<h3>Takes</h3>${fields(schema)}` : ''}${answered ? html`<h3>Answers ${done}</h3>${fields(answered)}` : ''}
<p class="soft">Refused with ${refused.join(', ')}.</p></section>`
}

function fields(schema: Shape) {
  const own = Object.entries(schema.properties ?? {})
  if (own.length === 0) return html`<p><code>${kind(schema)}</code></p>`
  return html`<ul>${own.map(([name, shape]) => html`<li><code>${name}</code>${schema.required?.includes(name) ? '' : '?'}: ${kind(shape)}</li>`)}</ul>`
}

function kind(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ')
  const either = shape.anyOf ?? shape.oneOf
  if (either) return [...new Set(either.map(kind))].join(' | ')
  if (shape.type === 'array') return `(${kind(shape.items ?? {})})[]`
  if (shape.properties)
    return `{ ${Object.entries(shape.properties)
      .map(([name, inner]) => `${name}: ${kind(inner)}`)
      .join(', ')} }`
  return shape.type ?? 'anything'
}
