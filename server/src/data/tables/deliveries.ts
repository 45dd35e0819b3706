import type { DeliveryState, DeliveryTrouble } from '@tend/shared/deliveries/schema'
import type { ColumnType } from 'kysely'
import type { DayColumn } from './ground.ts'

type Time = ColumnType<Date | null, Date | null, Date | null>

/**
 * The outbox: what must reach Slack and to whom, ids only. A notice's recipient is sealed, found by a tag within its key, and goes when it has
 * arrived; `claimed_at` and `begun_at` stand only while somebody is posting, so nothing of a concern keeps an hour.
 */
export type DeliveryTables = {
  delivery: {
    workspace_id: string
    id: string
    kind: 'digest' | 'concern_notice' | 'notice'
    circle_id: string
    /** `digest:{circle}:{isoWeek}`, or a concern and a tag: planning it again changes nothing. */
    unique_key: string
    week: string | null
    day: DayColumn | null
    /** What a notice is about: a concern, a support or a rest. */
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
    /** The job that has it claimed; null: it needs none any more, or none could be sent yet. */
    job_id: string | null
    /** A keyed tag of whoever rests, while this waits for their rest; of several that wait, one goes out. */
    held_tag: Buffer | null
  }
}
