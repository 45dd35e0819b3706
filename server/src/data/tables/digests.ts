import type { DayColumn } from './ground.ts'

/** Stretches of days on which a circle's digest is left out. */
export type DigestTables = {
  digest_holiday: { workspace_id: string; circle_id: string; from_day: DayColumn; until_day: DayColumn }
}
