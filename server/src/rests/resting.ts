import { keptAwayUntil, restsOn } from '@tend/shared/rests/due'
import { addDays, dayIn } from '@tend/shared/zone'
import type { Work } from '../work.ts'

/** Reads the rests that run now in the workspace, with the time zone each is read by. */
async function running({ trx, workspaceId, today, now }: Work) {
  const rows = await trx
    .selectFrom('rest')
    .innerJoin('circle', (on) => on.onRef('circle.workspace_id', '=', 'rest.workspace_id').onRef('circle.id', '=', 'rest.circle_id'))
    .select(['rest.id', 'rest.record_key', 'rest.member_tag', 'rest.until_day as until', 'rest.state', 'circle.time_zone as timeZone'])
    .where('rest.workspace_id', '=', workspaceId)
    .where('rest.state', '=', 'resting')
    .where('rest.until_day', '>=', addDays(today, -1))
    .execute()
  return rows.filter((row) => restsOn(row, dayIn(row.timeZone, now)))
}

/** Finds which of these people rest now, in any circle, and when the last of their rests is over. */
export async function whoRests(work: Work, memberIds: Iterable<string>): Promise<Map<string, Date>> {
  const wanted = [...new Set(memberIds)]
  const rests = wanted.length > 0 ? await running(work) : []
  return new Map(
    wanted.flatMap((memberId) => {
      const tag = work.keys.tag('resting', memberId)
      const until = keptAwayUntil(
        rests.filter(({ member_tag }) => member_tag.equals(tag)),
        work.now,
      )
      return until ? [[memberId, until] as const] : []
    }),
  )
}

/** Finds who carries a support for a person who rests, by the support's id: only those who said yes, while the rest runs. */
export async function standInsFor(work: Work, supportIds: readonly string[]): Promise<Map<string, { memberId: string; until: string }>> {
  const found = new Map<string, { memberId: string; until: string }>()
  if (supportIds.length === 0) return found
  const wanted = new Map(supportIds.map((id) => [work.keys.tag('duty_subject', `support ${id}`).toString('hex'), id]))
  const rests = new Map((await running(work)).map((row) => [row.id, row]))
  if (rests.size === 0) return found
  const rows = await work.trx
    .selectFrom('rest_duty')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('rest_id', 'in', [...rests.keys()])
    .where('state', '=', 'taken')
    .execute()
  for (const row of rows) {
    const supportId = wanted.get(row.subject_tag.toString('hex'))
    const rest = rests.get(row.rest_id)
    if (!supportId || !rest) continue
    const { to } = JSON.parse(work.keys.openOne('rest', rest.id, rest.record_key, `duty:${row.id}`, row.duty_sealed)) as { to: string }
    found.set(supportId, { memberId: to, until: rest.until })
  }
  return found
}
