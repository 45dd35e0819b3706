import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import type { MemberEvent, PairingCode } from './decide.ts'
import type { Actor } from './schema.ts'

/** The person who adds their Slack account. They paired a browser before they came by Slack. */
type Here = { id: string; inSlack: boolean; circleIds: readonly string[]; appointed: boolean }

/** The member that Slack made of the same person. `holds`: how many things are theirs: raised, given, parked, told, appointed. */
type Made = { id: string; slackUser: string | null; guest: boolean; circleIds: readonly string[]; holds: number }

/** What adding a Slack account needs to know: the code of /tend connect and both members. */
export type Linking = { code: PairingCode; here: Here; made: Made | undefined }

/** What becomes of it: the Slack account belongs to `id`, with the circles it was in, and the member that Slack made is gone. */
export type Linked = { id: string; codeId: string; goneId: string; joins: readonly string[] }

/**
 * Makes one member of the two members that a person is who paired a browser first and used Slack later. Leaving them out then leaves them
 * out both ways. Refuses a code that is used, too old or not from Slack, and a member from Slack who has something of their own already.
 */
export function linkSlack({ code, here, made }: Linking, given: Pick<Given<Actor>, 'now'>): Result<Decided<Linked, MemberEvent>> {
  if (code.usedAt !== null || code.expiresAt <= given.now)
    return refuse('expired', 'This code does not work any more: codes last ten minutes and work once. Run /tend connect again.', 'code')
  if (here.inSlack) return refuse('already_done', 'Your Slack account belongs to you here already.', 'code')
  if (code.memberId === here.id)
    return refuse('already_done', 'This code is your own, for your next browser. Run /tend connect in Slack for the other one.', 'code')
  if (!made || made.slackUser === null) return refuse('not_found', 'This code is not from Slack. Run /tend connect there.', 'code')
  if (made.holds > 0)
    return refuse(
      'taken',
      'What you did in Slack is there already. Remove this device, pair it anew with a code of /tend connect, and let a facilitator hand over your roles.',
      'code',
    )
  if (made.guest && here.appointed)
    return refuse('not_now', 'A guest in Slack has no role in a circle: hand over your roles first.', 'code')
  const joins = made.circleIds.filter((id) => !here.circleIds.includes(id))
  const events: MemberEvent[] = [{ kind: 'member.slack_added', subject: here.id, circleId: null }]
  for (const circleId of joins) events.push({ kind: 'member.joined', subject: here.id, circleId })
  return ok({ state: { id: here.id, codeId: code.id, goneId: made.id, joins }, events })
}
