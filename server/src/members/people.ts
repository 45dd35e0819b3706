import { sql } from 'kysely'
import type { Work } from '../work.ts'

/** Reads display names by member id, of those who are still known here. */
export async function namesOf({ trx, workspaceId, keys }: Work, memberIds: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(memberIds)]
  if (wanted.length === 0) return new Map()
  const rows = await trx
    .selectFrom('member')
    .select(['id', 'record_key', 'display_name_sealed'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, keys.open('member', row, ['display_name']).display_name ?? '']))
}

/** Reads a circle's time zone and who is in it now; nothing when it is not in this workspace. */
export async function loadCircleOfPeople(
  { trx, workspaceId }: Work,
  circleId: string,
): Promise<{ id: string; timeZone: string; memberIds: string[] } | undefined> {
  const { rows } = await sql<{ id: string; timeZone: string; memberIds: string[] }>`
    select c.id, c.time_zone as "timeZone", array(select p.member_id::text from circle_member p
        join member m on m.workspace_id = p.workspace_id and m.id = p.member_id and m.left_on is null
        where p.workspace_id = c.workspace_id and p.circle_id = c.id order by p.member_id) as "memberIds"
    from circle c where c.workspace_id = ${workspaceId} and c.id = ${circleId}`.execute(trx)
  return rows[0]
}
