import type { Actor } from '../members/schema.ts'
import type { Support } from './state.ts'

/** The parts of an actor that the rules of support read. */
export type SupportActor = Pick<Actor, 'memberId' | 'roles'>

/** Whoever belongs to a circle may ask for support in it, or offer it; nothing else has to be there first. */
export function maySupportIn(actor: Pick<Actor, 'roles'>, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Who asked for it or offered it: whom it was told, and whether that arrived, is theirs alone to know. */
export function isFrom(actor: Pick<Actor, 'memberId'>, support: Support): boolean {
  return support.by === actor.memberId
}

/** One of the two it is between, or the one who asked or offered while nobody took it up. */
export function isPartOf(actor: SupportActor, support: Support): boolean {
  if (support.by === actor.memberId) return true
  return (support.state === 'taken_up' || support.state === 'ended') && support.with === actor.memberId
}

/** Those it is between always see it; whom it was told, while it is not over and they are in the circle. To everybody else it is not there. */
export function maySeeSupport(actor: SupportActor, support: Support): boolean {
  return isPartOf(actor, support) || (support.state !== 'ended' && wasTold(actor, support))
}

/** Taking it up is for those who were told, not for who asked or offered. */
export function mayTakeUp(actor: SupportActor, support: Support): boolean {
  return support.by !== actor.memberId && wasTold(actor, support) && maySeeSupport(actor, support)
}

/** Only the one who supports says whether they can go on. */
export function isSupporter(actor: SupportActor, support: Support): boolean {
  if (support.way === 'offered') return support.by === actor.memberId
  return (support.state === 'taken_up' || support.state === 'ended') && support.with === actor.memberId
}

function wasTold(actor: SupportActor, { told, circleId }: Support): boolean {
  return actor.roles.has(circleId) && (told.who === 'circle' || told.people.includes(actor.memberId))
}
