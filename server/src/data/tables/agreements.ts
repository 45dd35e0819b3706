import type { AgreementState } from '@tend/shared/agreements/schema'
import type { DayColumn } from './ground.ts'

/** What circles agreed on. Words, earlier wordings and the reason for dropping are sealed. Who said them is not recorded. */
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
