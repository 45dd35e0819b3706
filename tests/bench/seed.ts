import { randomBytes } from 'node:crypto'
import type { Keyring, WorkspaceKeys } from '@tend/server/keys/seal'
import type pg from 'pg'
import { v4, v7 } from 'uuid'
import type { TestServer } from '../support/server.ts'

const title = 'We often end later than we said we would'
const why = 'Those who care for somebody leave before the end, and what is decided then is decided without them.'
const effect = 'We decide some things twice.'

/** A circle as it is after half a year: twelve people, ten items on the back burner, three repairs, an agreement, a resource. */
export async function fillCircle(server: TestServer): Promise<void> {
  const { circleId } = server.home
  const somebody = await server.member('Member 1')
  for (let n = 2; n <= 8; n++) await server.member(`Member ${n}`)
  const post = async (path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${somebody.token}`, 'content-type': 'application/json' }
    const answer = await server.api.request(`/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return ((await answer.json()) as { id: string }).id
  }
  for (let n = 0; n < 10; n++) await post(`/circles/${circleId}/backburner`, { title, why, effect, revisitOn: null, link: null })
  for (let n = 0; n < 3; n++) {
    const repair = await post(`/circles/${circleId}/repairs`, { title, fromItemId: null })
    const acknowledgement = await post(`/repairs/${repair}/acknowledgements`, { by: 'circle', words: why, how: 'in_writing' })
    await post(`/repairs/${repair}/acknowledgements/${acknowledgement}/share`, {})
  }
  await post(`/circles/${circleId}/agreements`, { words: effect, lookAgainOn: null })
}

type Columns = Record<string, readonly unknown[]>
/** How a column's values are sent: one array for each column, so that thousands of rows are one statement. */
type Types = Record<string, 'uuid' | 'bytea' | 'text' | 'date'>

async function insert(client: pg.Client, table: string, types: Types, columns: Columns, fixed: Record<string, string> = {}): Promise<void> {
  const names = Object.keys(types)
  const arrays = names.map((name, at) => `$${at + 1}::${types[name]}[]`).join(', ')
  const constants = Object.values(fixed).map((value) => `, ${value}`)
  const into = [...names, ...Object.keys(fixed)].join(', ')
  const text = `insert into ${table} (${into}) select t.*${constants.join('')} from unnest(${arrays}) as t`
  await client.query(
    text,
    names.map((name) => columns[name]),
  )
}

export type Seeded = { workspaceId: string; circleIds: string[] }[]

const circleTypes: Types = { workspace_id: 'uuid', id: 'uuid', record_key: 'bytea', name_sealed: 'bytea' }
const circleFixed = {
  language: `'en'`,
  time_zone: `'Europe/Madrid'`,
  digest_day: '1',
  digest_hour: '9',
  digest_paused: 'false',
  simmer_days: '21',
  small_group_floor: '5',
  slack_channel: `'C0TEND'`,
  words_never_through_slack: 'false',
  next_digest_at: `'2100-01-04T08:00:00Z'`,
}
const itemTypes: Types = {
  workspace_id: 'uuid',
  id: 'uuid',
  circle_id: 'uuid',
  record_key: 'bytea',
  title_sealed: 'bytea',
  why_sealed: 'bytea',
  effect_sealed: 'bytea',
  parker_tag: 'bytea',
}
const itemFixed = {
  state: `'simmering'`,
  parked_on: `date '2026-11-01'`,
  tended_on: `date '2026-11-01'`,
  quiet_until: `date '2100-01-01'`,
  echoes: '0',
}

/**
 * Makes workspaces with circles and items in them, each text really sealed with its workspace's key. It works as superuser, with some
 * thousands of rows in a statement.
 */
export async function seedWorkspaces(
  client: pg.Client,
  keyring: Keyring,
  counts: { workspaces: number; circles: number; items: number },
): Promise<Seeded> {
  const seeded: Seeded = []
  for (let n = 0; n < counts.workspaces; n++) {
    const workspaceId = v7()
    const wrapped = keyring.create(workspaceId)
    await insert(
      client,
      'workspace',
      { workspace_id: 'uuid', wrapped_key: 'bytea', wrapped_tag_key: 'bytea', slack_team: 'text' },
      {
        workspace_id: [workspaceId],
        wrapped_key: [wrapped.wrapped_key],
        wrapped_tag_key: [wrapped.wrapped_tag_key],
        slack_team: [`T${n}`],
      },
      { made_on: `date '2026-11-01'` },
    )
    const keys = keyring.unwrap(workspaceId, wrapped)
    const circleIds = Array.from({ length: counts.circles }, () => v7())
    await insert(client, 'circle', circleTypes, circlesOf(workspaceId, keys, circleIds), circleFixed)
    if (counts.items > 0) await insert(client, 'backburner_item', itemTypes, itemsOf(workspaceId, keys, circleIds, counts.items), itemFixed)
    seeded.push({ workspaceId, circleIds })
  }
  await client.query('analyze')
  return seeded
}

function circlesOf(workspaceId: string, keys: WorkspaceKeys, circleIds: readonly string[]): Columns {
  const sealed = circleIds.map((id) => keys.seal('circle', id, { name: 'The garden group' }))
  return {
    workspace_id: circleIds.map(() => workspaceId),
    id: circleIds,
    record_key: sealed.map(({ record_key }) => record_key),
    name_sealed: sealed.map(({ name_sealed }) => name_sealed),
  }
}

function itemsOf(workspaceId: string, keys: WorkspaceKeys, circleIds: readonly string[], each: number): Columns {
  const rows = circleIds.flatMap((circleId) =>
    Array.from({ length: each }, () => {
      const id = v4()
      return { id, circleId, ...keys.seal('backburner_item', id, { title, why, effect }) }
    }),
  )
  return {
    workspace_id: rows.map(() => workspaceId),
    id: rows.map(({ id }) => id),
    circle_id: rows.map(({ circleId }) => circleId),
    record_key: rows.map(({ record_key }) => record_key),
    title_sealed: rows.map(({ title_sealed }) => title_sealed),
    why_sealed: rows.map(({ why_sealed }) => why_sealed),
    effect_sealed: rows.map(({ effect_sealed }) => effect_sealed),
    parker_tag: rows.map(() => randomBytes(32)),
  }
}
