import type { AskedEveryDays, SupportKind } from '@tend/shared/supports/schema'
import type { Support } from '@tend/shared/supports/state'
import type { DayColumn } from './ground.ts'

/**
 * Support that people ask for and offer. No column joins a person to it in clear: the people who asked or offered, took it up or were told
 * are keyed tags, each kind with a key of its own, with their ids sealed beside them. Ids are random and times are days.
 */
export type SupportTables = {
  support: {
    workspace_id: string
    id: string
    circle_id: string
    repair_id: string | null
    record_key: Buffer
    words_sealed: Buffer
    by_tag: Buffer
    by_sealed: Buffer
    with_tag: Buffer | null
    with_sealed: Buffer | null
    way: Support['way']
    kind: SupportKind
    told_circle: boolean
    state: Support['state']
    every_days: AskedEveryDays | null
    ask_on: DayColumn | null
    asked: boolean
    started_on: DayColumn
    ended_on: DayColumn | null
  }
  support_told: { workspace_id: string; support_id: string; tag: Buffer; person_sealed: Buffer }
}
