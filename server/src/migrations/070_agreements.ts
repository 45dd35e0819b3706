import type { AgreementState } from '@tend/shared/agreements/schema'
import type { Kysely } from 'kysely'
import type { DayColumn } from './001_ground.ts'
import { protect, run } from './protect.ts'

/** What circles agreed on. Words, earlier wordings and the reason for dropping are sealed; who said them stands nowhere. */
export type AgreementTables = {
  agreement: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    words_sealed: Buffer
    /** Earlier wordings with their days, as one text. */
    earlier_sealed: Buffer
    reason_sealed: Buffer | null
    state: AgreementState
    agreed_on: DayColumn
    worded_on: DayColumn
    look_again_on: DayColumn | null
    dropped_on: DayColumn | null
  }
}

const statements = [
  `create table agreement (workspace_id uuid not null references workspace, id uuid not null, circle_id uuid not null, record_key bytea not null,
    words_sealed bytea not null, earlier_sealed bytea not null, reason_sealed bytea,
    state text not null check (state in ('current', 'revised', 'dropped')), agreed_on date not null, worded_on date not null,
    look_again_on date, dropped_on date, primary key (workspace_id, id), foreign key (workspace_id, circle_id) references circle,
    check ((state = 'dropped') = (dropped_on is not null)), check ((state = 'dropped') = (reason_sealed is not null)))`,
  `create index agreement_circle on agreement (workspace_id, circle_id, agreed_on, id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await run(db, statement)
  await protect(db, 'agreement')
}
