import type { DeliveryView } from './schema.ts'
import type { Delivery } from './state.ts'

/** A digest as its facilitators see it when it may not have arrived. */
export function viewDelivery(digest: Delivery & { id: string; circleId: string; week: string; day: string }): DeliveryView {
  const { id, circleId, week, day } = digest
  const state = digest.state === 'given_up' ? 'given_up' : 'uncertain'
  return { id, circleId, kind: 'digest', week, day, state, trouble: digest.state === 'given_up' ? digest.trouble : null }
}
