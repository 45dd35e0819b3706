import type { ColumnType, Generated } from 'kysely'

/** A day is text such as 2026-11-22 both here and in SQL, never a time in a zone. */
export type DayColumn = string

/** The tables that everything stands on. For `*_sealed` and `record_key` see keys/seal.ts. */
export type GroundTables = {
  /** One row, which says with which key this database was made. It belongs to no workspace. */
  installation: {
    one: Generated<boolean>
    key_check: Buffer
    setup_hash: Buffer
    made_on: DayColumn
    /** The check of the new key, while a rotation is under way. */
    rotating_to: Buffer | null
  }
  /** The workspace that a token, a code, a Slack team or a Slack person belongs to. */
  directory: {
    kind: 'device' | 'pairing_code' | 'slack_team' | 'slack_user' | 'invitation'
    key_hash: Buffer
    workspace_id: string
    subject: string
  }
  workspace: {
    workspace_id: string
    wrapped_key: Buffer
    wrapped_tag_key: Buffer
    slack_team: string | null
    made_on: DayColumn
    /** The workspace's next key, while a rotation is under way and record keys are wrapped by either. */
    next_wrapped_key: Buffer | null
    /** The day from which the operator may end the workspace. Its members were told. */
    ends_on: DayColumn | null
  }
  member: {
    workspace_id: string
    id: string
    record_key: Buffer
    display_name_sealed: Buffer
    language: 'en' | 'es'
    guest: boolean
    slack_admin: boolean
    slack_user: string | null
    away: boolean
    joined_on: DayColumn
    left_on: DayColumn | null
    /** The person takes on no new concerns for now. */
    no_new_ones: Generated<boolean>
  }
  circle: {
    workspace_id: string
    id: string
    record_key: Buffer
    name_sealed: Buffer
    outside_contact_sealed: Buffer | null
    emergency_contact_sealed: Buffer | null
    language: 'en' | 'es'
    time_zone: string
    digest_day: number
    digest_hour: number
    digest_paused: boolean
    simmer_days: number
    small_group_floor: number
    slack_channel: string | null
    words_never_through_slack: boolean
    /** When the next digest is due. Null while the circle has no channel or its digest is paused. */
    next_digest_at: ColumnType<Date | null, Date | null, Date | null>
    /** Whether anyone ever facilitated it. Only in a circle that never was led does the first person to pair become its facilitator. */
    led: Generated<boolean>
  }
  circle_member: { workspace_id: string; circle_id: string; member_id: string; joined_on: DayColumn }
  appointment: {
    workspace_id: string
    circle_id: string
    member_id: string
    role: 'facilitator' | 'steward'
    /** The first day on which it no longer holds. Null: it holds until it is taken back. */
    until_day: DayColumn | null
    appointed_by: string
    appointed_on: DayColumn
  }
  device: { workspace_id: string; id: string; member_id: string; token_hash: Buffer; paired_on: DayColumn; revoked_on: DayColumn | null }
  pairing_code: {
    workspace_id: string
    id: string
    code_hash: Buffer
    /** The member whose next device it pairs. Null: it is for a new person. */
    member_id: string | null
    expires_at: Date
    used_at: Date | null
  }
  /** A code that lets people into a circle. It is found by its hash alone. */
  invitation: {
    workspace_id: string
    id: string
    circle_id: string
    code_hash: Buffer
    made_by: string
    made_on: DayColumn
    expires_at: Date
    uses_left: number
  }
  /** What happened: ids and kinds. Events of concerns have only their day, and no actor. */
  event: { workspace_id: string; id: string; kind: string; subject: string; circle_id: string | null; actor_id: string | null; at: Date }
  /**
   * Answers that are remembered, so that the same key gets the same answer. The key and its owner are one keyed tag; the answer holds ids
   * and enums only. Kept for 30 days.
   */
  idempotency: {
    workspace_id: string
    tag: Buffer
    body_tag: Buffer
    answer: ColumnType<unknown, string | null, string | null>
    status: number | null
    day: DayColumn
  }
}
