import type { Role } from '../../src/members/schema.ts'

export const circleId = '00000000-0000-4000-8000-0000000000c1'
/** Ana, Bo, Cy and Dee are in the circle; Eli is not. */
export const [ana, bo, cy, dee, eli] = ['ana', 'bo', 'cy', 'dee', 'eli'] as const
export const everybody = [ana, bo, cy, dee, eli]
export const inside: readonly string[] = [ana, bo, cy, dee]
export const circle = { id: circleId, timeZone: 'Europe/Madrid', memberIds: inside, floor: 3 }
export const names: ReadonlyMap<string, string> = new Map(everybody.map((id) => [id, id.toUpperCase()]))

export function actor(memberId: string, ...roles: Role[]) {
  const own = inside.includes(memberId) ? [[circleId, new Set<Role>(['member', ...roles])] as const] : []
  return { memberId, workspaceId: 'w', guest: false, roles: new Map(own) }
}

let ids = 0
export function by(memberId: string, day = '2026-03-02') {
  return {
    actor: actor(memberId),
    now: new Date(`${day}T12:00:00Z`),
    id: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  }
}

/** A word that may stand in no event, and in no view of a person who may not read it. */
export const canary = 'words-nobody-else-may-read'

/** The state that a decision led to. A refusal fails the test. */
export function value<T>(result: { ok: true; value: { state: T } } | { ok: false; refusal: { message: string } }): T {
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value.state
}

/** What a person is shown, or nothing where it is not for them. */
export function shown(view: () => unknown): string | undefined {
  try {
    return JSON.stringify(view())
  } catch {
    return undefined
  }
}

/** A plain check, for properties that ask it very often. */
export function hold(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Broken: ${what}`)
}
