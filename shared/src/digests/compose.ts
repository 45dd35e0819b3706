import type { BackBurnerView } from '../backburner/schema.ts'
import type { RepairView } from '../repairs/schema.ts'
import type { Language } from '../schema.ts'
import { daysBetween } from '../zone.ts'
import type { DigestSlot } from './due.ts'
import type { DigestView } from './schema.ts'

/** How long what reached the circle waits before a digest says it, in days: so that no digest tells when somebody acted. */
export const waitDays = 7

/** A change the circle looks at again. */
export type ChangeToLookAt = { title: string; lookAgainOn: string }

/** What a digest is made of: views that the whole circle may read, and nothing else. */
export type DigestMaterial = {
  circle: { id: string; name: string; language: Language }
  repairs: readonly RepairView[]
  items: readonly BackBurnerView[]
  changes: readonly ChangeToLookAt[]
}

/** What a circle reads this week: four sections that always stand, oldest first, in weeks. What was shared less than seven days ago waits. */
export function composeDigest({ circle, repairs, items, changes }: DigestMaterial, slot: Pick<DigestSlot, 'day' | 'week'>): DigestView {
  const oldestFirst = [...repairs].sort((a, b) => order(a.openedOn, b.openedOn) || order(a.id, b.id))
  return {
    circleId: circle.id,
    circleName: circle.name,
    language: circle.language,
    week: slot.week,
    tended: oldestFirst.filter(isTended).map(({ id, title, state, openWeeks, nothingChangedYet }) => {
      return { repairId: id, title, state, openWeeks, nothingChangedYet }
    }),
    acknowledgements: oldestFirst.flatMap((repair) => acknowledged(repair, slot.day)),
    asking: [...items].sort((a, b) => b.waitingWeeks - a.waitingWeeks || order(a.id, b.id)).flatMap(asking),
    changes: [...changes].sort((a, b) => order(a.lookAgainOn, b.lookAgainOn) || order(a.title, b.title)),
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isTended({ state }: RepairView): boolean {
  return state === 'open' || state === 'tending' || state === 'practising'
}

/** Each shared acknowledgement stands in one digest: that of the week after it waited. */
function acknowledged(repair: RepairView, day: string): DigestView['acknowledgements'] {
  return repair.acknowledgements.flatMap(({ sharedOn, words, from }) => {
    const age = sharedOn === null ? -1 : daysBetween(sharedOn, day)
    return age >= waitDays && age < waitDays + 7 ? [{ repairId: repair.id, title: repair.title, words, from }] : []
  })
}

function asking({ id, title, state, flaggedBecause, waitingWeeks, touches }: BackBurnerView): DigestView['asking'] {
  return state === 'flagged' && flaggedBecause ? [{ itemId: id, title, because: flaggedBecause, waitingWeeks, touches }] : []
}
