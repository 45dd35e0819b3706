import * as v from 'valibot'
import { Day, Id, line, words } from '../schema.ts'

/** A title that the whole circle reads. It names nobody: mentions of people are refused. */
export const CircleSafeTitle = v.pipe(
  line(140),
  v.check(
    (title) => !/[<＜]?@\S/u.test(title) && !/<[@!#]/.test(title),
    'Your circle will read this title: leave people and mentions out of it.',
  ),
)

/** Puts something on the back burner, in words the circle may read. Refuses mentions in the title, and links that are not https. */
export const ParkItem = v.strictObject({
  title: CircleSafeTitle,
  /** Why it matters, and what it does to our work. The circle reads both. */
  why: words(1000),
  effect: words(1000),
  revisitOn: v.nullable(Day),
  /** A message or a page. Only the member who parked the item sees it, unless they share it. */
  link: v.nullable(
    v.pipe(
      v.string('Send a link.'),
      v.maxLength(2000, 'This link is too long.'),
      v.url('This is not a link.'),
      v.startsWith('https://', 'A link begins with https://.'),
    ),
  ),
})
export type ParkItem = v.InferOutput<typeof ParkItem>

/** The day on which the item comes back. */
export const PostponeItem = v.strictObject({ revisitOn: Day })
/** Lets the circle open the link too, or takes that back. */
export const ShareLink = v.strictObject({ shared: v.boolean('Say true or false.') })
/** Whether a circle reads what happened to each item, in weeks. This is off until a facilitator turns it on. */
export const ShowHistory = v.strictObject({ shown: v.boolean('Say true or false.') })
/** Why an item is set down. The reason may stay empty, and the circle reads it. */
export const SetDownItem = v.strictObject({ reason: words(500) })

/** Where an item stands. An item can leave every one of these states again. */
export const BackBurnerState = v.picklist(['simmering', 'flagged', 'picked_up', 'set_down', 'hidden'])
export type BackBurnerState = v.InferOutput<typeof BackBurnerState>

/** An item as a member of its circle reads it. */
export const BackBurnerView = v.object({
  id: Id,
  circleId: Id,
  title: v.string(),
  why: v.string(),
  effect: v.string(),
  state: BackBurnerState,
  /** Why the item asks for attention; null while it does not. */
  flaggedBecause: v.nullable(v.picklist(['revisit_day', 'untended', 'echoes'])),
  revisitOn: v.nullable(Day),
  /** The whole weeks since the item was parked. */
  waitingWeeks: v.number(),
  /** The echoes in words, from the small-group floor up; null where nothing may be said. */
  touches: v.nullable(v.literal('several')),
  echoedByMe: v.boolean(),
  /** The link. It is null for everybody but the member who parked the item, unless that member shared it. */
  link: v.nullable(v.string()),
  /** Whether the circle may open the link. */
  linkShared: v.boolean(),
  parkedByMe: v.boolean(),
  repairId: v.nullable(Id),
})
export type BackBurnerView = v.InferOutput<typeof BackBurnerView>

/** What happened to an item, and how many whole weeks ago. It never says who did it, and it does not tell of echoes and hiding. */
export const ItemHistory = v.object({
  /** Where this is off, the list is empty. */
  shown: v.boolean(),
  items: v.array(
    v.object({ what: v.picklist(['parked', 'tended', 'postponed', 'picked_up', 'set_down', 'flagged']), weeksAgo: v.number() }),
  ),
})
export type ItemHistory = v.InferOutput<typeof ItemHistory>
