import { mayBePickedUp } from '../backburner/policy.ts'
import type { BackBurnerState } from '../backburner/schema.ts'
import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { dayIn } from '../zone.ts'
import type { DraftAcknowledgement, OpenRepair, RepairState } from './schema.ts'

/** The day of a repair is the circle's own. */
export type RepairingCircle = { id: string; timeZone: string }

/** What somebody harmed wishes about being acknowledged. Silence is an answer like any other, and reads the same to whoever drafted. */
export type Wish = 'silence' | 'in_a_call' | 'in_writing' | 'through_a_steward' | 'not_now' | 'never'

type Drafted = {
  id: string
  by: 'circle' | 'member'
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
}

export type RepairEvent = {
  kind: 'repair.opened' | 'backburner.picked_up' | `acknowledgement.${'drafted' | 'shared' | 'kept' | 'joined' | 'made'}`
  subject: string
  circleId: string
}
type Decision = Result<Decided<RepairItem, RepairEvent>>
type Chosen = { repair: RepairItem; acknowledgement: Acknowledgement }

/** The back-burner item a repair grows from. */
export type GrowsFrom = { id: string; state: BackBurnerState; repairId: string | null }

/** Opens a repair, alone or from a back-burner item, which becomes picked up. Refuses an item that is not there to be picked up. */
export function open(
  { circle, from }: { circle: RepairingCircle; from: GrowsFrom | null },
  input: OpenRepair,
  { now, id }: Given<Actor>,
): Decision {
  if (from && !mayBePickedUp(from)) return refuse('not_now', 'This is not on the back burner at the moment.', 'fromItemId')
  const openedOn = dayIn(circle.timeZone, now)
  const repair: RepairItem = { id: id(), circleId: circle.id, ...input, state: 'open', openedOn, acknowledgements: [] }
  const opened: RepairEvent = { kind: 'repair.opened', subject: repair.id, circleId: circle.id }
  return ok({ state: repair, events: from ? [opened, { kind: 'backburner.picked_up', subject: from.id, circleId: circle.id }] : [opened] })
}

/** Drafts an acknowledgement for the circle or for oneself: nobody else reads it yet. Refuses empty words, and a repair that was set down. */
export function draft(
  { repair, circle }: { repair: RepairItem; circle: RepairingCircle },
  input: DraftAcknowledgement,
  { actor, now, id }: Given<Actor>,
): Decision {
  if (repair.state === 'set_down') return refuse('not_now', 'This repair was set down.')
  if (input.words.trim() === '') return refuse('invalid', 'Write a few words first.', 'words')
  const own = input.by === 'me'
  const drafted: Acknowledgement = {
    ...{ id: id(), by: own ? 'member' : 'circle', words: input.words, how: input.how, state: 'drafted' },
    ...{ draftedOn: dayIn(circle.timeZone, now), from: own ? actor.memberId : null, mine: true, joinedByMe: false },
  }
  return ok({
    state: { ...repair, acknowledgements: [...repair.acknowledgements, drafted] },
    events: [{ kind: 'acknowledgement.drafted', subject: drafted.id, circleId: repair.circleId }],
  })
}

/** Whether every wish lets it reach people in this way. Without a part in the repair it is an acknowledgement of our own practice: always possible. */
export function wishesAllow(how: DraftAcknowledgement['how'], wishes: readonly Wish[]): boolean {
  return wishes.every((wish) => wish === how)
}

/** Shares it with the circle; where a wish does not allow it, it is kept until it is wanted, the same for silence, not now and never. */
export function share(
  { repair, acknowledgement, circle, wishes }: Chosen & { circle: RepairingCircle; wishes: readonly Wish[] },
  { now }: { now: Date },
): Decision {
  const { state } = acknowledgement
  if (state === 'shared' || state === 'made') return ok({ state: repair, events: [] })
  if (!wishesAllow(acknowledgement.how, wishes)) return replaced(repair, { ...acknowledgement, state: 'kept_until_wanted' }, 'kept')
  const shared: Acknowledgement = { ...acknowledgement, state: 'shared', sharedOn: dayIn(circle.timeZone, now) }
  return replaced(repair.state === 'open' ? { ...repair, state: 'tending' } : repair, shared, 'shared')
}

/** "I stand behind this too": once a person, uncounted. Refuses what is not shared. */
export function join({ repair, acknowledgement }: Chosen): Decision {
  if (acknowledgement.state !== 'shared' && acknowledgement.state !== 'made')
    return refuse('not_now', 'This is not shared with the circle yet.')
  if (acknowledgement.joinedByMe || acknowledgement.mine) return ok({ state: repair, events: [] })
  return replaced(repair, { ...acknowledgement, joinedByMe: true }, 'joined')
}

/** It was said, in the way chosen. Refuses what is not shared. */
export function make({ repair, acknowledgement }: Chosen): Decision {
  if (acknowledgement.state === 'made') return ok({ state: repair, events: [] })
  if (acknowledgement.state !== 'shared') return refuse('not_now', 'Share it with the circle first.')
  return replaced(repair, { ...acknowledgement, state: 'made' }, 'made')
}

function replaced(repair: RepairItem, changed: Acknowledgement, verb: 'shared' | 'kept' | 'joined' | 'made'): Decision {
  const acknowledgements = repair.acknowledgements.map((one) => (one.id === changed.id ? changed : one))
  return ok({
    state: { ...repair, acknowledgements },
    events: [{ kind: `acknowledgement.${verb}`, subject: changed.id, circleId: repair.circleId }],
  })
}
