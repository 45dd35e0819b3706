import { noteAccount } from '@tend/shared/members/circle-decide'
import type { SaySlackAccount } from '@tend/shared/members/circle-schema'
import { ok, type Result, refuse } from '@tend/shared/result'
import { recordEvents, theClock, workAs } from './handle.ts'
import type { Kernel } from './kernel.ts'
import { loadLeaver, saveLeaver } from './members/circle-store.ts'
import { noteSlackProfile, slackUserHash } from './slack-door.ts'

/**
 * Notes that Slack deactivated somebody or brought them back, and whether they are a guest or an admin now, long before they next use Tend. Nothing
 * of theirs moves: who chose them sees that they left.
 */
export async function noteSlackAccount(kernel: Kernel, said: SaySlackAccount): Promise<Result<{ id: string }>> {
  const { team, user, deactivated, profile } = said
  const door = await kernel.dispatch
    .selectFrom('directory')
    .select(['workspace_id', 'subject'])
    .where('kind', '=', 'slack_user')
    .where('key_hash', '=', slackUserHash(team, user))
    .executeTakeFirst()
  if (!door) return refuse('not_found', 'Nobody here comes from that account.', 'user')
  const noted = await workAs(kernel, theClock(door.workspace_id), async (work) => {
    const person = await loadLeaver(work, door.subject)
    if (!person) return refuse('not_found', 'Nobody here comes from that account.', 'user')
    const decided = noteAccount(person, deactivated, work.now)
    if (!decided.ok) return decided
    await saveLeaver(work, decided.value.state, false)
    await recordEvents(work, decided.value.events, false)
    return ok({ id: person.id })
  })
  // Slack tells of every new status line too: only what we keep of somebody is written.
  if (noted.ok && !deactivated && profile && !(await isKnown(kernel, door, profile)))
    await noteSlackProfile(kernel, door.workspace_id, door.subject, { team, user, ...profile })
  return noted
}

type Profile = NonNullable<SaySlackAccount['profile']>

function isKnown(kernel: Kernel, door: { workspace_id: string; subject: string }, profile: Profile): Promise<boolean> {
  if (kernel.names.get(door.subject) !== profile.name) return Promise.resolve(false)
  return workAs(kernel, theClock(door.workspace_id), async ({ trx, workspaceId }) => {
    const member = trx.selectFrom('member').select(['guest', 'slack_admin']).where('workspace_id', '=', workspaceId)
    const found = await member.where('id', '=', door.subject).executeTakeFirst()
    return found?.guest === profile.guest && found.slack_admin === profile.admin
  })
}
