import type { Actor } from '../members/schema.ts'

/** Whoever belongs to the circle opens rounds, answers, reads what was gathered and says what it takes with it. */
export function mayReflectIn(actor: Pick<Actor, 'roles'>, circle: { id: string }): boolean {
  return actor.roles.has(circle.id)
}

/** Gathering is for whoever opened the round, and for the circle's facilitators. */
export function mayGather(actor: Pick<Actor, 'roles'>, round: { circleId: string; openedByMe: boolean }): boolean {
  return mayReflectIn(actor, { id: round.circleId }) && (round.openedByMe || (actor.roles.get(round.circleId)?.has('facilitator') ?? false))
}

/** One's own reflection is one's own: nobody else learns that it is there. */
export function isItsWriter(actor: Pick<Actor, 'memberId'>, reflection: { ownerId: string }): boolean {
  return reflection.ownerId === actor.memberId
}
