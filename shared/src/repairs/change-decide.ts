import type { Actor } from '../members/schema.ts'
import { type Given, ok, type Result, refuse } from '../result.ts'
import { addDays, dayIn, FARTHEST_DAYS } from '../zone.ts'
import type { LookAgain, PractiseChange, ProposeChange } from './change-schema.ts'
import type { Change, Proposed } from './change-state.ts'
import { happened, type InCircle, paceOf, type RepairDecision, type RepairEvent, type RepairItem, unchanged } from './state.ts'

export type ChosenChange = InCircle & { change: Change }

/** How many changes are proposed in a repair. */
export const mostChanges = 30

function checkDay(day: string | null, { circle }: InCircle, now: Date): Result<string | null> {
  const today = dayIn(circle.timeZone, now)
  if (day !== null && day <= today) return refuse('invalid', 'Choose a day after today.', 'lookAgainOn')
  if (day !== null && day > addDays(today, FARTHEST_DAYS.withinAYear))
    return refuse('invalid', 'Choose a day within a year.', 'lookAgainOn')
  return ok(day)
}

/** A repair that is tended says by its state whether something is practised; one that rests or was set down stays so. */
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

/** The circle practises it, from proposed or again from anything else. Refuses days as proposing does, and a repair that was set down. */
export function practise(thing: ChosenChange, { lookAgainOn }: PractiseChange, { now }: { now: Date }): RepairDecision {
  const { repair, change } = thing
  if (repair.state === 'set_down') return refuse('not_now', 'This repair was set down.')
  const day = checkDay(lookAgainOn, thing, now)
  if (!day.ok) return day
  if (change.state === 'practising' && change.lookAgainOn === day.value) return unchanged(repair)
  return changed('change.practised', repair, { ...withoutReason(change), lookAgainOn: day.value, state: 'practising' })
}

/** Looks at it again: it is practised on, it stays, it slipped. None of these is a score. Refuses what nobody practised yet, or was dropped. */
export function lookAgain(thing: ChosenChange, { how, lookAgainOn }: LookAgain, { now }: { now: Date }): RepairDecision {
  const { repair, change } = thing
  if (change.state === 'proposed' || change.state === 'dropped') return refuse('not_now', 'This is not being practised at the moment.')
  const day = checkDay(lookAgainOn, thing, now)
  if (!day.ok) return day
  return changed('change.looked_at', repair, { ...withoutReason(change), lookAgainOn: day.value, state: how })
}

/** Drops it, with a reason or none. It can be practised again at any time. */
export function drop({ repair, change }: ChosenChange, { reason }: { reason: string }): RepairDecision {
  if (change.state === 'dropped') return unchanged(repair)
  return changed('change.dropped', repair, { ...withoutReason(change), lookAgainOn: null, state: 'dropped', reason })
}

/** One says for oneself that one carries it, or no longer does. Refuses what somebody else carries: they say first that they do not any more. */
export function carry({ repair, change }: ChosenChange, { carry }: { carry: boolean }, { actor }: { actor: Actor }): RepairDecision {
  const mine = change.carriedBy === actor.memberId
  if (mine === carry || (!carry && change.carriedBy === null)) return unchanged(repair)
  if (!mine && change.carriedBy !== null) return refuse('taken', 'Somebody carries this already.')
  return changed(carry ? 'change.carried' : 'change.left', repair, { ...change, carriedBy: carry ? actor.memberId : null })
}
