import type { Language } from '../schema.ts'
import type { Actor, Role } from './schema.ts'

/** A person of a circle, as the circle knows them. */
export type Person = { id: string; displayName: string; guest: boolean; slackAdmin: boolean; away: boolean; noNewOnes?: boolean }

/** A term as steward, or the role of facilitator. `untilDay` is the first day on which it no longer holds; null: until it is taken back. */
export type Appointment = { memberId: string; role: Exclude<Role, 'member'>; untilDay: string | null }

/** A circle: its settings, its people and their appointments. */
export type Circle = {
  id: string
  name: string
  language: Language
  timeZone: string
  digestDay: number
  digestHour: number
  digestPaused: boolean
  simmerDays: number
  outsideContact: string | null
  emergencyContact: string | null
  slackChannel: string | null
  wordsNeverThroughSlack: boolean
  people: readonly Person[]
  appointments: readonly Appointment[]
}

/** A device that a person paired. `revokedOn` is null while it works. */
export type Device = { id: string; memberId: string; pairedOn: string; revokedOn: string | null }

/** Whether a person holds a role in a circle. */
export function holds(actor: Actor, circleId: string, role: Role): boolean {
  return actor.roles.get(circleId)?.has(role) ?? false
}

/** Members read their circle. For everybody else it is not there. */
export function maySeeCircle(actor: Actor, circle: Pick<Circle, 'id'>): boolean {
  return holds(actor, circle.id, 'member')
}

/** Facilitators look after the settings and the appointments. They read nothing more because of that. */
export function mayChangeCircle(actor: Actor, circle: Pick<Circle, 'id'>): boolean {
  return holds(actor, circle.id, 'facilitator')
}

/** A person may revoke a device only if it is their own. */
export function mayRevoke(actor: Actor, devices: readonly Device[]): boolean {
  return devices.every(({ memberId }) => memberId === actor.memberId)
}

/** The appointments that hold on a day. */
export function current(circle: Pick<Circle, 'appointments'>, today: string): Appointment[] {
  return circle.appointments.filter(({ untilDay }) => untilDay === null || untilDay > today)
}

/** The stewards whose term holds on a day, and the day on which it lapses. */
export function stewardsOn(circle: Pick<Circle, 'appointments'>, today: string): { memberId: string; until: string }[] {
  return current(circle, today).flatMap(({ memberId, role, untilDay }) =>
    role === 'steward' && untilDay !== null ? [{ memberId, until: untilDay }] : [],
  )
}

/**
 * What is missing before a circle can give anything to anybody but *only me*: two stewards, an outside contact and an emergency contact.
 */
export function missingOf(
  circle: Pick<Circle, 'appointments' | 'outsideContact' | 'emergencyContact'>,
  today: string,
): ('two_stewards' | 'outside_contact' | 'emergency_contact')[] {
  const missing: ReturnType<typeof missingOf> = []
  if (stewardsOn(circle, today).length < 2) missing.push('two_stewards')
  if (circle.outsideContact === null) missing.push('outside_contact')
  if (circle.emergencyContact === null) missing.push('emergency_contact')
  return missing
}

/** Facilitators may appoint facilitators. A steward may, while no facilitator is there, so that no circle is left without one. */
export function mayAppointFacilitators(actor: Actor, circle: Pick<Circle, 'id' | 'appointments'>): boolean {
  const led = circle.appointments.some(({ role }) => role === 'facilitator')
  return mayChangeCircle(actor, circle) || (!led && holds(actor, circle.id, 'steward'))
}

/** A person who facilitates a circle already may make another one. Guests make none. */
export function mayCreateCircle(actor: Actor): boolean {
  return !actor.guest && [...actor.roles.values()].some((roles) => roles.has('facilitator'))
}
