import type { DayColumn } from './ground.ts'

/**
 * What people raise. No column joins a person to a concern in clear: its raiser, its recipients and the people left out are keyed tags,
 * with their ids sealed beside them under the concern's own key. Ids are random (v4) and times are days, so that no order and no hour
 * points at a person. What would help, what it is about and whether a name is given are enums; they belong to a concern and are sealed with
 * it.
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
    /** Replies and words for the circle, sealed together: no column tells how many there are, by whom and when. */
    exchange_sealed: Buffer | null
    /** The day on which the clock looked, once, whether anyone had opened it. */
    looked_after_on: DayColumn | null
  }
  /** A person it was given to or who was left out. Tags of the two are made with different keys. */
  concern_person: {
    workspace_id: string
    concern_id: string
    tag: Buffer
    person_sealed: Buffer
    place: 'waiting' | 'opened' | 'heard' | 'stepped_back' | 'left_out'
    opened_on: DayColumn | null
    /** The day it was given to them: the day it was raised, or a later one when its raiser widened it. Null for a person left out. */
    given_on: DayColumn | null
  }
  /** A form that is not sent yet. The second at which it was saved is sealed inside; outside there is only the day. */
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
