import type { DeliveryState, DeliveryTrouble } from '@tend/shared/deliveries/schema'
import type { ColumnType, Kysely } from 'kysely'
import type { DayColumn } from './001_ground.ts'
import type { NoticeColumns } from './055_notices.ts'
import { protect, run } from './protect.ts'

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
  } & NoticeColumns
}

const statements = [
  `create table delivery (workspace_id uuid not null references workspace, id uuid not null, kind text not null check (kind in ('digest', 'concern_notice')),
    circle_id uuid not null, unique_key text not null, week text, day date, subject_id uuid, record_key bytea, recipient_sealed bytea,
    state text not null check (state in ('waiting', 'claimed', 'delivered', 'uncertain', 'given_up')), attempt integer not null default 0,
    refusals integer not null default 0, give_up_at timestamptz not null, trouble text, claimed_at timestamptz, begun_at timestamptz,
    job_id uuid, primary key (workspace_id, id), unique (workspace_id, unique_key),
    foreign key (workspace_id, circle_id) references circle,
    check ((kind = 'digest') = (week is not null and day is not null)), check ((kind = 'concern_notice') = (subject_id is not null)),
    check ((state = 'claimed') = (claimed_at is not null)), check (begun_at is null or state = 'claimed'), check ((state = 'given_up') = (trouble is not null)))`,
  `create unique index delivery_id on delivery (id)`,
  `create index delivery_subject on delivery (workspace_id, subject_id) where subject_id is not null`,
  `create index delivery_circle on delivery (workspace_id, circle_id, state)`,
  `create index delivery_under_way on delivery (claimed_at) where state in ('waiting', 'claimed')`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  await protect(db, 'delivery', { select: ['workspace_id', 'id', 'state', 'claimed_at', 'begun_at', 'give_up_at', 'job_id'] })
}
