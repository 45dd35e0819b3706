/** What of the circle a back burner needs: the day is the circle's own. `simmerDays`: how long untended until it asks for attention. */
export type SimmeringCircle = { id: string; timeZone: string; simmerDays: number }

export type Parked = {
  id: string
  circleId: string
  title: string
  why: string
  effect: string
  link: string | null
  /** The circle may open the link too: its parker said so. */
  linkShared: boolean
  parkedOn: string
  revisitOn: string | null
  /** The last day somebody tended it; the day it was parked until then. */
  tendedOn: string
  /** Until this day the clock leaves it alone: one window, at most one asking. */
  quietUntil: string
  /** People it touches too, one each: a count that no screen shows. */
  echoes: number
  echoedByMe: boolean
  parkedByMe: boolean
}

export type FlagReason = 'revisit_day' | 'untended' | 'echoes'

/** An issue the circle put aside, to come back to. Each state has only what it needs. */
export type BackBurnerItem = Parked &
  (
    | { state: 'simmering' }
    | { state: 'flagged'; because: FlagReason }
    | { state: 'picked_up'; repairId: string | null }
    | { state: 'set_down'; reason: string }
    /** `repairId` is what it had grown into, so that restoring brings all of it back. */
    | { state: 'hidden'; hiddenByMe: boolean; repairId: string | null }
  )

export type BackBurnerEvent = {
  kind: `backburner.${'parked' | 'echoed' | 'tended' | 'postponed' | 'picked_up' | 'set_down' | 'hidden' | 'restored' | 'flagged' | 'link_shared' | 'link_kept'}`
  subject: string
  circleId: string
}

/** An item's state and the repair it grew into, whatever state it is in. */
export function grownInto(item: BackBurnerItem): { state: BackBurnerItem['state']; repairId: string | null } {
  return { state: item.state, repairId: item.state === 'picked_up' || item.state === 'hidden' ? item.repairId : null }
}

/** What the clock reads of an item: no words. */
export type ClockedItem = Pick<Parked, 'id' | 'circleId' | 'revisitOn' | 'tendedOn' | 'quietUntil' | 'echoes'>
