import { current } from '@tend/shared/members/policy'
import type { TakeOutView } from '@tend/shared/members/takeout-schema'
import { sql } from 'kysely'
import type { Work } from '../work.ts'
import { loadCircle, loadMe } from './store.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Takes out the person as Tend knows them. */
export async function exportMyself(work: Work): Promise<TakeOutView['me'] | undefined> {
  const me = await loadMe(work)
  if (!me) return undefined
  const { joined_on } = await work.trx
    .selectFrom('member')
    .select('joined_on')
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', me.id)
    .executeTakeFirstOrThrow()
  return {
    displayName: me.displayName,
    language: me.language,
    away: me.away,
    slackLinked: me.slackLinked,
    joinedOn: joined_on,
    circles: me.circles.map(({ id, name }) => ({ name, roles: [...(work.actor.roles.get(id) ?? [])] })),
    devices: me.devices.map(({ pairedOn, revokedOn }) => ({ pairedOn, revokedOn })),
  }
}

/** Reads the names of the circles in which nobody else could change the settings. */
export async function loadUnattended(work: Work): Promise<string[]> {
  const names: string[] = []
  for (const [id, roles] of work.actor.roles) {
    const circle = roles.has('facilitator') ? await loadCircle(work, id) : undefined
    const others =
      circle && current(circle, work.today).filter(({ role, memberId }) => role === 'facilitator' && memberId !== work.actor.memberId)
    if (others?.length === 0) names.push(circle?.name ?? '')
  }
  return names
}

/**
 * Erases the person: their name with its key, their roles and circles, and their devices at once. A device's token stays known by its hash
 * alone, without saying whose it was, so that the device hears that it was unpaired and empties itself. A person who comes by Slack again
 * comes as somebody new.
 */
export async function eraseMyself({ trx, workspaceId, actor }: Work): Promise<void> {
  const mine = { workspace_id: workspaceId, member_id: actor.memberId }
  await sql`delete from directory where workspace_id = ${workspaceId} and ((kind = 'slack_user' and subject = ${actor.memberId})
    or (kind = 'pairing_code' and subject in (select id from pairing_code where workspace_id = ${workspaceId} and member_id = ${actor.memberId}))
    or (kind = 'invitation' and subject in (select id from invitation where workspace_id = ${workspaceId} and made_by = ${actor.memberId})))`.execute(
    trx,
  )
  await trx.deleteFrom('invitation').where('workspace_id', '=', workspaceId).where('made_by', '=', actor.memberId).execute()
  await sql`delete from event where workspace_id = ${workspaceId} and subject in
    (select ${actor.memberId}::uuid union select id from device where workspace_id = ${workspaceId} and member_id = ${actor.memberId})`.execute(
    trx,
  )
  await trx
    .updateTable('event')
    .set({ actor_id: null })
    .where('workspace_id', '=', workspaceId)
    .where('actor_id', '=', actor.memberId)
    .execute()
  await trx
    .updateTable('appointment')
    .set({ appointed_by: NOBODY })
    .where('workspace_id', '=', workspaceId)
    .where('appointed_by', '=', actor.memberId)
    .execute()
  for (const table of ['pairing_code', 'device', 'appointment', 'circle_member'] as const)
    await trx
      .deleteFrom(table)
      .where((is) => is.and(mine))
      .execute()
  await trx.deleteFrom('member').where('workspace_id', '=', workspaceId).where('id', '=', actor.memberId).execute()
}
