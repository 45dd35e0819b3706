import * as v from 'valibot'
import { DigestView } from '../digests/schema.ts'
import { Day, Id, Language } from '../schema.ts'

/** waiting → claimed → delivered; *uncertain* when nobody can know whether it arrived; *given up* after the last try. */
export const DeliveryState = v.picklist(['waiting', 'claimed', 'delivered', 'uncertain', 'given_up'])
export type DeliveryState = v.InferOutput<typeof DeliveryState>

/** Why a delivery was not posted and will not be tried again by itself. */
export const DeliveryTrouble = v.picklist([
  'channel_gone',
  'not_in_channel',
  'shared_outside',
  'not_installed',
  'no_channel',
  /** A notice for a person without Slack. They find what it is about when they open Tend, and nobody needs to send it again. */
  'no_slack',
  'too_late',
  'refused',
])
export type DeliveryTrouble = v.InferOutput<typeof DeliveryTrouble>

/** A digest that a facilitator may post again. The notice of a concern is never one of these. */
export const DeliveryView = v.object({
  id: Id,
  circleId: Id,
  kind: v.literal('digest'),
  week: v.string(),
  /** The day of the circle on which it was due. */
  day: Day,
  state: v.picklist(['uncertain', 'given_up']),
  trouble: v.nullable(DeliveryTrouble),
})
export type DeliveryView = v.InferOutput<typeof DeliveryView>

/** The most deliveries that a claimer takes at once. */
export const ClaimDeliveries = v.strictObject({
  max: v.pipe(
    v.number('Send a number.'),
    v.integer('Send a whole number.'),
    v.minValue(1, 'Take at least 1.'),
    v.maxValue(20, 'Take at most 20.'),
  ),
})

/**
 * What a claimer gets: where the delivery goes, and what to render. A notice carries no content at all, and a digest carries only
 * circle-safe lines.
 */
export const ClaimedDelivery = v.object({
  id: Id,
  /** The fence: a claimer that lost its claim names an old attempt, and changes nothing. */
  attempt: v.number(),
  team: v.string(),
  message: v.variant('kind', [
    v.object({ kind: v.literal('digest'), channel: v.string(), digest: DigestView }),
    /** The text is the same for every reason. `concernId` only opens the modal, for a person who is entitled to it. */
    v.object({ kind: v.literal('concern_notice'), user: v.string(), language: Language, concernId: Id }),
    /** The same text, about support or rest. */
    v.object({ kind: v.literal('notice'), user: v.string(), language: Language, subjectId: Id }),
  ]),
})
export type ClaimedDelivery = v.InferOutput<typeof ClaimedDelivery>

const attempt = v.pipe(v.number('Send the attempt.'), v.integer('Send the attempt.'))

/** Said right before the post. From here on an outcome that nobody reports is uncertain. */
export const BeginDelivery = v.strictObject({ attempt })

/** What came of a post, said by the attempt that made it. */
export const ReportDelivery = v.variant(
  'outcome',
  [
    v.strictObject({ attempt, outcome: v.literal('delivered') }),
    /** It was certainly not posted. It may be tried again after so many seconds, or never by itself. */
    v.strictObject({
      attempt,
      outcome: v.literal('refused'),
      retryAfterSeconds: v.pipe(v.number('Send seconds.'), v.minValue(0, 'Send seconds.'), v.maxValue(86_400, 'Send at most a day.')),
      permanent: v.boolean('Say true or false.'),
      trouble: v.optional(DeliveryTrouble),
    }),
    v.strictObject({ attempt, outcome: v.literal('uncertain') }),
  ],
  'Say what came of it: delivered, refused or uncertain.',
)
export type ReportDelivery = v.InferOutput<typeof ReportDelivery>
