import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { addDays, dayIn, FARTHEST_DAYS } from '../zone.ts'
import { mayBePickedUp } from './policy.ts'
import type { ParkItem } from './schema.ts'
import {
  type BackBurnerEvent,
  type BackBurnerItem,
  type ClockedItem,
  type FlagReason,
  grownInto,
  type Parked,
  type SimmeringCircle,
} from './state.ts'

type In<State extends BackBurnerItem['state']> = Extract<BackBurnerItem, { state: State }>

type Decision = Result<Decided<BackBurnerItem, BackBurnerEvent>>
type Verb = BackBurnerEvent['kind'] extends `backburner.${infer V}` ? V : never

function event(verb: Verb, item: { id: string; circleId: string }): BackBurnerEvent {
  return { kind: `backburner.${verb}`, subject: item.id, circleId: item.circleId }
}
function happened(verb: Verb, state: BackBurnerItem): Decision {
  return ok({ state, events: [event(verb, state)] })
}
function parkedPart(item: BackBurnerItem): Parked {
  const { id, circleId, title, why, effect, link, linkShared, parkedOn, revisitOn, tendedOn, quietUntil, echoes, echoedByMe, parkedByMe } =
    item
  return { id, circleId, title, why, effect, link, linkShared, parkedOn, revisitOn, tendedOn, quietUntil, echoes, echoedByMe, parkedByMe }
}

const active = (item: BackBurnerItem): item is In<'simmering'> | In<'flagged'> => item.state === 'simmering' || item.state === 'flagged'
const gone = () => refuse('not_now', 'This is not on the back burner at the moment.')

function checkRevisit(revisitOn: string, today: string): Result<string> {
  if (revisitOn <= today) return refuse('invalid', 'Choose a day after today.', 'revisitOn')
  if (revisitOn > addDays(today, FARTHEST_DAYS.withinAYear)) return refuse('invalid', 'Choose a day within a year.', 'revisitOn')
  return ok(revisitOn)
}

/** Puts an issue on the back burner. Refuses a revisit day that is not after today or more than a year ahead. */
export function park(circle: SimmeringCircle, input: ParkItem, { now, id }: Given<Actor>): Decision {
  const today = dayIn(circle.timeZone, now)
  if (input.revisitOn !== null) {
    const checked = checkRevisit(input.revisitOn, today)
    if (!checked.ok) return checked
  }
  const days = { parkedOn: today, tendedOn: today, quietUntil: today }
  return happened('parked', {
    id: id(),
    circleId: circle.id,
    ...input,
    ...days,
    state: 'simmering',
    linkShared: false,
    echoes: 0,
    echoedByMe: false,
    parkedByMe: true,
  })
}

/** A person says "This touches me too". Each person counts once, and saying it again changes nothing. */
export function echo(item: BackBurnerItem): Decision {
  if (!active(item)) return gone()
  if (item.echoedByMe) return ok({ state: item, events: [] })
  return happened('echoed', { ...item, echoedByMe: true, echoes: item.echoes + 1 })
}

/**
 * A person looked after the item, so that it simmers on for the circle's simmer days. An item that was set down, or picked up without a
 * repair, is taken up again.
 */
export function tend({ item, circle }: { item: BackBurnerItem; circle: SimmeringCircle }, { now }: { now: Date }): Decision {
  if (item.state === 'hidden' || (item.state === 'picked_up' && item.repairId !== null)) return gone()
  const today = dayIn(circle.timeZone, now)
  const revisitOn = item.revisitOn !== null && item.revisitOn > today ? item.revisitOn : null
  const quietUntil = addDays(today, circle.simmerDays)
  return happened('tended', { ...parkedPart(item), state: 'simmering', tendedOn: today, revisitOn, quietUntil })
}

/**
 * Leaves an item until a day. It asks again on that day and not before. Refuses a day that is not ahead, or that is more than a year ahead.
 */
export function postpone(
  { item, circle }: { item: BackBurnerItem; circle: SimmeringCircle },
  { revisitOn }: { revisitOn: string },
  { now }: { now: Date },
): Decision {
  if (!active(item)) return gone()
  const today = dayIn(circle.timeZone, now)
  const checked = checkRevisit(revisitOn, today)
  if (!checked.ok) return checked
  return happened('postponed', { ...parkedPart(item), state: 'simmering', tendedOn: today, revisitOn, quietUntil: revisitOn })
}

/**
 * The circle takes an item up: by itself (`repairId` null), or as the repair that grows from it. Refuses an item that grew into a repair
 * already.
 */
export function pickUp(item: BackBurnerItem, repairId: string | null): Decision {
  if (!mayBePickedUp(grownInto(item))) return gone()
  if (item.state === 'picked_up' && repairId === null) return ok({ state: item, events: [] })
  return happened('picked_up', { ...parkedPart(item), state: 'picked_up', repairId })
}

/** Puts an item down, with a reason or without one. Tending it takes it up again. */
export function setDown(item: BackBurnerItem, { reason }: { reason: string }): Decision {
  if (!mayBePickedUp(grownInto(item))) return gone()
  return happened('set_down', { ...parkedPart(item), state: 'set_down', reason })
}

/** Any member hides an item, at once and without a reason, no matter what it says. */
export function hide(item: BackBurnerItem): Decision {
  if (item.state === 'hidden') return ok({ state: item, events: [] })
  return happened('hidden', {
    ...parkedPart(item),
    state: 'hidden',
    hiddenByMe: true,
    repairId: item.state === 'picked_up' ? item.repairId : null,
  })
}

/** Brings an item back in sight: simmering, or beside the repair it had grown into. The policy says who may do so. */
export function restore(item: BackBurnerItem): Decision {
  if (item.state !== 'hidden') return refuse('not_now', 'This is in sight already.')
  const { repairId } = item
  return happened('restored', { ...parkedPart(item), ...(repairId === null ? { state: 'simmering' } : { state: 'picked_up', repairId }) })
}

/**
 * The member who parked the item lets the circle open its link, or takes that back. Refuses an item without a link. The policy says who may
 * do so.
 */
export function shareLink(item: BackBurnerItem, { shared }: { shared: boolean }): Decision {
  if (item.link === null) return refuse('not_now', 'There is no link here.')
  if (item.linkShared === shared) return ok({ state: item, events: [] })
  return happened(shared ? 'link_shared' : 'link_kept', { ...item, linkShared: shared })
}

/** The clock's verb: the item asks for attention, and then stays quiet for the circle's simmer days. */
export function flag<Item extends ClockedItem>(item: Item, because: FlagReason, today: string, simmerDays: number) {
  const state = { ...item, state: 'flagged' as const, because, quietUntil: addDays(today, simmerDays) }
  return { state, events: [event('flagged', item)] } satisfies Decided<Item, BackBurnerEvent>
}
