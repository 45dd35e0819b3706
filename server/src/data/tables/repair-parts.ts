import type { Change } from '@tend/shared/repairs/change-state'
import type { NeedKind } from '@tend/shared/repairs/circle-schema'
import type { Wish } from '@tend/shared/repairs/part-schema'
import type { Need, Part } from '@tend/shared/repairs/part-state'
import type { DayColumn } from './ground.ts'

/**
 * What a repair holds beside its acknowledgements. No column joins a person to a part in clear: a part's owner is a tag bound to the
 * repair, with their id sealed beside it. Ids of parts and needs are random. The only time kept is the day from which the circle may read a
 * need.
 */
export type RepairPartTables = {
  repair_part: {
    workspace_id: string
    id: string
    repair_id: string
    record_key: Buffer
    tag: Buffer
    member_sealed: Buffer
    name_sealed: Buffer | null
    wish: Wish
    wish_shown: boolean
    state: Part['state']
    rest_shared: boolean
  }
  repair_need: {
    workspace_id: string
    id: string
    repair_id: string
    /** The part it belongs to. Null: it is the circle's need. */
    part_id: string | null
    record_key: Buffer
    words_sealed: Buffer
    kind: NeedKind
    state: Need['state']
    /** The day from which the circle may read it. */
    cleared_on: DayColumn | null
  }
  practice_shift: {
    workspace_id: string
    id: string
    repair_id: string
    record_key: Buffer
    words_sealed: Buffer
    touches_sealed: Buffer
    will_see_sealed: Buffer
    reason_sealed: Buffer | null
    carrier_tag: Buffer | null
    carrier_sealed: Buffer | null
    state: Change['state']
    look_again_on: DayColumn | null
    proposed_on: DayColumn
  }
}
