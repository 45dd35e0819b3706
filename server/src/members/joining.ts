import type { Work } from '../work.ts'

type NewMember = { id: string; displayName: string; language: 'en' | 'es'; guest: boolean; slackAdmin: boolean; slackUser: string | null }

/** Writes a new member, who is in a circle from the start. */
export async function insertMember(work: Work, member: NewMember, circleId: string): Promise<void> {
  const { record_key, display_name_sealed } = work.keys.seal('member', member.id, { display_name: member.displayName })
  if (!display_name_sealed) throw new Error('A name was not sealed.')
  await work.trx
    .insertInto('member')
    .values({
      workspace_id: work.workspaceId,
      id: member.id,
      record_key,
      display_name_sealed,
      language: member.language,
      guest: member.guest,
      slack_admin: member.slackAdmin,
      slack_user: member.slackUser,
      away: false,
      joined_on: work.today,
      left_on: null,
    })
    .execute()
  await work.trx
    .insertInto('circle_member')
    .values({ workspace_id: work.workspaceId, circle_id: circleId, member_id: member.id, joined_on: work.today })
    .execute()
}

export type FirstCircle = {
  id: string
  language: 'en' | 'es'
  /** `facilitated`: someone facilitates it now. `led`: someone did at some time. */
  facilitated: boolean
  led: boolean
}

/** Reads the circle that people join when nothing names one: the first. `lock` is for those who let a person in. */
export async function firstCircle(work: Work, lock = true): Promise<FirstCircle> {
  const first = work.trx
    .selectFrom('circle')
    .select(['id', 'language', 'led'])
    .where('workspace_id', '=', work.workspaceId)
    .orderBy('id')
    .limit(1)
  const circle = await (lock ? first.forUpdate() : first).executeTakeFirstOrThrow()
  const facilitator = await work.trx
    .selectFrom('appointment')
    .innerJoin('member', (on) =>
      on.onRef('member.workspace_id', '=', 'appointment.workspace_id').onRef('member.id', '=', 'appointment.member_id'),
    )
    .select('member_id')
    .where('appointment.workspace_id', '=', work.workspaceId)
    .where('circle_id', '=', circle.id)
    .where('role', '=', 'facilitator')
    .where('member.left_on', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return { ...circle, facilitated: facilitator !== undefined }
}
