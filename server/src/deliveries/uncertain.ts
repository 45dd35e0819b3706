import { sql } from 'kysely'
import type { Work } from '../work.ts'

/** The event that a notice about support or rest is of. It stands in the notice's key. */
export const noticeOf = sql<string>`split_part(unique_key, ':', 3)`

/** Finds the subjects among these of which a notice of the named events may not have arrived, for the people those come from. */
export async function uncertainOf(work: Work, subjects: readonly string[], of: readonly string[]): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set()
  const rows = await work.trx
    .selectFrom('delivery')
    .select('subject_id as id')
    .distinct()
    .where('workspace_id', '=', work.workspaceId)
    .where('subject_id', 'in', subjects)
    .where(noticeOf, 'in', of)
    .where((is) => is.or([is('state', '=', 'uncertain'), is.and([is('state', '=', 'given_up'), is('trouble', '<>', 'no_slack')])]))
    .execute()
  return new Set(rows.flatMap(({ id }) => id ?? []))
}
