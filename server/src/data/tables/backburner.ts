import type { BackBurnerItem, FlagReason } from '@tend/shared/backburner/state'
import type { Generated } from 'kysely'
import type { DayColumn } from './ground.ts'

/**
 * What circles put aside. The person who parked, echoed or hid an item is a keyed tag bound to the item, which answers "was it you?" and
 * nothing else.
 */
export type BackBurnerTables = {
  backburner_item: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    title_sealed: Buffer
    why_sealed: Buffer
    effect_sealed: Buffer
    link_sealed: Buffer | null
    link_shared: Generated<boolean>
    reason_sealed: Buffer | null
    state: BackBurnerItem['state']
    because: FlagReason | null
    parked_on: DayColumn
    revisit_on: DayColumn | null
    tended_on: DayColumn
    quiet_until: DayColumn
    echoes: number
    parker_tag: Buffer
    hider_tag: Buffer | null
    repair_id: string | null
  }
  backburner_echo: { workspace_id: string; item_id: string; tag: Buffer }
  /** A circle with a row here reads the history of its back burner. */
  backburner_history: { workspace_id: string; circle_id: string; shown_since: DayColumn }
}
