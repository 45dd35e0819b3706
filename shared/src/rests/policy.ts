import type { Actor } from '../members/schema.ts'
import { restsOn } from './due.ts'
import type { Duty, RestWindow } from './state.ts'

/** The parts of an actor that the rules of rest read. */
export type RestActor = Pick<Actor, 'memberId' | 'roles'>

/**
 * Every member of a circle may rest; nothing else is needed before. Every member sees, before they ask a person, whether that person takes
 * on anything new.
 */
export function mayRestIn(actor: Pick<Actor, 'roles'>, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Only the person who rests makes it longer, ends it and passes things on. */
export function isResting(actor: Pick<Actor, 'memberId'>, rest: RestWindow): boolean {
  return rest.memberId === actor.memberId
}

/**
 * A person always sees their own rest. The people they told see it while it runs and they are in the circle. For everybody else it is not
 * there.
 */
export function maySeeRest(actor: RestActor, rest: RestWindow, today: string): boolean {
  return isResting(actor, rest) || isTold(actor, rest, today)
}

/** Whether a person was told, and the rest runs. */
export function isTold(actor: RestActor, rest: RestWindow, today: string): boolean {
  return restsOn(rest, today) && actor.roles.has(rest.circleId) && rest.told.includes(actor.memberId)
}

/** The person to whom a duty was passed on carries it meanwhile, or leaves it. */
export function wasAsked(actor: RestActor, rest: RestWindow, duty: Duty, today: string): boolean {
  return duty.to === actor.memberId && isTold(actor, rest, today)
}
