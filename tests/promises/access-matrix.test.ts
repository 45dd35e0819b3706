import { signService } from '@tend/server/http/actor-token'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Cast, cast, type Role, roles } from '../support/cast.ts'
import type { Row, Thing } from './access-row.ts'
import { open, rows } from './access-rows.ts'

let theCast: Cast
beforeAll(async () => {
  theCast = await cast()
})
afterAll(() => theCast.server.stop())

/** Unless a row says otherwise, a request without a person's good token stays outside, and one with such a token finds nothing to see. */
function expected(row: Row, role: Role): number {
  return row.may[role] ?? (['stranger', 'revoked', 'service'].includes(role) ? 401 : 404)
}

async function tokenOf(role: Role): Promise<string | undefined> {
  if (role === 'stranger') return undefined
  const { kernel } = theCast.server
  return role === 'service' ? signService(kernel.coreSecret, kernel.clock()) : theCast.people[role].token
}

async function arranged(row: Row): Promise<Thing> {
  const made = (await row.arrange?.(theCast)) ?? ''
  const [id, other] = Array.isArray(made) ? made : [made, '']
  return { ...theCast, id, other }
}

const routes = () =>
  [...new Set(theCast.server.api.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))].sort()

describe('who may do what', () => {
  it('every route has a row here, and every row a route', () => {
    const known = [...Object.keys(rows), ...Object.keys(open)]
    expect(routes().filter((route) => !known.includes(route) && !elsewhere.test(route))).toEqual([])
    expect(known.filter((route) => !routes().includes(route))).toEqual([])
  })

  it.each(Object.keys(rows))('%s', async (route) => {
    const row = rows[route] as Row
    const method = route.slice(0, route.indexOf(' '))
    const found: Partial<Record<Role, number>> = {}
    for (const role of roles) {
      const thing = await arranged(row)
      const token = await tokenOf(role)
      const path = row.at(thing)
      const answer = await ask(theCast.server, token, method, path, row.body?.(thing))
      found[role] = answer.status
      if (answer.status !== 404 || !thing.id) continue
      const missing = await ask(
        theCast.server,
        token,
        method,
        path.replace(thing.id, '0b0d7f8e-3c1a-4c55-9d3e-5f1f3a1d2c4b'),
        row.body?.(thing),
      )
      expect(answer, `${role} cannot tell what is not theirs from what is not there`).toEqual(missing)
    }
    expect(found).toEqual(Object.fromEntries(roles.map((role) => [role, expected(row, role)])))
  })

  it.each(Object.entries(open))('%s is open to everybody and the same for each', async (route, status) => {
    const [method = '', path = ''] = route.split(' ')
    const answers = await Promise.all(roles.map(async (role) => (await ask(theCast.server, await tokenOf(role), method, path)).status))
    expect(new Set(answers)).toEqual(new Set([status]))
  })
})

/** Figures, static files and the page's own form. Their rules stand in tests of their own. */
const elsewhere = /^(GET \/metrics|(GET|POST) \/pair|GET \/(assets|pages)\/.*)$/
