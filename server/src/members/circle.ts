import { sql } from 'kysely'
import type { Work } from '../work.ts'

/** What work in a circle needs of it: its clock, its pace and its size. No words. */
export type CircleAround = { id: string; timeZone: string; simmerDays: number; floor: number; people: number }

/** Reads a circle as work in it needs it; nothing when the circle is not in this workspace. People who left are not counted. */
export async function loadCircleAround({ trx, workspaceId }: Work, circleId: string): Promise<CircleAround | undefined> {
  const { rows } = await sql<CircleAround>`
    select c.id, c.time_zone as "timeZone", c.simmer_days as "simmerDays", c.small_group_floor as floor,
      (select count(*)::int from circle_member p join member m on m.workspace_id = p.workspace_id and m.id = p.member_id and m.left_on is null
        where p.workspace_id = c.workspace_id and p.circle_id = c.id) as people
    from circle c where c.workspace_id = ${workspaceId} and c.id = ${circleId}`.execute(trx)
  return rows[0]
}
