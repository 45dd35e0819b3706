import type { Linked, Linking } from '@tend/shared/members/link-decide'
import { sql } from 'kysely'
import { moveLeftOut } from '../concerns/people-store.ts'
import type { TagPurpose } from '../keys/seal.ts'
import type { Work } from '../work.ts'
import { codeOwner, loadCode, useCode } from './pairing.ts'

/** The key under which Slack keeps the form that a person began last. */
const SLACK_FORM = 'slack'

/**
 * The column in which a person's tag makes a row theirs. `bound`: the tag is made of the record's id too, so each record has to be asked.
 */
type TagColumn = { table: string; tag: string; bound?: string } | 'moves' | 'nothing'

/** Every kind of tag. A new kind does not compile before it is said here whether it makes something a person's own. */
const tagColumns: Record<TagPurpose, TagColumn> = {
  raiser: { table: 'concern', tag: 'raiser_tag' },
  recipient: { table: 'concern_person', tag: 'tag' },
  part: { table: 'repair_part', tag: 'tag', bound: 'repair_id' },
  echo: { table: 'backburner_echo', tag: 'tag', bound: 'item_id' },
  parker: { table: 'backburner_item', tag: 'parker_tag', bound: 'id' },
  hider: { table: 'backburner_item', tag: 'hider_tag', bound: 'id' },
  drafter: { table: 'acknowledgement', tag: 'drafter_tag', bound: 'id' },
  joiner: { table: 'acknowledgement_join', tag: 'tag', bound: 'acknowledgement_id' },
  support_by: { table: 'support', tag: 'by_tag' },
  support_with: { table: 'support', tag: 'with_tag' },
  support_told: { table: 'support_told', tag: 'tag' },
  resting: { table: 'rest', tag: 'member_tag' },
  rest_told: { table: 'rest_told', tag: 'tag' },
  duty_to: { table: 'rest_duty', tag: 'to_tag' },
  round_opener: { table: 'round', tag: 'opener_tag', bound: 'id' },
  round_answer: { table: 'round_answer', tag: 'tag', bound: 'round_id' },
  reflection: { table: 'reflection', tag: 'owner_tag' },
  change_carrier: { table: 'practice_shift', tag: 'carrier_tag' },
  // A person must not learn what they were left out of, and a refusal would tell them.
  left_out: 'moves',
  draft: 'moves',
  draft_key: 'moves',
  idempotency: 'nothing',
  idempotency_body: 'nothing',
  event: 'nothing',
  delivery: 'nothing',
  held: 'nothing',
  duty_subject: 'nothing',
}

/**
 * Reads both members and the code, locked; nothing for a code that is not known here. The person who asks and the member that may go are
 * held alone already, in the order in which everybody is held. A transaction that names both waits for this one, or this one for it, and
 * never each for the other.
 */
export async function loadLinking(work: Work, hash: Buffer): Promise<Linking | undefined> {
  const owner = await codeOwner(work, hash)
  const own = work.trx
    .selectFrom('member')
    .select(['id', 'slack_user', 'guest'])
    .where('workspace_id', '=', work.workspaceId)
    .where('left_on', 'is', null)
  const here = await own.where('id', '=', work.actor.memberId).executeTakeFirst()
  if (!owner || !here) return undefined
  const fromSlack = owner.member_id !== here.id && here.slack_user === null ? owner.member_id : null
  const made = await own.where('id', '=', fromSlack).where('slack_user', 'is not', null).executeTakeFirst()
  const code = await loadCode(work, hash)
  if (!code) return undefined
  const kept = { id: code.id, memberId: code.member_id, expiresAt: code.expires_at, usedAt: code.used_at }
  return {
    code: kept,
    here: {
      id: here.id,
      inSlack: here.slack_user !== null,
      circleIds: await circlesOf(work, here.id),
      appointed: (await appointments(work, here.id)) > 0,
    },
    made: made && {
      id: made.id,
      slackUser: made.slack_user,
      guest: made.guest,
      circleIds: await circlesOf(work, made.id),
      holds: await holdings(work, made.id),
    },
  }
}

/** How many things are a member's own, down to those they were told of. */
async function holdings(work: Work, memberId: string): Promise<number> {
  let count = await appointments(work, memberId)
  for (const [purpose, column] of Object.entries(tagColumns) as [TagPurpose, TagColumn][])
    if (typeof column === 'object') count += await held(work, memberId, purpose, column)
  return count
}

