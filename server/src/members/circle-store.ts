import type { Invitation, Leaver, NewCircle } from '@tend/shared/members/circle-decide'
import type { Circle } from '@tend/shared/members/policy'
import type { Language } from '@tend/shared/schema'
import { sql } from 'kysely'
import type { Work } from '../work.ts'

/** Reads what making a circle needs: how many circles there are, and the language of the person who makes it. */
export async function loadWorkspace({ trx, workspaceId, actor }: Work): Promise<{ circles: number; language: Language }> {
  const { rows } = await sql<{ circles: number; language: Language }>`
    select (select count(*)::int from circle where workspace_id = ${workspaceId}) as circles, language
    from member where workspace_id = ${workspaceId} and id = ${actor.memberId}`.execute(trx)
  return rows[0] ?? { circles: 0, language: 'en' }
}

/** Writes a new circle. The person who made it is in it, as its facilitator. */
export async function insertCircle(work: Work, circle: NewCircle): Promise<void> {
  const { trx, workspaceId, keys, today } = work
  const { record_key, name_sealed } = keys.seal('circle', circle.id, { name: circle.name })
  const none = { outside_contact_sealed: null, emergency_contact_sealed: null, slack_channel: null, next_digest_at: null }
  const settings = { time_zone: 'UTC', digest_day: 1, digest_hour: 9, digest_paused: false, simmer_days: 21, small_group_floor: 5 }
  const own = { workspace_id: workspaceId, id: circle.id, language: circle.language, record_key, name_sealed: name_sealed as Buffer }
  await trx
    .insertInto('circle')
    .values({ ...own, ...none, ...settings, words_never_through_slack: false, led: true })
    .execute()
  const member = { workspace_id: workspaceId, circle_id: circle.id, member_id: circle.facilitatorId }
  await trx
    .insertInto('circle_member')
    .values({ ...member, joined_on: today })
    .execute()
  const appointed = { role: 'facilitator' as const, until_day: null, appointed_by: circle.facilitatorId, appointed_on: today }
  await trx
    .insertInto('appointment')
    .values({ ...member, ...appointed })
    .execute()
}

/** Keeps an invitation by its hash only. */
export async function insertInvitation(work: Work, { id, circleId, expiresAt, usesLeft }: Invitation, hash: Buffer): Promise<void> {
  const { trx, workspaceId: workspace_id, actor, today } = work
  const kept = { circle_id: circleId, code_hash: hash, made_by: actor.memberId, made_on: today, expires_at: expiresAt, uses_left: usesLeft }
  await trx
    .insertInto('invitation')
    .values({ workspace_id, id, ...kept })
    .execute()
  await trx.insertInto('directory').values({ kind: 'invitation', key_hash: hash, workspace_id, subject: id }).execute()
}

/** Adds a member of the workspace to a circle. */
export async function insertIntoCircle({ trx, workspaceId, today }: Work, circleId: string, memberId: string): Promise<void> {
  const row = { workspace_id: workspaceId, circle_id: circleId, member_id: memberId, joined_on: today }
  await trx
    .insertInto('circle_member')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes a member out of a circle, with everything they were appointed to. What they raised, parked or were given stays where it is. */
export async function removeFromCircle({ trx, workspaceId }: Work, { id }: Pick<Circle, 'id'>, memberId: string): Promise<void> {
  for (const table of ['appointment', 'circle_member'] as const)
    await trx
      .deleteFrom(table)
      .where('workspace_id', '=', workspaceId)
      .where('circle_id', '=', id)
      .where('member_id', '=', memberId)
      .execute()
}

/** Reads a member as leaving needs them, locked, with the circles in which nobody else who is here facilitates. */
export async function loadLeaver({ trx, workspaceId }: Work, memberId: string): Promise<Leaver | undefined> {
  const { rows } = await sql<{ leftOn: string | null }>`
    select left_on as "leftOn" from member where workspace_id = ${workspaceId} and id = ${memberId} for update`.execute(trx)
  if (!rows[0]) return undefined
  const last = await sql<{ id: string }>`
    select a.circle_id as id from appointment a where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} and a.role = 'facilitator'
      and not exists (select 1 from appointment o join member m on m.workspace_id = o.workspace_id and m.id = o.member_id and m.left_on is null
        where o.workspace_id = a.workspace_id and o.circle_id = a.circle_id and o.role = 'facilitator' and o.member_id <> a.member_id)`.execute(
    trx,
  )
  return { id: memberId, leftOn: rows[0].leftOn, lastIn: last.rows.map((row) => row.id) }
}

/**
 * Saves that a member left or came back. `forGood`: they said so themselves. Their devices then stop, their appointments end, and their
 * Slack account no longer leads to them: a person who comes by that account again comes as somebody new.
 */
export async function saveLeaver({ trx, workspaceId, today }: Work, { id, leftOn }: Leaver, forGood: boolean): Promise<void> {
  const unlinked = forGood ? { slack_user: null } : {}
  await trx
    .updateTable('member')
    .set({ left_on: leftOn, ...unlinked })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  if (!forGood) return
  const doors = trx.deleteFrom('directory').where('workspace_id', '=', workspaceId).where('kind', '=', 'slack_user')
  await doors.where('subject', '=', id).execute()
  const devices = trx.updateTable('device').set({ revoked_on: today }).where('workspace_id', '=', workspaceId).where('member_id', '=', id)
  await devices.where('revoked_on', 'is', null).execute()
  for (const table of ['appointment', 'circle_member'] as const)
    await trx.deleteFrom(table).where('workspace_id', '=', workspaceId).where('member_id', '=', id).execute()
}

/** Saves whether the person who acts takes new ones. */
export async function saveNewOnes({ trx, workspaceId, actor }: Work, no_new_ones: boolean): Promise<void> {
  await trx.updateTable('member').set({ no_new_ones }).where('workspace_id', '=', workspaceId).where('id', '=', actor.memberId).execute()
}
