import type { Actor } from '../members/schema.ts'

/** Every member of the circle opens rounds, answers, reads what was gathered, and says what the circle takes with it. */
export function mayReflectIn(actor: Pick<Actor, 'roles'>, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** The member who opened a round gathers it, and so do the circle's facilitators. */
export function mayGather(actor: Pick<Actor, 'roles'>, round: { circleId: string; openedByMe: boolean }): boolean {
  return mayReflectIn(actor, { id: round.circleId }) && (round.openedByMe || (actor.roles.get(round.circleId)?.has('facilitator') ?? false))
}

/** A reflection belongs to its writer: nobody else learns that it is there. */
export function isItsWriter(actor: Pick<Actor, 'memberId'>, reflection: { ownerId: string }): boolean {
  return reflection.ownerId === actor.memberId
}
