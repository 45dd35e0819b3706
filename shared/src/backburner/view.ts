import { weeksBetween } from '../zone.ts'
import type { BackBurnerItem } from './decide.ts'
import { type CircleSize, touchesSeveral } from './flag.ts'
import type { BackBurnerView } from './schema.ts'

/** What a member sees: echoes in words only, and the link only if they parked it. `today` is a day of the circle. */
export function viewItem(item: BackBurnerItem, circle: CircleSize, today: string): BackBurnerView {
  return {
    ...viewForCircle(item, circle, today),
    echoedByMe: item.echoedByMe,
    link: item.parkedByMe ? item.link : null,
    parkedByMe: item.parkedByMe,
  }
}

/** What everybody may read at once, in a channel: nothing that belongs to one person. */
export function viewForCircle(item: BackBurnerItem, circle: CircleSize, today: string): BackBurnerView {
  const { id, circleId, title, why, effect, state, revisitOn, parkedOn, echoes } = item
  return {
    ...{ id, circleId, title, why, effect, state, revisitOn },
    flaggedBecause: item.state === 'flagged' ? item.because : null,
    waitingWeeks: weeksBetween(parkedOn, today),
    touches: touchesSeveral(echoes, circle) ? 'several' : null,
    echoedByMe: false,
    link: null,
    parkedByMe: false,
    repairId: item.state === 'picked_up' ? item.repairId : null,
  }
}
