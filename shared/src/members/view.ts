import type { Language } from '../schema.ts'
import { type Circle, current, type Device, missingOf, stewardsOn } from './policy.ts'
import type { Actor, CircleView, MeView } from './schema.ts'

/** What a member reads of their circle. */
export function viewCircle(actor: Actor, circle: Circle, today: string): CircleView {
  const { appointments: _, people, ...settings } = circle
  return {
    ...settings,
    people: people.map((person) => ({ ...person })),
    facilitators: current(circle, today).flatMap(({ memberId, role }) => (role === 'facilitator' ? [memberId] : [])),
    stewards: stewardsOn(circle, today),
    missing: missingOf(circle, today),
    myRoles: [...(actor.roles.get(circle.id) ?? [])],
  }
}

/** A person's own page. Nobody else gets it. */
export type Me = {
  id: string
  displayName: string
  language: Language
  away: boolean
  slackLinked: boolean
  /** The day from which the operator may end the workspace; absent while its end is not announced. */
  workspaceEndsOn?: string | null
  circles: readonly { id: string; name: string }[]
  devices: readonly Device[]
}

/** What a person reads of themselves: their circles, their roles in them, their paired devices. */
export function viewMe(actor: Actor, me: Me, here: { operator: string | undefined; deviceId: string | undefined }): MeView {
  return {
    id: me.id,
    displayName: me.displayName,
    language: me.language,
    operator: here.operator ?? null,
    slackLinked: me.slackLinked,
    ...(me.workspaceEndsOn ? { workspaceEndsOn: me.workspaceEndsOn } : {}),
    circles: me.circles.map(({ id, name }) => ({ id, name, roles: [...(actor.roles.get(id) ?? [])] })),
    devices: me.devices
      .filter(({ revokedOn }) => revokedOn === null)
      .map(({ id, pairedOn }) => ({ id, pairedOn, thisOne: id === here.deviceId })),
  }
}
