import type { DeliveryState, DeliveryTrouble } from '@tend/shared/deliveries/schema'
import type { ColumnType } from 'kysely'
import type { DayColumn } from './ground.ts'

type Time = ColumnType<Date | null, Date | null, Date | null>

/**
 * The outbox: what must reach Slack and whom, ids only. A notice's recipient is sealed, is found by a tag within the notice's key, and is
 * deleted once the notice has arrived. `claimed_at` and `begun_at` are set only during a post, so nothing of a concern keeps an hour.
 */
export type DeliveryTables = {
  delivery: {
    workspace_id: string
    id: string
    kind: 'digest' | 'concern_notice' | 'notice'
    circle_id: string
    /** `digest:{circle}:{isoWeek}`, or a concern and a tag. Planning the same delivery again changes nothing. */
    unique_key: string
    week: string | null
    day: DayColumn | null
    /** The concern, support or rest that a notice is about. */
    subject_id: string | null
    record_key: Buffer | null
    recipient_sealed: Buffer | null
    state: DeliveryState
    attempt: number
    refusals: number
    give_up_at: Date
    trouble: DeliveryTrouble | null
    claimed_at: Time
    begun_at: Time
    /** The job that has it claimed. Null: it needs none any more, or none could be sent yet. */
    job_id: string | null
    /** A keyed tag of the person who rests, while this waits for their rest to end. Of several that wait for one person, one goes out. */
    held_tag: Buffer | null
  }
}
