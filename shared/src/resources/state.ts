import type { AddResource } from './schema.ts'

/** Something to lean on, inside the group or outside it. A resource that is retired comes back when a member looks at it again. */
export type Resource = AddResource & { id: string; circleId: string; checkedOn: string } & (
    | { state: 'current' }
    | { state: 'retired'; retiredOn: string }
  )

export type ResourceEvent = { kind: `resource.${'added' | 'checked' | 'retired'}`; subject: string; circleId: string }