async function held(
  { trx, keys, workspaceId }: Work,
  memberId: string,
  purpose: TagPurpose,
  column: Exclude<TagColumn, string>,
): Promise<number> {
  const { table, tag, bound } = column
  if (!bound) {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}
      where workspace_id = ${workspaceId} and ${sql.ref(tag)} = ${keys.tag(purpose, memberId)}`.execute(trx)
    return rows[0]?.count ?? 0
  }
  const { rows } = await sql<{ id: string; tag: Buffer }>`select ${sql.ref(bound)} as id, ${sql.ref(tag)} as tag from ${sql.table(table)}
    where workspace_id = ${workspaceId} and ${sql.ref(tag)} is not null`.execute(trx)
  return rows.filter((row) => keys.tag(purpose, `${row.id} ${memberId}`).equals(row.tag)).length
}

async function appointments({ trx, workspaceId }: Work, memberId: string): Promise<number> {
  const rows = await trx
    .selectFrom('appointment')
    .select('role')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .execute()
  return rows.length
}

async function circlesOf({ trx, workspaceId }: Work, memberId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('circle_member')
    .select('circle_id')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .execute()
  return rows.map((row) => row.circle_id)
}

/** Makes one member of two. What still points at the member that Slack made is given to the other, and the row goes with its key. */
export async function saveLinked(work: Work, { id, codeId, goneId, joins }: Linked): Promise<void> {
  const { trx, workspaceId } = work
  await useCode(work, codeId)
  await moveLeftOut(work, goneId, id)
  await moveForm(work, goneId, id)
  const { profile, displayName } = await profileOf(work, goneId)
  await trx.updateTable('device').set({ member_id: id }).where('workspace_id', '=', workspaceId).where('member_id', '=', goneId).execute()
  await trx.deleteFrom('circle_member').where('workspace_id', '=', workspaceId).where('member_id', '=', goneId).execute()
  await trx.deleteFrom('member').where('workspace_id', '=', workspaceId).where('id', '=', goneId).execute()
  for (const circle_id of joins)
    await trx.insertInto('circle_member').values({ workspace_id: workspaceId, circle_id, member_id: id, joined_on: work.today }).execute()
  // From now on they are called what Slack calls them, as everybody is who comes by Slack.
  const { record_key, display_name_sealed } = work.keys.seal('member', id, { display_name: displayName })
  await trx
    .updateTable('member')
    .set({ ...profile, record_key, ...(display_name_sealed ? { display_name_sealed } : {}) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await moveDoors(work, goneId, id)
}

/** Reads who a member is to Slack. */
async function profileOf({ trx, workspaceId, keys }: Work, memberId: string) {
  const row = await trx
    .selectFrom('member')
    .select(['id', 'record_key', 'display_name_sealed', 'guest', 'slack_admin', 'slack_user'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow()
  const { guest, slack_admin, slack_user } = row
  return { profile: { guest, slack_admin, slack_user }, displayName: keys.open('member', row, ['display_name']).display_name ?? '' }
}

// The Slack account leads to the other member from now on.
async function moveDoors({ trx, workspaceId }: Work, goneId: string, id: string): Promise<void> {
  const doors = await trx
    .deleteFrom('directory')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'slack_user')
    .where('subject', '=', goneId)
    .returning('key_hash')
    .execute()
  for (const { key_hash } of doors)
    await trx.insertInto('directory').values({ kind: 'slack_user', key_hash, workspace_id: workspaceId, subject: id }).execute()
}

// A form that was begun in Slack can be continued. Forms are found by the person and the key together.
async function moveForm({ trx, keys, workspaceId }: Work, goneId: string, id: string): Promise<void> {
  const tags = (memberId: string) => ({
    owner_tag: keys.tag('draft', memberId),
    key_tag: keys.tag('draft_key', `${memberId} ${SLACK_FORM}`),
  })
  const [before, after] = [tags(goneId), tags(id)]
  await trx
    .updateTable('concern_draft')
    .set(after)
    .where('workspace_id', '=', workspaceId)
    .where('owner_tag', '=', before.owner_tag)
    .where('key_tag', '=', before.key_tag)
    .execute()
  await trx.deleteFrom('concern_draft').where('workspace_id', '=', workspaceId).where('owner_tag', '=', before.owner_tag).execute()
}
