import type { Kernel } from '../kernel.ts'
import { type LogEvent, safeError } from '../log.ts'
import { theClock, type Work, workAs } from '../work.ts'

/**
 * Does what is due in one workspace after the other, each in a transaction of its own, once for each row. A failure in one (a row that does
 * not open, say) is logged without a word of it and keeps no other from its turn. Answers how many changed.
 */
export async function eachWorkspace<Row extends { workspace_id: string }>(
  kernel: Kernel,
  rows: readonly Row[],
  event: LogEvent,
  run: (work: Work, row: Row) => Promise<number>,
): Promise<number> {
  let changed = 0
  for (const row of rows) {
    try {
      changed += await workAs(kernel, theClock(row.workspace_id), (work) => run(work, row))
    } catch (error) {
      kernel.log.error(event, safeError(error))
    }
  }
  return changed
}
