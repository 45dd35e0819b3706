import type { BackBurnerState } from '../backburner/schema.ts'
import { type Decided, ok, type Result } from '../result.ts'
import type { Change } from './change-state.ts'
import type { RepairState } from './circle-schema.ts'
import type { Need, Part } from './part-state.ts'
import type { AcknowledgementAbout, DraftAcknowledgement } from './schema.ts'

/** What a repair needs of its circle. Its days are days of the circle. */
export type RepairingCircle = { id: string; timeZone: string }

type Drafted = {
  id: string
  by: 'circle' | 'member'
  about: AcknowledgementAbout
  words: string
  how: DraftAcknowledgement['how']
  draftedOn: string
  /** The member who says it, named once it is shared; null when it is the circle's. */
  from: string | null
  mine: boolean
  joinedByMe: boolean
}

/** An acknowledgement by the circle or by a member. Until it is shared, only its drafter sees it. */
export type Acknowledgement = Drafted &
  ({ state: 'drafted' } | { state: 'kept_until_wanted' } | { state: 'shared'; sharedOn: string } | { state: 'made'; sharedOn: string })

/** Something that the circle tends to. It starts empty, without steps, parts or a plan, and it never has a link to a concern. */
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

/** What happened, in ids and kinds. No event holds who did it, or whose part or need it is. */
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

/** A repair after a change, with the one event about one thing in it. */
export function happened(kind: RepairEvent['kind'], state: RepairItem, subject = state.id): RepairDecision {
  return ok({ state, events: [{ kind, subject, circleId: state.circleId }] })
}

/** A repair that does not change, as it is so already. */
export function unchanged(state: RepairItem): RepairDecision {
  return ok({ state, events: [] })
}

/** What a repair is called while it is tended: *practising* where the circle practises something in it. */
export function paceOf({ changes }: Pick<RepairItem, 'changes'>): 'tending' | 'practising' {
  return changes.some(({ state }) => state === 'practising' || state === 'stays' || state === 'slipped') ? 'practising' : 'tending'
}
