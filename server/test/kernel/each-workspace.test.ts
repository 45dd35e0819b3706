import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, type Cast, cast, concern, done } from '../../../tests/support/cast.ts'
import { expireConcerns } from '../../src/concerns/expire.ts'
import { eachWorkspace } from '../../src/jobs/each-workspace.ts'

let theCast: Cast
beforeAll(async () => {
  theCast = await cast({ jobs: true, now: '2026-11-23T10:00:00Z' })
})
afterAll(() => theCast.server.stop())

const counted = async (table: 'concern' | 'concern_draft') =>
  theCast.server.work(async ({ trx }) => (await trx.selectFrom(table).select('id').execute()).length)

describe('what is due in several workspaces', () => {
  it('is done in those that come after one in which it fails', async () => {
    const { kernel, home } = theCast.server
    const rows = [{ workspace_id: '00000000-0000-4000-8000-000000000000' }, { workspace_id: home.workspaceId }]
    expect(await eachWorkspace(kernel, rows, 'tick.expiry', async () => 1)).toBe(1)
  })
})

describe('a draft that no longer opens', () => {
  it('keeps no concern beyond its last day, and goes itself a day later', async () => {
    const { server, people } = theCast
    const { raiser } = people
    const tomorrow = { kind: 'until_day', day: '2026-11-24' }
    await done(server, raiser, 'POST', '/v1/concerns', {
      ...concern(theCast, { tier: 'only_me', recipients: [], leftOut: [] }),
      keep: tomorrow,
    })
    server.setNow(new Date('2026-11-24T10:00:00Z'))
    await ask(server, raiser.token, 'PUT', '/v1/concern-drafts/V1', { page: 'words', answers: { words: 'half a sentence' } })
    const root = await server.superuser()
    await root.query(`update concern_draft set draft_sealed = '\\x00'`)
    await root.end()
    expect([await counted('concern'), await counted('concern_draft')]).toEqual([1, 1])

    server.setNow(new Date('2026-11-25T00:30:00Z'))
    await expireConcerns(server.kernel)
    expect([await counted('concern'), await counted('concern_draft')]).toEqual([0, 1])

    server.setNow(new Date('2026-11-26T00:30:00Z'))
    await expireConcerns(server.kernel)
    expect(await counted('concern_draft')).toBe(0)
  })
})
