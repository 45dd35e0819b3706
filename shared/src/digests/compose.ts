import type { BackBurnerView } from '../backburner/schema.ts'
import { byText } from '../order.ts'
import type { RepairForCircle } from '../repairs/circle-schema.ts'
import type { Language } from '../schema.ts'
import { addDays, daysBetween } from '../zone.ts'
import type { DigestView } from './schema.ts'

/**
 * How long anything that reached the circle waits before a digest says it, in days. No digest can then tell when a person acted. A rest
 * that is shared does not wait.
 */
export const waitDays = 7
/** The longest stretch without a digest that the next one makes up for, in days. After a longer stretch the oldest things stay unsaid. */
const madeUpDays = 35

/** A digest's day and ISO week, and the day of the digest before it, if any. */
export type DigestWeek = { day: string; week: string; before: string | null }

/** What a digest is made of: what the whole circle may read, and nothing else. */
export type DigestMaterial = {
  circle: { id: string; name: string; language: Language }
  repairs: readonly RepairForCircle[]
  items: readonly BackBurnerView[]
  /** The agreements that hold, with the day on which the circle looks at each of them again. */
  agreements: readonly { words: string; lookAgainOn: string | null }[]
  /** The rests that their people share, while they run. */
  rests: readonly { name: string; until: string }[]
}

/**
 * What a circle reads this week: four sections that always stand, and shared rests while there are any. The oldest come first, and times
 * are in weeks. What was shared or cleared less than seven days ago waits.
 */
export function composeDigest({ circle, repairs, items, agreements, rests }: DigestMaterial, slot: DigestWeek): DigestView {
  const oldestFirst = [...repairs].sort((a, b) => byText(a.openedOn, b.openedOn) || byText(a.id, b.id))
  const tended = oldestFirst.filter(isTended)
  const changes = [
    ...tended.flatMap((repair) => repair.changes.filter(isPractised).flatMap((one) => toLookAt('change', one, slot.day))),
    ...agreements.flatMap((one) => toLookAt('agreement', one, slot.day)),
  ]
  return {
    circleId: circle.id,
    circleName: circle.name,
    language: circle.language,
    week: slot.week,
    day: slot.day,
    tended: tended.map((repair) => viewTended(repair, slot.day)),
    acknowledgements: oldestFirst.flatMap((repair) => acknowledged(repair, slot)),
    asking: [...items].sort((a, b) => b.waitingWeeks - a.waitingWeeks || byText(a.id, b.id)).flatMap(asking),
    changes: changes.sort((a, b) => byText(a.lookAgainOn, b.lookAgainOn) || byText(a.title, b.title)),
    rests: [...rests].sort((a, b) => byText(a.name, b.name) || byText(a.until, b.until)).map(({ name, until }) => ({ name, until })),
  }
}

function isTended({ state }: RepairForCircle): boolean {
  return state === 'open' || state === 'tending' || state === 'practising'
}

function isPractised({ state }: RepairForCircle['changes'][number]): boolean {
  return state === 'practising' || state === 'stays' || state === 'slipped'
}

/**
 * One line of what is tended, with the needs that were cleared for the circle. They are sorted by kind and words, so that their order does
 * not tell when.
 */
function viewTended({ id, title, state, openWeeks, nothingChangedYet, needs }: RepairForCircle, day: string): DigestView['tended'][number] {
  const cleared = needs.filter(({ clearedOn }) => daysBetween(clearedOn, day) >= waitDays).map(({ kind, words }) => ({ kind, words }))
  cleared.sort((a, b) => byText(a.kind, b.kind) || byText(a.words, b.words))
  return { repairId: id, title, state, openWeeks, nothingChangedYet, needs: cleared }
}

/** Each shared acknowledgement stands in one digest: the first after it waited, also where a holiday lay between. */
function acknowledged(repair: RepairForCircle, { day, before }: DigestWeek): DigestView['acknowledgements'] {
  // Where no digest before is remembered, this is the first one, or the first after a long quiet time.
  const since = before === null ? madeUpDays : Math.min(daysBetween(before, day), madeUpDays)
  return repair.acknowledgements.flatMap(({ sharedOn, words, from }) => {
    const age = daysBetween(sharedOn, day)
    return age >= waitDays && age < waitDays + since ? [{ repairId: repair.id, title: repair.title, words, from }] : []
  })
}

/** What is to be looked at again by the day before the next digest. */
function toLookAt(
  what: 'change' | 'agreement',
  { words, lookAgainOn }: { words: string; lookAgainOn: string | null },
  day: string,
): DigestView['changes'] {
  return lookAgainOn !== null && lookAgainOn <= addDays(day, 6) ? [{ what, title: words, lookAgainOn }] : []
}

function asking({ id, title, state, flaggedBecause, waitingWeeks, touches }: BackBurnerView): DigestView['asking'] {
  return state === 'flagged' && flaggedBecause ? [{ itemId: id, title, because: flaggedBecause, waitingWeeks, touches }] : []
}
