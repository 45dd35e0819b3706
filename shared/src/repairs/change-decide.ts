import type { Actor } from '../members/schema.ts'
import { type Given, ok, type Result, refuse } from '../result.ts'
import { addDays, dayIn, FARTHEST_DAYS } from '../zone.ts'
import type { LookAgain, PractiseChange, ProposeChange } from './change-schema.ts'
import type { Change, Proposed } from './change-state.ts'
import { happened, type InCircle, paceOf, type RepairDecision, type RepairEvent, type RepairItem, unchanged } from './state.ts'

export type ChosenChange = InCircle & { change: Change }

/** How many changes are proposed in one repair at most. */
export const mostChanges = 30

function checkDay(day: string | null, { circle }: InCircle, now: Date): Result<string | null> {
  const today = dayIn(circle.timeZone, now)
  if (day !== null && day <= today) return refuse('invalid', 'Choose a day after today.', 'lookAgainOn')
  if (day !== null && day > addDays(today, FARTHEST_DAYS.withinAYear))
    return refuse('invalid', 'Choose a day within a year.', 'lookAgainOn')
  return ok(day)
}

/** The state of a repair that is tended says whether something is practised. A repair that rests or was set down stays so. */
function paced(repair: RepairItem): RepairItem {
  return repair.state === 'resting' || repair.state === 'set_down' ? repair : { ...repair, state: paceOf(repair) }
}
function changed(kind: RepairEvent['kind'], repair: RepairItem, change: Change): RepairDecision {
  const changes = repair.changes.map((one) => (one.id === change.id ? change : one))
  return happened(kind, paced({ ...repair, changes }), change.id)
}
function withoutReason({ id, words, touches, willSee, lookAgainOn, proposedOn, carriedBy }: Change): Proposed {
  return { id, words, touches, willSee, lookAgainOn, proposedOn, carriedBy }
}

/** Proposes a change. Refuses a repair that was set down, a day that is not ahead or lies more than a year away, and more than thirty changes. */
export function propose(thing: InCircle, { carriedByMe, ...input }: ProposeChange, { actor, now, id }: Given<Actor>): RepairDecision {
  const { repair, circle } = thing
  if (repair.state === 'set_down') return refuse('not_now', 'This repair was set down.')
  if (repair.changes.length >= mostChanges) return refuse('not_now', 'There is a lot here already: look at what was proposed first.')
  const day = checkDay(input.lookAgainOn, thing, now)
  if (!day.ok) return day
  const carriedBy = carriedByMe ? actor.memberId : null
  const change: Change = { id: id(), ...input, proposedOn: dayIn(circle.timeZone, now), carriedBy, state: 'proposed' }
  return happened('change.proposed', paced({ ...repair, changes: [...repair.changes, change] }), change.id)
}

/**
 * The circle practises a change: one that was proposed, or again one in any other state. Refuses the days that proposing refuses, and a
 * repair that was set down.
 */
export function practise(thing: ChosenChange, { lookAgainOn }: PractiseChange, { now }: { now: Date }): RepairDecision {
  const { repair, change } = thing
  if (repair.state === 'set_down') return refuse('not_now', 'This repair was set down.')
  const day = checkDay(lookAgainOn, thing, now)
  if (!day.ok) return day
  if (change.state === 'practising' && change.lookAgainOn === day.value) return unchanged(repair)
  return changed('change.practised', repair, { ...withoutReason(change), lookAgainOn: day.value, state: 'practising' })
}

/**
 * The circle looks at a change again: it goes on being practised, it stays, or it slipped. None of these is a score. Refuses a change that
 * nobody has practised yet, or that was dropped.
 */
export function lookAgain(thing: ChosenChange, { how, lookAgainOn }: LookAgain, { now }: { now: Date }): RepairDecision {
  const { repair, change } = thing
  if (change.state === 'proposed' || change.state === 'dropped') return refuse('not_now', 'This is not being practised at the moment.')
  const day = checkDay(lookAgainOn, thing, now)
  if (!day.ok) return day
  return changed('change.looked_at', repair, { ...withoutReason(change), lookAgainOn: day.value, state: how })
}

/** The circle drops a change, with a reason or without one. It can be practised again at any time. */
export function drop({ repair, change }: ChosenChange, { reason }: { reason: string }): RepairDecision {
  if (change.state === 'dropped') return unchanged(repair)
  return changed('change.dropped', repair, { ...withoutReason(change), lookAgainOn: null, state: 'dropped', reason })
}

/**
 * A member says for themselves that they carry a change, or no longer do. Refuses a change that another member carries: that member first
 * says that they no longer do.
 */
export function carry({ repair, change }: ChosenChange, { carry }: { carry: boolean }, { actor }: { actor: Actor }): RepairDecision {
  const mine = change.carriedBy === actor.memberId
  if (mine === carry || (!carry && change.carriedBy === null)) return unchanged(repair)
  if (!mine && change.carriedBy !== null) return refuse('taken', 'Somebody carries this already.')
  return changed(carry ? 'change.carried' : 'change.left', repair, { ...change, carriedBy: carry ? actor.memberId : null })
}
