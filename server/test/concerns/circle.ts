import type { RaiseConcern } from '@tend/shared/concerns/schema'
import { sql } from 'kysely'
import { aRaise } from '../../../shared/test/concerns/a-concern.ts'
import type { TestMember, TestOptions, TestServer } from '../../../tests/support/server.ts'
import { testServer } from '../../../tests/support/server.ts'

/** Makes a circle that is ready: Noor raises; Ada, Bo and Cy are stewards; Dee is a member; Fay facilitates. */
export async function readyCircle(options: TestOptions = {}) {
  const server = await testServer(options)
  const [noor, dee] = [await server.member('Noor'), await server.member('Dee')]
  const stewards = { roles: ['steward'] as const }
  const [ada, bo, cy] = [await server.member('Ada', stewards), await server.member('Bo', stewards), await server.member('Cy', stewards)]
  const fay = await server.member('Fay', { roles: ['facilitator'] })
  await makeReady(server)
  return { server, circleId: server.home.circleId, noor, dee, ada, bo, cy, fay }
}

/** Gives a circle its two contacts. */
export async function makeReady(server: TestServer, group = server.home): Promise<void> {
  await server.work(async ({ trx, keys, workspaceId }) => {
    const { record_key } = await trx.selectFrom('circle').select('record_key').where('id', '=', group.circleId).executeTakeFirstOrThrow()
    const contacts = { outside_contact: 'Somebody outside, 555 0100', emergency_contact: 'The night line, 555 0199' }
    const { record_key: _, ...sealed } = keys.seal('circle', group.circleId, contacts, record_key)
    await trx.updateTable('circle').set(sealed).where('workspace_id', '=', workspaceId).where('id', '=', group.circleId).execute()
  }, group.workspaceId)
}

export const words = 'What was said in the meeting stays with me.'

/** Given to the care team, its notices now, unless a test says otherwise. */
export const input = (circleId: string, over: Partial<RaiseConcern> = {}) =>
  aRaise({ circleId, help: ['rest', 'acknowledgement'], words, tier: 'care_team', notify: 'now', ...over })

export type Answer = {
  status: number
  body: Record<string, never> & { id: string; error: { code: string; path: string; message: string } }
  text: string
}

/** Asks the API as a person, as any client could, with a body that need not fit. */
export async function ask(
  server: TestServer,
  as: Pick<TestMember, 'token'> | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const init: RequestInit = { method, headers: { ...(as ? { authorization: `Bearer ${as.token}` } : {}), ...headers } }
  if (body !== undefined) {
    init.body = typeof body === 'string' ? body : JSON.stringify(body)
    init.headers = { 'content-type': 'application/json', ...init.headers }
  }
  const response = await server.api.request(`http://localhost${path}`, init)
  const text = await response.text()
  return { status: response.status, text, body: text ? JSON.parse(text) : {} }
}

/** Counts the rows of a table. */
export async function count(
  server: TestServer,
  table: 'concern' | 'concern_person' | 'concern_draft' | 'event' | 'delivery' | 'idempotency',
) {
  const { rows } = await server.work(({ trx }) => sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(trx))
  return Number(rows[0]?.n)
}
