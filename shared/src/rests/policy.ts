import type { Actor } from '../members/schema.ts'
import { restsOn } from './due.ts'
import type { Duty, RestWindow } from './state.ts'

/** The parts of an actor that the rules of rest read. */
export type RestActor = Pick<Actor, 'memberId' | 'roles'>

/** Whoever belongs to a circle may rest, with nothing else needed before, and sees before asking somebody whether they take on anything new. */
export function mayRestIn(actor: Pick<Actor, 'roles'>, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Making it longer, ending it and passing things on is for the person who rests alone. */
export function isResting(actor: Pick<Actor, 'memberId'>, rest: RestWindow): boolean {
  return rest.memberId === actor.memberId
}

/** The person always sees their own rest; those they told while it runs and they are in the circle. To everybody else it is not there. */
export function maySeeRest(actor: RestActor, rest: RestWindow, today: string): boolean {
  return isResting(actor, rest) || isTold(actor, rest, today)
}

/** Told, and the rest runs. */
export function isTold(actor: RestActor, rest: RestWindow, today: string): boolean {
  return restsOn(rest, today) && actor.roles.has(rest.circleId) && rest.told.includes(actor.memberId)
}

/** Carrying something meanwhile, or leaving it, is for whom it was passed on to. */
export function wasAsked(actor: RestActor, rest: RestWindow, duty: Duty, today: string): boolean {
  return duty.to === actor.memberId && isTold(actor, rest, today)
}
