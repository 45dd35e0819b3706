/**
 * What a back burner needs of its circle. Its days are days of the circle. `simmerDays`: how many days untended until an item asks for
 * attention.
 */
export type SimmeringCircle = { id: string; timeZone: string; simmerDays: number }

export type Parked = {
  id: string
  circleId: string
  title: string
  why: string
  effect: string
  link: string | null
  /** The circle may open the link too, as the member who parked the item said so. */
  linkShared: boolean
  parkedOn: string
  revisitOn: string | null
  /** The last day on which a person tended it. Until then: the day it was parked. */
  tendedOn: string
  /** The clock leaves the item alone until this day: it asks at most once in a window. */
  quietUntil: string
  /** How many people it touches too; each counts once. No screen shows this number. */
  echoes: number
  echoedByMe: boolean
  parkedByMe: boolean
}

export type FlagReason = 'revisit_day' | 'untended' | 'echoes'

/** An issue that the circle put aside, to come back to. Each state holds only what it needs. */
export type BackBurnerItem = Parked &
  (
    | { state: 'simmering' }
    | { state: 'flagged'; because: FlagReason }
    | { state: 'picked_up'; repairId: string | null }
    | { state: 'set_down'; reason: string }
    /** `repairId` is the repair it had grown into, so that restoring brings all of it back. */
    | { state: 'hidden'; hiddenByMe: boolean; repairId: string | null }
  )

export type BackBurnerEvent = {
  kind: `backburner.${'parked' | 'echoed' | 'tended' | 'postponed' | 'picked_up' | 'set_down' | 'hidden' | 'restored' | 'flagged' | 'link_shared' | 'link_kept'}`
  subject: string
  circleId: string
}

/** The state of an item and the repair it grew into, in every state. */
export function grownInto(item: BackBurnerItem): { state: BackBurnerItem['state']; repairId: string | null } {
  return { state: item.state, repairId: item.state === 'picked_up' || item.state === 'hidden' ? item.repairId : null }
}

/** What the clock reads of an item. It reads no words. */
export type ClockedItem = Pick<Parked, 'id' | 'circleId' | 'revisitOn' | 'tendedOn' | 'quietUntil' | 'echoes'>
