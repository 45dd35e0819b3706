import { Hono } from 'hono'
import { html } from 'hono/html'
import { generateSpecs } from 'hono-openapi'
import type { TendEnv } from './kernel.ts'
import { sendPage } from './pages/layout.ts'
import { hide } from './validate.ts'

type Spec = { paths: Record<string, Record<string, Operation>> }
type Operation = {
  summary?: string
  requestBody?: { content?: Record<string, { schema?: Shape }> }
  responses?: Record<string, { description?: string }>
}
type Shape = {
  type?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Shape>
  required?: string[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  items?: Shape
  maxLength?: number
}

const about = {
  openapi: '3.1.0',
  info: {
    title: 'Tend',
    version: '1',
    description: 'What the Slack app and the extension ask of the server. Bearer tokens only; writes take an Idempotency-Key.',
  },
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  security: [{ bearer: [] }],
} as const

/** The API as OpenAPI 3.1, made from the schemas that check it, and as a page made from that: no script, nothing from elsewhere. */
export function referenceRoutes(api: Hono<TendEnv>): Hono<TendEnv> {
  const routes = new Hono<TendEnv>()
  let made: Promise<unknown> | undefined
  const spec = (): Promise<unknown> => {
    made ??= generateSpecs(api, { documentation: about as never, defaultValidationErrorResponse: false })
    return made
  }
  routes.get('/openapi.json', hide(), async (c) => c.json((await spec()) as object))
  routes.get('/reference', hide(), async (c) => {
    const { paths } = (await spec()) as Spec
    const rows = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => row(method, path, operation)),
    )
    const body = html`<h1>API</h1><p><a href="/openapi.json">OpenAPI 3.1</a></p>${rows}`
    return sendPage(c, { title: 'Tend: API', body })
  })
  return routes
}

function row(method: string, path: string, { summary = '', requestBody, responses = {} }: Operation) {
  const schema = requestBody?.content?.['application/json']?.schema
  const answers = Object.entries(responses).map(([status, { description = '' }]) => html`<br>${status} ${description}`)
  return html`<section><h2><code>${method.toUpperCase()} ${path}</code></h2><p>${summary}</p>${schema ? fields(schema) : ''}<p class="soft">${answers}</p></section>`
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
