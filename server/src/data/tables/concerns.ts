import type { DayColumn } from './ground.ts'

/**
 * What people raise. No column joins a person to a concern in clear: its raiser, recipients and left-out people are keyed tags with
 * their ids sealed beside them under the concern's own key. Ids are random (v4) and times are days, so no order or hour points at anybody.
 * What would help, what it is about and whether a name is given are enums, but belong to a concern and are sealed with it.
 */
export type ConcernTables = {
  concern: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    raiser_tag: Buffer
    raiser_sealed: Buffer
    words_sealed: Buffer
    answers_sealed: Buffer
    tier: 'only_me' | 'stewards' | 'care_team'
    status: 'kept' | 'given' | 'withdrawn'
    raised_on: DayColumn
    kept_until: DayColumn | null
    /** Replies and words for the circle, sealed together: how many there are, by whom and when, stands in no column. */
    exchange_sealed: Buffer | null
    /** The day the clock looked whether anybody had opened it, once. */
    looked_after_on: DayColumn | null
  }
  /** Somebody it was given to, or left out: the tags of the two places are made with different keys. */
  concern_person: {
    workspace_id: string
    concern_id: string
    tag: Buffer
    person_sealed: Buffer
    place: 'waiting' | 'opened' | 'heard' | 'stepped_back' | 'left_out'
    opened_on: DayColumn | null
    /** The day it was given to them: the day it was raised, or a later one when its raiser widened it. Null for who was left out. */
    given_on: DayColumn | null
  }
  /** A form that is not sent yet. When it was saved stands inside, to the second; outside only the day. */
  concern_draft: {
    workspace_id: string
    id: string
    record_key: Buffer
    owner_tag: Buffer
    key_tag: Buffer
    draft_sealed: Buffer
    saved_on: DayColumn
  }
}
