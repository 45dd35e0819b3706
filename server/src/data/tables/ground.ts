import type { ColumnType, Generated } from 'kysely'

/** A day is text such as 2026-11-22 on both sides, never a time in somebody's zone. */
export type DayColumn = string

/** The tables that everything stands on. `*_sealed` and `record_key`: see keys/seal.ts. */
export type GroundTables = {
  /** One row: which key this database was made with. Belongs to no workspace. */
  installation: {
    one: Generated<boolean>
    key_check: Buffer
    setup_hash: Buffer
    made_on: DayColumn
    /** The check of the key that a rotation, begun and not ended, goes to. */
    rotating_to: Buffer | null
  }
  /** Which workspace a token, a code, a Slack team or a Slack person belongs to. */
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
    /** The key that a rotation goes to, while record keys are wrapped by one or the other. */
    next_wrapped_key: Buffer | null
    /** The day from which its operator may end it; its members were told. */
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
    /** Takes no new ones for now. */
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
    /** When the next digest is due; null while it has no channel or is paused. */
    next_digest_at: ColumnType<Date | null, Date | null, Date | null>
    /** Whether anybody ever facilitated it: only a circle that never was led is led by whoever pairs first. */
    led: Generated<boolean>
  }
  circle_member: { workspace_id: string; circle_id: string; member_id: string; joined_on: DayColumn }
  appointment: {
    workspace_id: string
    circle_id: string
    member_id: string
    role: 'facilitator' | 'steward'
    /** The first day on which it no longer holds; null: until it is taken back. */
    until_day: DayColumn | null
    appointed_by: string
    appointed_on: DayColumn
  }
  device: { workspace_id: string; id: string; member_id: string; token_hash: Buffer; paired_on: DayColumn; revoked_on: DayColumn | null }
  pairing_code: {
    workspace_id: string
    id: string
    code_hash: Buffer
    /** Whose next device it pairs; null: for somebody new. */
    member_id: string | null
    expires_at: Date
    used_at: Date | null
  }
  /** Found by its hash alone; how often it still works, and until when. */
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
  /** What happened: ids and kinds. Of concerns only the day, and no actor. */
  event: { workspace_id: string; id: string; kind: string; subject: string; circle_id: string | null; actor_id: string | null; at: Date }
  /** Same key, same answer: the key and its owner as one keyed tag, the answer ids and enums only. Kept 30 days. */
  idempotency: {
    workspace_id: string
    tag: Buffer
    body_tag: Buffer
    answer: ColumnType<unknown, string | null, string | null>
    status: number | null
    day: DayColumn
  }
}
