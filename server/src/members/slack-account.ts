import { noteAccount } from '@tend/shared/members/circle-decide'
import type { SaySlackAccount } from '@tend/shared/members/circle-schema'
import { ok, type Result, refuse } from '@tend/shared/result'
import { recordEvents } from '../events.ts'
import { claim } from '../http/idempotency.ts'
import type { Kernel } from '../kernel.ts'
import { theClock, type Work, workAs } from '../work.ts'
import { loadLeaver, saveLeaver } from './circle-store.ts'
import { rememberName, saveProfile, slackUserHash } from './slack-door.ts'

/**
 * Notes that Slack deactivated an account or brought it back, and whether its person is a guest or an admin now, long before they next use
 * Tend. Nothing of theirs moves; the people who chose them see that they left.
 */
export async function noteSlackAccount(kernel: Kernel, said: SaySlackAccount): Promise<Result<{ id: string }>> {
  const { team, user, deactivated, profile, event } = said
  const door = await kernel.dispatch
    .selectFrom('directory')
    .select(['workspace_id', 'subject'])
    .where('kind', '=', 'slack_user')
    .where('key_hash', '=', slackUserHash(team, user))
    .executeTakeFirst()
  if (!door) return refuse('not_found', 'Nobody here comes from that account.', 'user')
  return workAs(kernel, theClock(door.workspace_id), async (work) => {
    const person = await loadLeaver(work, door.subject)
    if (!person) return refuse('not_found', 'Nobody here comes from that account.', 'user')
    const isNew = !deactivated && profile !== undefined && !(await isKnown(kernel, work, person.id, profile))
    // Slack tells of every new status line too. An event that changes nothing here is not even remembered.
    if (deactivated === (person.leftOn !== null) && !isNew) return ok({ id: person.id })
    if (event !== undefined && (await wasHeard(work, event))) return ok({ id: person.id })
    const decided = noteAccount(person, deactivated, work.now)
    if (!decided.ok) return decided
    await saveLeaver(work, decided.value.state, false)
    await recordEvents(work, decided.value.events, false)
    if (isNew) {
      rememberName(kernel, person.id, profile.name)
      await saveProfile(work, person.id, { user, ...profile })
    }
    return ok({ id: person.id })
  })
}

// An event is remembered as the keys of repeated requests are, and for as long. When this transaction fails, it may come again.
async function wasHeard(work: Work, event: string): Promise<boolean> {
  const claimed = await claim(work, `slack event ${event}`, '')
  return !claimed.ok || !('tag' in claimed.value)
}

async function isKnown(kernel: Kernel, work: Work, memberId: string, profile: NonNullable<SaySlackAccount['profile']>): Promise<boolean> {
  const member = work.trx.selectFrom('member').select(['guest', 'slack_admin']).where('workspace_id', '=', work.workspaceId)
  const { guest, slack_admin } = await member.where('id', '=', memberId).executeTakeFirstOrThrow()
  return kernel.names.get(memberId) === profile.name && guest === profile.guest && slack_admin === profile.admin
}
