import type { Duty, RestWindow } from '@tend/shared/rests/state'
import type { DayColumn } from './ground.ts'

/**
 * Rests. No column joins a person to a rest in clear: the person who rests, those who were told and those who carry something meanwhile are
 * keyed tags, each kind with a key of its own, with their ids sealed beside them. What is passed on is sealed too, and found by a tag.
 */
export type RestTables = {
  rest: {
    workspace_id: string
    id: string
    circle_id: string
    record_key: Buffer
    member_tag: Buffer
    member_sealed: Buffer
    helps_sealed: Buffer
    shared: boolean
    state: RestWindow['state']
    until_day: DayColumn
    taken_on: DayColumn
    ended_on: DayColumn | null
  }
  rest_told: { workspace_id: string; rest_id: string; tag: Buffer; person_sealed: Buffer }
  rest_duty: {
    workspace_id: string
    id: string
    rest_id: string
    to_tag: Buffer
    subject_tag: Buffer
    /** Its kind, its subject and the person it is passed on to, as one text. */
    duty_sealed: Buffer
    state: Duty['state']
  }
}
