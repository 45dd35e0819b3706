import type { Kysely } from 'kysely'
import { protect, run } from './protect.ts'

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
