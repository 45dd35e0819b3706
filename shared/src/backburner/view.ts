import { weeksBetween } from '../zone.ts'
import { type CircleSize, touchesSeveral } from './flag.ts'
import type { BackBurnerView, ItemHistory } from './schema.ts'
import type { BackBurnerItem } from './state.ts'

/**
 * What a member sees. Echoes stand there in words only; the link only where this member parked the item or its parker shared it. `today` is
 * a day of the circle.
 */
export function viewItem(item: BackBurnerItem, circle: CircleSize, today: string): BackBurnerView {
  return {
    ...viewForCircle(item, circle, today),
    echoedByMe: item.echoedByMe,
    link: item.parkedByMe || item.linkShared ? item.link : null,
    linkShared: item.linkShared,
    parkedByMe: item.parkedByMe,
  }
}

/** What everybody may read at once, in a channel. Nothing in it belongs to one person. */
export function viewForCircle(item: BackBurnerItem, circle: CircleSize, today: string): BackBurnerView {
  const { id, circleId, title, why, effect, state, revisitOn, parkedOn, echoes } = item
  return {
    id,
    circleId,
    title,
    why,
    effect,
    state,
    revisitOn,
    flaggedBecause: item.state === 'flagged' ? item.because : null,
    waitingWeeks: weeksBetween(parkedOn, today),
    touches: touchesSeveral(echoes, circle) ? 'several' : null,
    echoedByMe: false,
    link: null,
    linkShared: false,
    parkedByMe: false,
    repairId: item.state === 'picked_up' ? item.repairId : null,
  }
}

const told = ['parked', 'tended', 'postponed', 'picked_up', 'set_down', 'flagged'] as const

/**
 * What happened to an item and how many weeks ago, oldest first. What happened twice in one week is told once. While it is not shown, the
 * list is empty.
 */
export function viewHistory(shown: boolean, happened: readonly { kind: string; day: string }[], today: string): ItemHistory {
  const items: ItemHistory['items'] = []
  for (const { kind, day } of shown ? happened : []) {
    const what = told.find((verb) => kind === `backburner.${verb}`)
    const weeksAgo = weeksBetween(day, today)
    if (what && !items.some((one) => one.what === what && one.weeksAgo === weeksAgo)) items.push({ what, weeksAgo })
  }
  return { shown, items: items.sort((a, b) => b.weeksAgo - a.weeksAgo || told.indexOf(a.what) - told.indexOf(b.what)) }
}
