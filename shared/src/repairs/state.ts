import type { BackBurnerState } from '../backburner/schema.ts'
import { type Decided, ok, type Result } from '../result.ts'
import type { Change } from './change-state.ts'
import type { RepairState } from './circle-schema.ts'
import type { Need, Part } from './part-state.ts'
import type { AcknowledgementAbout, DraftAcknowledgement } from './schema.ts'

/** The day of a repair is the circle's own. */
export type RepairingCircle = { id: string; timeZone: string }

type Drafted = {
  id: string
  by: 'circle' | 'member'
  about: AcknowledgementAbout
  words: string
  how: DraftAcknowledgement['how']
  draftedOn: string
  /** The member it is by, named once it is shared; null when it is the circle's. */
  from: string | null
  mine: boolean
  joinedByMe: boolean
}

/** Said by the circle or by a member. Until it is shared it is its drafter's alone. */
export type Acknowledgement = Drafted &
  ({ state: 'drafted' } | { state: 'kept_until_wanted' } | { state: 'shared'; sharedOn: string } | { state: 'made'; sharedOn: string })

/** Something the circle tends to. Starts empty: no steps, no parts, no plan; never a link to a concern. */
export type RepairItem = {
  id: string
  circleId: string
  title: string
  state: RepairState
  openedOn: string
  fromItemId: string | null
  acknowledgements: readonly Acknowledgement[]
  parts: readonly Part[]
  needs: readonly Need[]
  changes: readonly Change[]
}

/** What happened: ids and kinds. Who did it, and whose part or need it is, stands in none of them. */
export type RepairEvent = {
  kind:
    | 'backburner.picked_up'
    | `repair.${'opened' | 'tended' | 'rested' | 'set_down'}`
    | `acknowledgement.${'drafted' | 'shared' | 'kept' | 'joined' | 'made'}`
    | `part.${'claimed' | 'wished' | 'rested' | 'taken_up_again' | 'left'}`
    | `need.${'named' | 'cleared' | 'kept_back' | 'said' | 'let_go'}`
    | `change.${'proposed' | 'practised' | 'looked_at' | 'dropped' | 'carried' | 'left'}`
  subject: string
  circleId: string
}

export type RepairDecision = Result<Decided<RepairItem, RepairEvent>>

export type InCircle = { repair: RepairItem; circle: RepairingCircle }

/** The back-burner item a repair grows from. */
export type GrowsFrom = { id: string; state: BackBurnerState; repairId: string | null }

/** What changed in a repair, with one event about one thing in it. */
export function happened(kind: RepairEvent['kind'], state: RepairItem, subject = state.id): RepairDecision {
  return ok({ state, events: [{ kind, subject, circleId: state.circleId }] })
}

/** Nothing changes: it is so already. */
export function unchanged(state: RepairItem): RepairDecision {
  return ok({ state, events: [] })
}

/** Whether the circle practises something in it: what it is called while it is tended. */
export function paceOf({ changes }: Pick<RepairItem, 'changes'>): 'tending' | 'practising' {
  return changes.some(({ state }) => state === 'practising' || state === 'stays' || state === 'slipped') ? 'practising' : 'tending'
}
