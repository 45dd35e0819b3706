import type { Notify } from '../concerns/schema.ts'

/** What the planner reads of an event. `recipients` serve planning alone: the server never stores them with the event. */
export type PlannableEvent = {
  kind: string
  subject: string
  circleId: string | null
  /** The members to whom a notice goes (concerns). */
  recipients?: readonly string[]
  /** When those notices go out; absent: at once. */
  notify?: Notify
  /** The ISO week of a digest, such as 2026-W47, and the day of the circle that it is for. */
  week?: string
  day?: string
}

/** A delivery that must reach Slack, or must not reach it any more. It holds ids only: its text is composed when it is claimed. */
export type PlannedDelivery =
  | { kind: 'digest'; circleId: string; week: string; day: string }
  /** One per concern and person, however often it is planned; and one more for an occasion, where it names one. */
  | { kind: 'concern_notice'; circleId: string; concernId: string; recipient: string; notify?: Notify; occasion?: 'reminder' }
  /** Something about support or rest, one per subject, person and occasion. */
  | { kind: 'notice'; circleId: string; subject: string; recipient: string; occasion: string; notify: Notify }
  /**
   * The person a notice came from asks for notices that are uncertain or given up to go out once more: all of them, or those of the named
   * events.
   */
  | { kind: 'notices_again'; concernId: string; of?: readonly string[] }
  /** The things that the notices were about are gone or over, and so are their notices, sent or not. */
  | { kind: 'notices_forgotten'; concernId: string }

type Row = (event: PlannableEvent) => PlannedDelivery[]

const notices: Row = ({ subject, circleId, recipients, notify }) =>
  circleId
    ? [...new Set(recipients)].map((recipient) => ({
        kind: 'concern_notice',
        circleId,
        concernId: subject,
        recipient,
        ...(notify ? { notify } : {}),
      }))
    : []
const forgotten: Row = ({ subject }) => [{ kind: 'notices_forgotten', concernId: subject }]

/** Reminds the recipients who have not opened it, with the circle's other notices and in the same few words. */
const reminder: Row = (event) =>
  notices({ ...event, notify: 'at_fixed_hours' }).map((notice) =>
    notice.kind === 'concern_notice' ? { ...notice, occasion: 'reminder' } : notice,
  )

/** Tells each person whom it concerns, in the same few words for every subject. */
const noticeTo =
  (notify: Notify): Row =>
  ({ kind, subject, circleId, recipients, day = '' }) =>
    circleId
      ? [...new Set(recipients)].map((recipient) => ({
          kind: 'notice' as const,
          circleId,
          subject,
          recipient,
          occasion: `${kind}:${day}`,
          notify,
        }))
      : []
const inTime = noticeTo('at_fixed_hours')

/**
 * The events whose notices come from the person who asked, offered or rests. Only this person sees that one may not have arrived, and sends
 * it again.
 */
export const ownNotices = { support: ['support.asked', 'support.offered'], rest: ['rest.taken', 'rest.passed_on'] } as const
const again =
  (of: readonly string[]): Row =>
  ({ subject }) => [{ kind: 'notices_again', concernId: subject, of }]

/** The one table from event to delivery. A new notification is one new row. */
const table: Readonly<Record<string, Row>> = {
  'concern.given': notices,
  'concern.widened': notices,
  'concern.unopened': reminder,
  'concern.notice_asked_again': ({ subject }) => [{ kind: 'notices_again', concernId: subject }],
  'concern.withdrawn': forgotten,
  'concern.expired': forgotten,
  'concern.deleted': forgotten,
  'support.asked': inTime,
  'support.offered': inTime,
  'support.taken_up': inTime,
  'support.asking': inTime,
  'support.ended': (event) => [...forgotten(event), ...inTime(event)],
  'support.notice_asked_again': again(ownNotices.support),
  'rest.notice_asked_again': again(ownNotices.rest),
  'rest.taken': noticeTo('now'),
  'rest.passed_on': inTime,
  'rest.ended': forgotten,
  'workspace.ending': inTime,
  'digest.due': ({ circleId, week, day }) => (circleId && week && day ? [{ kind: 'digest', circleId, week, day }] : []),
}

/** What an event sends out. An event without a row sends nothing. Planning an event again plans the same, and unique keys keep it one. */
export function planDeliveries(event: PlannableEvent): PlannedDelivery[] {
  return Object.hasOwn(table, event.kind) ? (table[event.kind]?.(event) ?? []) : []
}

/** The key by which planning a digest twice is harmless: one per circle and ISO week. */
export function digestKey(circleId: string, week: string): string {
  return `digest:${circleId}:${week}`
}
