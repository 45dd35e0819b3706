import * as v from 'valibot'
import { circleWords } from '../agreements/schema.ts'
import { Day, Id, line, words } from '../schema.ts'

/** A need for which a resource is good. */
export const ResourceNeed = v.picklist(
  ['rest', 'relief', 'safety', 'information', 'acknowledgement', 'change', 'space', 'company', 'other'],
  'Choose the needs from the list.',
)
export type ResourceNeed = v.InferOutput<typeof ResourceNeed>

/**
 * Something to lean on, inside the group or outside it: what it is, for which needs, how to reach it, what it costs, in which languages,
 * and who can get to it. Everything but the name may stay empty.
 */
export const AddResource = v.strictObject({
  place: v.picklist(['inside', 'outside'], 'Say whether it is inside or outside your group.'),
  name: v.pipe(line(140), circleWords(140)),
  needs: v.pipe(
    v.array(ResourceNeed),
    v.maxLength(9, 'Choose at most nine.'),
    v.check((needs) => new Set(needs).size === needs.length, 'Choose each need once.'),
  ),
  contact: words(500),
  cost: words(300),
  languages: v.pipe(v.array(line(60)), v.maxLength(20, 'Name at most 20 languages.')),
  access: words(1000),
})
export type AddResource = v.InferOutput<typeof AddResource>

/** A member looked at it: it is still right, or right with these changes. Fields that are absent stay as they are. */
export const CheckResource = v.partial(AddResource)
export type CheckResource = v.InferOutput<typeof CheckResource>

/** Something to lean on, as the circle reads it. */
export const ResourceView = v.object({
  id: Id,
  circleId: Id,
  ...AddResource.entries,
  state: v.picklist(['current', 'retired']),
  checkedOn: Day,
  /** Whether six months have passed since a member looked, so that it asks to be looked at again. */
  asking: v.boolean(),
})
export type ResourceView = v.InferOutput<typeof ResourceView>
