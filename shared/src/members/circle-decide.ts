import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import type { Language } from '../schema.ts'
import { utcDay } from '../zone.ts'
import type { CreateCircle } from './circle-schema.ts'
import type { MemberEvent } from './decide.ts'
import type { Appointment, Circle } from './policy.ts'
import type { Actor } from './schema.ts'

type Decision<State> = Result<Decided<State, MemberEvent>>
type By = Given<Actor>

/** How many days an invitation works. */
export const INVITATION_DAYS = 7
/** How many people one invitation lets in at most. */
const INVITATION_USES = 20
/** How many circles one workspace has at most. */
const CIRCLES_MOST = 200

/** A new circle. Its maker is in it and facilitates it. Stewards and contacts are still missing, and the circle says so. */
export type NewCircle = { id: string; name: string; language: Language; facilitatorId: string }

/** Makes another circle in the workspace. Refuses more circles than a workspace can look after. */
export function createCircle(
  workspace: { circles: number; language: Language },
  input: CreateCircle,
  { actor, id }: By,
): Decision<NewCircle> {
  if (workspace.circles >= CIRCLES_MOST) return refuse('not_now', 'There are many circles here already.')
  const circle: NewCircle = { id: id(), name: input.name, language: input.language ?? workspace.language, facilitatorId: actor.memberId }
  const event = (kind: MemberEvent['kind'], subject: string): MemberEvent => ({ kind, subject, circleId: circle.id })
  return ok({ state: circle, events: [event('circle.created', circle.id), event('facilitator.appointed', actor.memberId)] })
}

const facilitators = ({ appointments }: Pick<Circle, 'appointments'>) => appointments.filter(({ role }) => role === 'facilitator')

/** Makes a person of the circle a facilitator. Doing it again changes nothing. Refuses guests and people who are not in the circle. */
export function appointFacilitator(circle: Circle, memberId: string): Decision<Circle> {
  const person = circle.people.find(({ id }) => id === memberId)
  if (!person) return refuse('not_found', 'Nobody in this circle has that id.', 'memberId')
  if (person.guest) return refuse('not_now', 'Guests cannot be facilitators.', 'memberId')
  if (facilitators(circle).some((one) => one.memberId === memberId)) return ok({ state: circle, events: [] })
  const appointed: Appointment = { memberId, role: 'facilitator', untilDay: null }
  return changed('facilitator.appointed', memberId, { ...circle, appointments: [...circle.appointments, appointed] })
}

const last = () => refuse('not_now', 'A circle always has a facilitator: appoint another one first.')

/** Takes the role of facilitator back. Refuses it for the last one: no decision leaves a circle without a facilitator. */
export function standDownFacilitator(circle: Circle, memberId: string): Decision<Circle> {
  const leading = facilitators(circle)
  if (!leading.some((one) => one.memberId === memberId)) return refuse('not_found', 'This person is not a facilitator of this circle.')
  if (leading.length === 1) return last()
  const appointments = circle.appointments.filter((one) => one.role !== 'facilitator' || one.memberId !== memberId)
  return changed('facilitator.stood_down', memberId, { ...circle, appointments })
}

function changed(kind: MemberEvent['kind'], subject: string, state: Circle): Decision<Circle> {
  return ok({ state, events: [{ kind, subject, circleId: state.id }] })
}

/** An invitation as it is kept: for which circle it is, until when it works, and how often still. */
export type Invitation = { id: string; circleId: string; expiresAt: Date; usesLeft: number }

/** Makes a code that lets people into this circle for seven days, and at most twenty people. */
export function invite(circle: Pick<Circle, 'id'>, { now, id }: Pick<By, 'now' | 'id'>): Decision<Invitation> {
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000)
  const invitation: Invitation = { id: id(), circleId: circle.id, expiresAt, usesLeft: INVITATION_USES }
  return ok({ state: invitation, events: [{ kind: 'invitation.made', subject: invitation.id, circleId: circle.id }] })
}

/**
 * Uses an invitation once. Refuses an invitation that is too old or used up. A person who is in the circle already stays in it, and uses
 * none of it up.
 */
export function join(
  { invitation, memberId, already }: { invitation: Invitation; memberId: string; already: boolean },
  { now }: Pick<By, 'now'>,
): Decision<Invitation> {
  if (already) return ok({ state: invitation, events: [] })
  if (invitation.expiresAt <= now || invitation.usesLeft < 1)
    return refuse('expired', 'This invitation does not work any more. Ask a facilitator for a new one.', 'code')
  const events: MemberEvent[] = [{ kind: 'member.joined', subject: memberId, circleId: invitation.circleId }]
  return ok({ state: { ...invitation, usesLeft: invitation.usesLeft - 1 }, events })
}

/** A person leaves a circle, with every role they have in it. Nothing of theirs moves. Refuses its last facilitator. */
export function leaveCircle(circle: Circle, { actor }: Pick<By, 'actor'>): Decision<Circle> {
  const others = circle.appointments.filter((one) => one.memberId !== actor.memberId)
  if (facilitators(circle).length > 0 && facilitators({ appointments: others }).length === 0) return last()
  const people = circle.people.filter((person) => person.id !== actor.memberId)
  return changed('member.left_circle', actor.memberId, { ...circle, people, appointments: others })
}

/** A person as leaving sees them: whether they are gone, and the circles in which they are the last facilitator. */
export type Leaver = { id: string; leftOn: string | null; lastIn: readonly string[] }

/**
 * A person leaves the workspace. Their devices stop working, and nothing of theirs moves; people who chose them see that they left. Refuses
 * the last facilitator of a circle.
 */
export function leaveWorkspace(me: Leaver, { now }: Pick<By, 'now'>): Decision<Leaver> {
  if (me.lastIn.length > 0) return last()
  return gone(me, now)
}

/**
 * Slack deactivated a person's account, or brought it back. Nobody decided anything in Tend, so even a last facilitator counts as gone, and
 * a steward may appoint one.
 */
export function noteAccount(person: Leaver, deactivated: boolean, now: Date): Decision<Leaver> {
  if (deactivated === (person.leftOn !== null)) return ok({ state: person, events: [] })
  if (deactivated) return gone(person, now)
  return ok({ state: { ...person, leftOn: null }, events: [{ kind: 'member.came_back', subject: person.id, circleId: null }] })
}

function gone(person: Leaver, now: Date): Decision<Leaver> {
  const leftOn = utcDay(now)
  return ok({ state: { ...person, leftOn }, events: [{ kind: 'member.left', subject: person.id, circleId: null }] })
}
