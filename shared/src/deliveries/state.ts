import type { DeliveryTrouble } from './schema.ts'

export type Counted = {
  /** How often it was claimed. A lost claim does not pass this fence. */
  attempt: number
  /** The number of refusals since it was planned. */
  refusals: number
  giveUpAt: Date
}

/** A message on its way to Slack. An *uncertain* one is never posted again by itself. */
export type Delivery = Counted &
  (
    | { state: 'waiting' }
    | { state: 'claimed'; claimedAt: Date; begunAt: Date | null }
    | { state: 'delivered' }
    | { state: 'uncertain' }
    | { state: 'given_up'; trouble: DeliveryTrouble }
  )
