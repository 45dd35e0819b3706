import type { RepairState } from '@tend/shared/repairs/circle-schema'
import type { Acknowledgement } from '@tend/shared/repairs/state'
import type { DayColumn } from './ground.ts'

/**
 * What circles tend to. A repair never holds a link to a concern. The people who drafted or joined are keyed tags; the author's id is
 * sealed beside them.
 */
export type RepairTables = {
  repair_item: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    title_sealed: Buffer
    state: RepairState
    opened_on: DayColumn
    from_item_id: string | null
  }
  acknowledgement: {
    workspace_id: string
    id: string
    repair_id: string
    record_key: Buffer
    words_sealed: Buffer
    /** The member it is by. Null when it is the circle's. */
    author_sealed: Buffer | null
    by: Acknowledgement['by']
    how: Acknowledgement['how']
    about: Acknowledgement['about']
    state: Acknowledgement['state']
    drafted_on: DayColumn
    shared_on: DayColumn | null
    drafter_tag: Buffer
  }
  acknowledgement_join: { workspace_id: string; acknowledgement_id: string; tag: Buffer }
}
