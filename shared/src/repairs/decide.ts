import { mayBePickedUp } from '../backburner/policy.ts'
import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, refuse } from '../result.ts'
import { dayIn } from '../zone.ts'
import type { Wish } from './part-schema.ts'
import type { Part } from './part-state.ts'
import type { DraftAcknowledgement, OpenRepair } from './schema.ts'
import {
  type Acknowledgement,
  type GrowsFrom,
  happened,
  type InCircle,
  paceOf,
  type RepairDecision,
  type RepairEvent,
  type RepairItem,
  type RepairingCircle,
  unchanged,
} from './state.ts'

type Chosen = { repair: RepairItem; acknowledgement: Acknowledgement }

/** Opens a repair, alone or from a back-burner item, which is then picked up. Refuses an item that cannot be picked up. */
export function open(
  { circle, from }: { circle: RepairingCircle; from: GrowsFrom | null },
  input: OpenRepair,
  { now, id }: Given<Actor>,
): RepairDecision {
  if (from && !mayBePickedUp(from)) return refuse('not_now', 'This is not on the back burner at the moment.', 'fromItemId')
  const empty = { acknowledgements: [], parts: [], needs: [], changes: [] }
  const repair: RepairItem = {
    id: id(),
    circleId: circle.id,
    ...input,
    state: 'open',
    openedOn: dayIn(circle.timeZone, now),
    ...empty,
  }
  const opened: RepairEvent = { kind: 'repair.opened', subject: repair.id, circleId: circle.id }
  return ok({ state: repair, events: from ? [opened, { kind: 'backburner.picked_up', subject: from.id, circleId: circle.id }] : [opened] })
}

/** The circle looks after a repair, or takes it up again after it rested or was set down. */
export function tend(repair: RepairItem): RepairDecision {
  const state = paceOf(repair)
  return repair.state === state ? unchanged(repair) : happened('repair.tended', { ...repair, state })
}

/** A repair rests, so that no digest speaks of it. Everything in it stays, and it can be taken up again at any time. */
export function rest(repair: RepairItem): RepairDecision {
  return repair.state === 'resting' ? unchanged(repair) : happened('repair.rested', { ...repair, state: 'resting' })
}

/** The circle sets a repair down. It is never over: it can be taken up again at any time. */
export function setDown(repair: RepairItem): RepairDecision {
  return repair.state === 'set_down' ? unchanged(repair) : happened('repair.set_down', { ...repair, state: 'set_down' })
}

/**
 * Drafts an acknowledgement for the circle or for oneself. Nobody else reads it yet. Refuses empty words, a repair that was set down, and
 * an acknowledgement of our own practice that is not the circle's.
 */
export function draft({ repair, circle }: InCircle, input: DraftAcknowledgement, { actor, now, id }: Given<Actor>): RepairDecision {
  if (repair.state === 'set_down') return refuse('not_now', 'This repair was set down.')
  if (input.words.trim() === '') return refuse('invalid', 'Write a few words first.', 'words')
  const own = input.by === 'me'
  const about = input.about ?? 'what_happened'
  if (own && about === 'our_practice') return refuse('invalid', 'What we do together is acknowledged by the circle: others can join.', 'by')
  const drafted: Acknowledgement = {
    id: id(),
    by: own ? 'member' : 'circle',
    about,
    words: input.words,
    how: input.how,
    state: 'drafted',
    draftedOn: dayIn(circle.timeZone, now),
    from: own ? actor.memberId : null,
    mine: true,
    joinedByMe: false,
  }
  return happened('acknowledgement.drafted', { ...repair, acknowledgements: [...repair.acknowledgements, drafted] }, drafted.id)
}

/** What each part wishes at the moment. A part that rests wants nothing to reach it now. */
export function wishesOf(parts: readonly Part[]): Wish[] {
  return parts.map((part) => (part.state === 'at_rest' ? 'not_now' : part.wish))
}

/**
 * Whether every wish lets an acknowledgement reach people in this way. Without a part there is nobody to ask, and our own practice can
 * always be acknowledged.
 */
export function wishesAllow({ how, about }: Pick<Acknowledgement, 'how' | 'about'>, wishes: readonly Wish[]): boolean {
  return about === 'our_practice' || wishes.every((wish) => wish === how)
}

function shareOne(repair: RepairItem, one: Acknowledgement, sharedOn: string): RepairItem {
  const shared: Acknowledgement = { ...one, state: 'shared', sharedOn }
  return replaced({ ...repair, state: repair.state === 'open' ? 'tending' : repair.state }, shared)
}

/**
 * Shares an acknowledgement with the circle. Where a wish does not allow it, it is kept until it is wanted: the same for silence, *not now*
 * and *never*. Once it is kept, only a wish lets it go. Asking again changes nothing, so that nobody can find a wish out by asking.
 */
export function share({ repair, acknowledgement, circle }: Chosen & InCircle, { now }: { now: Date }): RepairDecision {
  if (acknowledgement.state !== 'drafted') return unchanged(repair)
  if (!wishesAllow(acknowledgement, wishesOf(repair.parts)))
    return happened('acknowledgement.kept', replaced(repair, { ...acknowledgement, state: 'kept_until_wanted' }), acknowledgement.id)
  return happened('acknowledgement.shared', shareOne(repair, acknowledgement, dayIn(circle.timeZone, now)), acknowledgement.id)
}

/**
 * Lets the acknowledgements reach the circle that were kept and are wanted now. Only a wish that a person said lets one go; people who
 * leave let nothing go.
 */
export function release(repair: RepairItem, today: string): Decided<RepairItem, RepairEvent> {
  const wishes = wishesOf(repair.parts)
  const wanted =
    wishes.length === 0 ? [] : repair.acknowledgements.filter((one) => one.state === 'kept_until_wanted' && wishesAllow(one, wishes))
  return {
    state: wanted.reduce((after, one) => shareOne(after, one, today), repair),
    events: wanted.map(({ id }) => ({ kind: 'acknowledgement.shared', subject: id, circleId: repair.circleId })),
  }
}

/** A member says "I stand behind this too". Each member says it once, and nobody counts. Refuses an acknowledgement that is not shared. */
export function join({ repair, acknowledgement }: Chosen): RepairDecision {
  if (acknowledgement.state !== 'shared' && acknowledgement.state !== 'made')
    return refuse('not_now', 'This is not shared with the circle yet.')
  if (acknowledgement.joinedByMe || acknowledgement.mine) return unchanged(repair)
  return happened('acknowledgement.joined', replaced(repair, { ...acknowledgement, joinedByMe: true }), acknowledgement.id)
}

/** An acknowledgement was said, in the way that was chosen. Refuses one that is not shared. */
export function make({ repair, acknowledgement }: Chosen): RepairDecision {
  if (acknowledgement.state === 'made') return unchanged(repair)
  if (acknowledgement.state !== 'shared') return refuse('not_now', 'Share it with the circle first.')
  return happened('acknowledgement.made', replaced(repair, { ...acknowledgement, state: 'made' }), acknowledgement.id)
}

function replaced(repair: RepairItem, changed: Acknowledgement): RepairItem {
  return { ...repair, acknowledgements: repair.acknowledgements.map((one) => (one.id === changed.id ? changed : one)) }
}
