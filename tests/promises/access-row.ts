import type { Cast, Role } from '../support/cast.ts'

/** What a row's request is about, made fresh for each try. */
export type Thing = Cast & { id: string; other: string }
export type Row = {
  /** The path as a client asks for it. */
  at(thing: Thing): string
  body?(thing: Thing): unknown
  /** Makes what the request is about, and gives its id, or two. */
  arrange?(cast: Cast): Promise<string | [string, string]>
  /** The status for each role that gets further than the door. Every other role is told that there is nothing. */
  may: Partial<Record<Role, number>>
}

/** The same status for each of some roles. */
export const all = (roles: readonly Role[], status = 200): Partial<Record<Role, number>> =>
  Object.fromEntries(roles.map((role) => [role, status]))
export const people: readonly Role[] = [
  'otherWorkspace',
  'otherCircle',
  'member',
  'facilitator',
  'steward',
  'leftOut',
  'recipient',
  'raiser',
]
export const ofCircle: readonly Role[] = ['member', 'facilitator', 'steward', 'leftOut', 'recipient', 'raiser']
