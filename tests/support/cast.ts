import { randomUUID } from 'node:crypto'
import type { RaiseConcern } from '@tend/shared/concerns/schema'
import { aRaise } from '../../shared/test/concerns/a-concern.ts'
import { type TestMember, type TestOptions, type TestServer, testServer } from './server.ts'

/** Everybody that a promise can be about. `raiser` raises, parks, drafts; `leftOut` is a steward whom the raiser left out. */
export const roles = [
  'stranger',
  'revoked',
  'service',
  'otherWorkspace',
  'otherCircle',
  'member',
  'facilitator',
  'steward',
  'leftOut',
  'recipient',
  'raiser',
] as const
export type Role = (typeof roles)[number]
export type Person = Exclude<Role, 'stranger' | 'service'>

export type Cast = Awaited<ReturnType<typeof cast>>

/** A ready circle with a person for every role, and another circle and another workspace whose people hold every role there. */
export async function cast(options: TestOptions = {}) {
  const server = await testServer(options)
  const everything = { roles: ['facilitator', 'steward'] as const }
  const elsewhere = await server.workspace()
  const people: Record<Person, TestMember> = {
    revoked: await server.member('Rae', everything),
    otherWorkspace: await server.member('Oz', { ...everything, ...elsewhere }),
    otherCircle: await server.member('Cal', { ...everything, ...(await server.circle()) }),
    member: await server.member('Mo'),
    facilitator: await server.member('Fay', { roles: ['facilitator'] }),
    steward: await server.member('Sol', { roles: ['steward'] }),
    leftOut: await server.member('Lou', { roles: ['steward'] }),
    recipient: await server.member('Ren', { roles: ['steward'] }),
    raiser: await server.member('Noor'),
  }
  for (const group of [server.home, elsewhere]) await addContacts(server, group)
  await server.work(({ trx, today }) =>
    trx.updateTable('device').set({ revoked_on: today }).where('id', '=', people.revoked.deviceId).execute(),
  )
  return { server, people, circleId: server.home.circleId, elsewhere }
}

/** Gives a circle what it needs before concerns can be given to people. */
export async function addContacts(
  server: TestServer,
  group = server.home,
  outside = 'Ana outside, 555 0100',
  emergency = 'Night line, 555 0199',
) {
  await server.work(async ({ trx, keys, workspaceId }) => {
    const { record_key } = await trx
      .selectFrom('circle')
      .select('record_key')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', group.circleId)
      .executeTakeFirstOrThrow()
    const sealed = keys.seal('circle', group.circleId, { outside_contact: outside, emergency_contact: emergency }, record_key)
    const { outside_contact_sealed, emergency_contact_sealed } = sealed
    await trx
      .updateTable('circle')
      .set({ outside_contact_sealed, emergency_contact_sealed })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', group.circleId)
      .execute()
  }, group.workspaceId)
}

/** What a person says when they raise a concern. It is given to the recipient at once, with one steward left out. */
export function concern({ circleId, people }: Pick<Cast, 'circleId' | 'people'>, over: Partial<RaiseConcern> = {}): RaiseConcern {
  const audience = { recipients: [people.recipient.id, people.leftOut.id], leftOut: [people.leftOut.id] }
  return aRaise({ circleId, words: 'What was said stays with me.', tier: 'stewards', ...audience, notify: 'now', ...over })
}

export type Answer = { status: number; text: string; headers: Record<string, string>; json: Record<string, unknown> }

/** Asks the API over its own door, as a person or as nobody. Leaves out the headers that differ by nature. */
export async function ask(
  server: TestServer,
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  extra: Record<string, string> = {},
): Promise<Answer> {
  const headers: Record<string, string> = { ...extra }
  if (token) headers.authorization = `Bearer ${token}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const response = await server.api.request(`http://localhost${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const { date: _, 'x-request-id': __, ...kept } = Object.fromEntries(response.headers)
  const text = await response.text()
  const json = response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : {}
  return { status: response.status, text, headers: kept, json }
}

/** Asks as `ask` does, for a request that has to succeed, and gives the id it answers with. */
export async function done(server: TestServer, person: TestMember, method: string, path: string, body?: unknown): Promise<string> {
  const answer = await ask(server, person.token, method, path, body, { 'idempotency-key': randomUUID() })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return String(answer.json.id)
}
