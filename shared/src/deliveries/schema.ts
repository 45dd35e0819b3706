import * as v from 'valibot'
import { DigestView } from '../digests/schema.ts'
import { Id, Language } from '../schema.ts'

/** waiting → claimed → delivered; *uncertain* when nobody can know whether it arrived; *given up* after the last try. */
export const DeliveryState = v.picklist(['waiting', 'claimed', 'delivered', 'uncertain', 'given_up'])
export type DeliveryState = v.InferOutput<typeof DeliveryState>

/** What a claimer gets: where it goes and what to render. A notice carries no content at all; the digest only circle-safe lines. */
export const ClaimedDelivery = v.object({
  id: Id,
  /** Fence: a claimer that lost its claim names an old attempt and changes nothing. */
  attempt: v.number(),
  team: v.string(),
  message: v.variant('kind', [
    v.object({ kind: v.literal('digest'), channel: v.string(), digest: DigestView }),
    /** One text for every reason; `concernId` only opens the modal for somebody entitled. */
    v.object({ kind: v.literal('concern_notice'), user: v.string(), language: Language, concernId: Id }),
  ]),
})
export type ClaimedDelivery = v.InferOutput<typeof ClaimedDelivery>

export const ReportDelivery = v.variant('outcome', [
  v.strictObject({ attempt: v.number(), outcome: v.literal('delivered') }),
  /** Certainly not posted: it may be tried again after so many seconds. */
  v.strictObject({ attempt: v.number(), outcome: v.literal('refused'), retryAfterSeconds: v.number(), permanent: v.boolean() }),
  v.strictObject({ attempt: v.number(), outcome: v.literal('uncertain') }),
])
export type ReportDelivery = v.InferOutput<typeof ReportDelivery>
