import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import type { Language } from '../schema.ts'
import { utcDay } from '../zone.ts'
import { type Appointment, type Circle, current, type Device } from './policy.ts'
import type { Actor, ChangeCircle } from './schema.ts'

/** What happened to a circle or its people. Events hold ids only. */
export type MemberEvent = {
  kind:
    | 'circle.changed'
    | 'circle.created'
    | 'invitation.made'
    | 'facilitator.appointed'
    | 'facilitator.stood_down'
    | 'member.left_circle'
    | 'member.left'
    | 'member.came_back'
    | 'steward.appointed'
    | 'steward.stood_down'
    | 'member.joined'
    | 'member.away_changed'
    | 'member.slack_added'
    | 'device.paired'
    | 'device.revoked'
    | 'code.made'
  subject: string
  circleId: string | null
}
type Decision<State> = Result<Decided<State, MemberEvent>>
type By = Given<Actor>

/** How many months a steward serves before the role lapses. */
const TERM_MONTHS = 6
/** How many minutes a pairing code works. */
export const CODE_MINUTES = 10
/** How many devices one person may have paired at a time. */
const DEVICES_MOST = 20

/** The UTC day so many months later. Where that month is shorter, its last day. */
export function monthsOn(now: Date, months: number): string {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(now.getUTCDate(), last))
  return utcDay(first)
}

/** Changes what facilitators may change. Fields that are absent stay as they are. Refuses a change that says nothing. */
export function changeCircle(circle: Circle, input: ChangeCircle): Decision<Circle> {
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  if (Object.keys(said).length === 0) return refuse('invalid', 'Say what to change.')
  return ok({ state: { ...circle, ...said }, events: [{ kind: 'circle.changed', subject: circle.id, circleId: circle.id }] })
}

/**
 * Makes a person of the circle a steward for six months from now. For a person who is a steward already, a new term begins. Refuses guests.
 */
export function appointSteward(circle: Circle, memberId: string, given: By): Decision<Circle> {
  const person = circle.people.find(({ id }) => id === memberId)
  if (!person) return refuse('not_found', 'Nobody in this circle has that id.', 'memberId')
  if (person.guest) return refuse('not_now', 'Guests cannot be stewards.', 'memberId')
  const term: Appointment = { memberId, role: 'steward', untilDay: monthsOn(given.now, TERM_MONTHS) }
  const others = circle.appointments.filter((one) => one.role !== 'steward' || one.memberId !== memberId)
  return ok({
    state: { ...circle, appointments: [...others, term] },
    events: [{ kind: 'steward.appointed', subject: memberId, circleId: circle.id }],
  })
}

/**
 * Ends a steward's term now. Refuses a person who is no steward. What was given to them does not move: its raiser sees that the term is
 * over, and may widen.
 */
export function standDownSteward(circle: Circle, memberId: string, given: By): Decision<Circle> {
  const today = utcDay(given.now)
  if (!current(circle, today).some((one) => one.role === 'steward' && one.memberId === memberId))
    return refuse('not_a_steward', 'This person is not a steward of this circle.')
  return ok({
    state: { ...circle, appointments: circle.appointments.filter((one) => one.role !== 'steward' || one.memberId !== memberId) },
    events: [{ kind: 'steward.stood_down', subject: memberId, circleId: circle.id }],
  })
}

/** Says whether a person is away. Saying it twice changes nothing more. */
export function setAway(me: { id: string; away: boolean }, away: boolean): Decision<{ id: string; away: boolean }> {
  return ok({ state: { id: me.id, away }, events: [{ kind: 'member.away_changed', subject: me.id, circleId: null }] })
}

/** Unpairs devices, so that they stop working at once. Refuses when none of them works any more. */
export function revokeDevices(devices: readonly Device[], given: By): Decision<readonly Device[]> {
  const today = utcDay(given.now)
  const working = devices.filter(({ revokedOn }) => revokedOn === null)
  if (working.length === 0) return refuse('already_done', 'This device was unpaired already.')
  return ok({
    state: working.map((device) => ({ ...device, revokedOn: today })),
    events: working.map(({ id }) => ({ kind: 'device.revoked', subject: id, circleId: null })),
  })
}

/** A pairing code as it is kept: for whom it is, until when it works, and when it was used. `memberId` null: for a new person. */
export type PairingCode = { id: string; memberId: string | null; expiresAt: Date; usedAt: Date | null }

/** Makes a code that pairs one device within ten minutes. Refuses a person who has many devices already. */
export function makeCode(devicesPaired: number, memberId: string | null, given: Pick<By, 'now' | 'id'>): Decision<PairingCode> {
  if (devicesPaired >= DEVICES_MOST) return refuse('not_now', 'You have many paired devices: unpair one first.')
  const code: PairingCode = { id: given.id(), memberId, expiresAt: new Date(given.now.getTime() + CODE_MINUTES * 60_000), usedAt: null }
  return ok({ state: code, events: [{ kind: 'code.made', subject: code.id, circleId: null }] })
}

/** What pairing needs to know: the code, whether it is for a member who is known, and whether this circle has a facilitator yet. */
export type PairingContext = {
  code: PairingCode
  member: { id: string; guest: boolean } | undefined
  circleId: string
  facilitated: boolean
  led: boolean
}

/** What pairing made: a device, perhaps a new member, perhaps the circle's first facilitator and steward. */
export type Pairing = {
  codeId: string
  device: { id: string; memberId: string }
  joining: { id: string; displayName: string; language: Language } | undefined
  /** The language that a known member asked for on their new device. */
  language: Language | undefined
  appointments: readonly Appointment[]
}

/**
 * Trades a code for a device. A new person must name themselves. The first person who pairs becomes facilitator and steward. Where a circle
 * has lost its facilitator, only a person who comes by the page of those who run Tend does (by a code that is nobody's), as that page says.
 * Refuses a code that is used or too old.
 */
export function pair(
  known: PairingContext,
  input: { displayName?: string | undefined; language?: Language | undefined },
  given: Pick<By, 'now' | 'id'>,
): Decision<Pairing> {
  if (known.code.usedAt !== null || known.code.expiresAt <= given.now)
    return refuse('expired', 'This code does not work any more: codes last ten minutes and pair one device. Make a new one.', 'code')
  if (!known.member && input.displayName === undefined) return refuse('invalid', 'Say what your circle calls you.', 'displayName')
  const memberId = known.member?.id ?? given.id()
  const device = { id: given.id(), memberId }
  const joining = known.member ? undefined : { id: memberId, displayName: input.displayName ?? '', language: input.language ?? 'en' }
  const mayLead = !known.led || known.code.memberId === null
  const leads = !known.facilitated && mayLead && !(known.member?.guest ?? false)
  const appointments: Appointment[] = leads
    ? [
        { memberId, role: 'facilitator', untilDay: null },
        { memberId, role: 'steward', untilDay: monthsOn(given.now, TERM_MONTHS) },
      ]
    : []
  const events: MemberEvent[] = [{ kind: 'device.paired', subject: device.id, circleId: null }]
  if (joining) events.push({ kind: 'member.joined', subject: memberId, circleId: known.circleId })
  for (const { role } of appointments)
    if (role === 'steward') events.push({ kind: 'steward.appointed', subject: memberId, circleId: known.circleId })
  const language = joining ? undefined : input.language
  return ok({ state: { codeId: known.code.id, device, joining, language, appointments }, events })
}
