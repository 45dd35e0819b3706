import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

type Spec = { openapi: string; paths: Record<string, Record<string, { summary?: string; responses?: Record<string, unknown> }>> }

it('the reference describes every route of the API, with what it refuses', async () => {
  const spec = (await (await server.api.request('/openapi.json')).json()) as Spec
  expect(spec.openapi).toBe('3.1.0')
  const described = Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const served = server.api.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
  const missing = new Set(served.map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`))
  for (const one of described) missing.delete(one)
  expect([...missing]).toEqual([])
  for (const methods of Object.values(spec.paths))
    for (const operation of Object.values(methods)) {
      expect(operation.summary).toBeTruthy()
      expect(Object.keys(operation.responses ?? {})).toEqual(expect.arrayContaining(['400', '401', '404', '429']))
    }
})

it('the reference page needs nothing from elsewhere', async () => {
  const page = await server.api.request('/reference')
  const text = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(text).toContain('POST /v1/concerns')
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//)
})
