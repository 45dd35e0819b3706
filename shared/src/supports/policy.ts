import type { Actor } from '../members/schema.ts'
import type { Support } from './state.ts'

/** The parts of an actor that the rules of support read. */
export type SupportActor = Pick<Actor, 'memberId' | 'roles'>

/** Every member of a circle may ask for support in it, or offer it. Nothing else has to be there first. */
export function maySupportIn(actor: Pick<Actor, 'roles'>, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Whether this person asked for it or offered it. Only they know whom it was told, and whether that arrived. */
export function isFrom(actor: Pick<Actor, 'memberId'>, support: Support): boolean {
  return support.by === actor.memberId
}

/** Whether this person is one of the two it is between, or asked or offered while nobody took it up. */
export function isPartOf(actor: SupportActor, support: Support): boolean {
  if (support.by === actor.memberId) return true
  return (support.state === 'taken_up' || support.state === 'ended') && support.with === actor.memberId
}

/**
 * The people it is between always see it. The people it was told see it while it is not over and they are in the circle. For everybody else
 * it is not there.
 */
export function maySeeSupport(actor: SupportActor, support: Support): boolean {
  return isPartOf(actor, support) || (support.state !== 'ended' && wasTold(actor, support))
}

/** People who were told may take it up; the person who asked or offered may not. */
export function mayTakeUp(actor: SupportActor, support: Support): boolean {
  return support.by !== actor.memberId && wasTold(actor, support) && maySeeSupport(actor, support)
}

/** Only the person who supports says whether they can go on. */
export function isSupporter(actor: SupportActor, support: Support): boolean {
  if (support.way === 'offered') return support.by === actor.memberId
  return (support.state === 'taken_up' || support.state === 'ended') && support.with === actor.memberId
}

function wasTold(actor: SupportActor, { told, circleId }: Support): boolean {
  return actor.roles.has(circleId) && (told.who === 'circle' || told.people.includes(actor.memberId))
}
