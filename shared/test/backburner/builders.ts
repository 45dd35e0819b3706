import type { BackBurnerItem } from '../../src/backburner/state.ts'
import type { Actor, Role } from '../../src/members/schema.ts'

export const circleId = '00000000-0000-4000-8000-0000000000c1'
export const circle = { id: circleId, timeZone: 'Europe/Madrid', simmerDays: 21, people: 8, floor: 5 }

export function member(memberId: string, ...roles: Role[]): Actor {
  return { memberId, workspaceId: 'w', guest: false, roles: new Map([[circleId, new Set<Role>(['member', ...roles])]]) }
}
export const stranger: Actor = { memberId: 'stranger', workspaceId: 'w', guest: false, roles: new Map() }

let ids = 0
export function given(actor: Actor, day: string) {
  return { actor, now: new Date(`${day}T12:00:00Z`), id: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}` }
}

export function simmering(
  overrides: Partial<Extract<BackBurnerItem, { state: 'simmering' }>> = {},
): Extract<BackBurnerItem, { state: 'simmering' }> {
  return {
    id: 'item',
    circleId,
    title: 'Meetings run late',
    why: '',
    effect: '',
    link: null,
    linkShared: false,
    state: 'simmering',
    parkedOn: '2026-01-01',
    revisitOn: null,
    tendedOn: '2026-01-01',
    quietUntil: '2026-01-01',
    echoes: 0,
    echoedByMe: false,
    parkedByMe: false,
    ...overrides,
  }
}
