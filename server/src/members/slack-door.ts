import { ok, type Result, refuse } from '@tend/shared/result'
import { recordEvents } from '../events.ts'
import type { SlackPerson } from '../http/actor-token.ts'
import type { Kernel } from '../kernel.ts'
import { directoryHash } from '../keys/seal.ts'
import { theClock, type Work, workAs } from '../work.ts'
import { firstCircle, insertMember } from './joining.ts'

/** How many people's names are remembered in memory. The name of a person who was forgotten is only written once more. */
const NAMES_REMEMBERED = 10_000

/** Hashes a Slack account as it is found in `directory`. */
export function slackUserHash(team: string, user: string): Buffer {
  return directoryHash(`${team} ${user}`)
}

/** Lets a person of the bound Slack team in on first use. Answers `false` when that team belongs to no workspace here. */
export async function joinFromSlack(kernel: Kernel, person: SlackPerson): Promise<boolean> {
  const door = await kernel.dispatch
    .selectFrom('directory')
    .select('workspace_id')
    .where('kind', '=', 'slack_team')
    .where('key_hash', '=', directoryHash(person.team))
    .executeTakeFirst()
  if (!door) return false
  await workAs(kernel, theClock(door.workspace_id), (work) => join(work, person))
  return true
}

// Two first clicks may come at once. `firstCircle` locks the circle, so the second finds the row of the first.
async function join(work: Work, person: SlackPerson): Promise<void> {
  const circle = await firstCircle(work)
  const hash = slackUserHash(person.team, person.user)
  const known = await work.trx
    .selectFrom('directory')
    .select('subject')
    .where('kind', '=', 'slack_user')
    .where('key_hash', '=', hash)
    .executeTakeFirst()
  if (known) return
  const id = work.id()
  const { guest, admin: slackAdmin, user: slackUser } = person
  await insertMember(work, { id, displayName: nameOf(person), language: circle.language, guest, slackAdmin, slackUser }, circle.id)
  await work.trx
    .insertInto('directory')
    .values({ kind: 'slack_user', key_hash: hash, workspace_id: work.workspaceId, subject: id })
    .execute()
  await recordEvents(work, [{ kind: 'member.joined', subject: id, circleId: circle.id }], false)
}

function nameOf(person: Pick<SlackPerson, 'name' | 'user'>): string {
  return (
    person.name
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 80) || person.user
  )
}

/** Notes what Slack says of a person now: their name, and whether they are a guest, an owner or an admin. */
export async function noteSlackProfile(kernel: Kernel, workspaceId: string, memberId: string, person: SlackPerson): Promise<void> {
  rememberName(kernel, memberId, person.name)
  await workAs(kernel, theClock(workspaceId), (work) => saveProfile(work, memberId, person))
}

/** Remembers what Slack calls a person, so that another name is noticed. */
export function rememberName({ names }: Kernel, memberId: string, name: string): void {
  const oldest = names.keys().next().value
  if (names.size >= NAMES_REMEMBERED && oldest !== undefined) names.delete(oldest)
  names.set(memberId, name)
}

/** Saves what Slack says of a person. */
export async function saveProfile(
  work: Work,
  memberId: string,
  person: Pick<SlackPerson, 'user' | 'name' | 'guest' | 'admin'>,
): Promise<void> {
  const { record_key, display_name_sealed } = work.keys.seal('member', memberId, { display_name: nameOf(person) })
  await work.trx
    .updateTable('member')
    .set({ guest: person.guest, slack_admin: person.admin, record_key, ...(display_name_sealed ? { display_name_sealed } : {}) })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', memberId)
    .execute()
  if (person.guest) await endAppointments(work, memberId)
}

// Guests are neither stewards nor facilitators, so a person who becomes a guest stands down.
async function endAppointments(work: Work, memberId: string): Promise<void> {
  const ended = await work.trx
    .deleteFrom('appointment')
    .where('workspace_id', '=', work.workspaceId)
    .where('member_id', '=', memberId)
    .returning(['circle_id', 'role'])
    .execute()
  const stewards = ended.filter(({ role }) => role === 'steward')
  const events = stewards.map(({ circle_id }) => ({ kind: 'steward.stood_down', subject: memberId, circleId: circle_id }))
  await recordEvents(work, events, false)
}

/** Binds a Slack team to the workspace here. Refuses a second team, whose people would join another team's circle. */
export async function bindTeam(kernel: Kernel, team: string): Promise<Result<{ id: string }>> {
  const workspace = await kernel.dispatch
    .selectFrom('workspace')
    .select('workspace_id')
    .orderBy('workspace_id')
    .limit(1)
    .executeTakeFirstOrThrow()
  return workAs(kernel, theClock(workspace.workspace_id), async (work) => {
    const { slack_team } = await work.trx
      .selectFrom('workspace')
      .select('slack_team')
      .where('workspace_id', '=', work.workspaceId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (slack_team !== null && slack_team !== team) return refuse('taken', 'Another Slack team belongs to this workspace.', 'team')
    if (slack_team === null) {
      await work.trx.updateTable('workspace').set({ slack_team: team }).where('workspace_id', '=', work.workspaceId).execute()
      await work.trx
        .insertInto('directory')
        .values({ kind: 'slack_team', key_hash: directoryHash(team), workspace_id: work.workspaceId, subject: work.workspaceId })
        .execute()
    }
    return ok({ id: work.workspaceId })
  })
}
