import type { DeliveryTrouble } from './schema.ts'

export type Counted = {
  /** How often it was claimed: the fence that a lost claim does not pass. */
  attempt: number
  /** Refusals since it was planned. */
  refusals: number
  giveUpAt: Date
}

/** Something on its way to Slack. What is *uncertain* is never posted again by itself. */
export type Delivery = Counted &
  (
    | { state: 'waiting' }
    | { state: 'claimed'; claimedAt: Date; begunAt: Date | null }
    | { state: 'delivered' }
    | { state: 'uncertain' }
    | { state: 'given_up'; trouble: DeliveryTrouble }
  )
