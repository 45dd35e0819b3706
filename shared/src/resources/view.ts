import { asksToBeChecked } from './due.ts'
import type { ResourceView } from './schema.ts'
import type { Resource } from './state.ts'

/** What every member of the circle reads, alone or together. `today` is a day of the circle. */
export function viewResource(resource: Resource, today: string): ResourceView {
  const { id, circleId, place, name, needs, contact, cost, languages, access, state, checkedOn } = resource
  return {
    id,
    circleId,
    place,
    name,
    needs: [...needs],
    contact,
    cost,
    languages: [...languages],
    access,
    state,
    checkedOn,
    asking: asksToBeChecked(resource, today),
  }
}
