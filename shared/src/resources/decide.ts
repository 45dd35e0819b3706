import type { Actor } from '../members/schema.ts'
import { type Decided, type Given, ok, type Result, refuse } from '../result.ts'
import { dayIn } from '../zone.ts'
import type { AddResource, CheckResource } from './schema.ts'
import type { Resource, ResourceEvent } from './state.ts'

/** What a resource needs of its circle. Its days are days of the circle. */
export type ResourcefulCircle = { id: string; timeZone: string }

type Decision = Result<Decided<Resource, ResourceEvent>>

function happened(verb: 'added' | 'checked' | 'retired', state: Resource): Decision {
  return ok({ state, events: [{ kind: `resource.${verb}`, subject: state.id, circleId: state.circleId }] })
}

/** Adds something to lean on. Adding it counts as looking at it. Refuses nothing that its schema lets through. */
export function add(circle: ResourcefulCircle, input: AddResource, { now, id }: Given<Actor>): Decision {
  return happened('added', { ...input, id: id(), circleId: circle.id, checkedOn: dayIn(circle.timeZone, now), state: 'current' })
}

/**
 * A member looked at a resource today: it is right as it stands, or with what is different by now. A resource that was retired comes back.
 */
export function check(
  { resource, circle }: { resource: Resource; circle: ResourcefulCircle },
  input: CheckResource,
  { now }: { now: Date },
): Decision {
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  const { id, circleId, place, name, needs, contact, cost, languages, access } = resource
  return happened('checked', {
    id,
    circleId,
    place,
    name,
    needs,
    contact,
    cost,
    languages,
    access,
    ...said,
    checkedOn: dayIn(circle.timeZone, now),
    state: 'current',
  })
}

/** Takes a resource out of the kit. No reason is asked. Refuses one that is retired already. */
export function retire({ resource, circle }: { resource: Resource; circle: ResourcefulCircle }, { now }: { now: Date }): Decision {
  if (resource.state === 'retired') return refuse('already_done', 'This is out of the kit already.')
  return happened('retired', { ...resource, state: 'retired', retiredOn: dayIn(circle.timeZone, now) })
}
