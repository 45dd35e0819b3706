import { noteAccount } from '@tend/shared/members/circle-decide'
import type { SaySlackAccount } from '@tend/shared/members/circle-schema'
import { ok, type Result, refuse } from '@tend/shared/result'
import { recordEvents, theClock, workAs } from './handle.ts'
import type { Kernel } from './kernel.ts'
import { loadLeaver, saveLeaver } from './members/circle-store.ts'
import { slackUserHash } from './slack-door.ts'

/** Notes that Slack deactivated somebody, or brought them back. Nothing of theirs moves: who chose them sees that they left. */
export async function noteSlackAccount(kernel: Kernel, { team, user, deactivated }: SaySlackAccount): Promise<Result<{ id: string }>> {
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
    const decided = noteAccount(person, deactivated, work.now)
    if (!decided.ok) return decided
    await saveLeaver(work, decided.value.state, false)
    await recordEvents(work, decided.value.events, false)
    return ok({ id: person.id })
  })
}
