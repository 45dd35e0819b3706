import * as v from 'valibot'
import { circleWords } from '../agreements/schema.ts'
import { Day, Id, words } from '../schema.ts'
import { ChangeState } from './circle-schema.ts'

/** Words that the circle reads and that may stay empty. They mention nobody. */
const maybeWords = (max: number) =>
  v.union([v.literal(''), circleWords(max)], 'Write a little less, and leave mentions of people out of it.')

/**
 * A change in how we do things. These are optional, and empty when nobody says: the habit or power it touches, what we will see when it
 * holds, whether the member who proposes it carries it, and when to look again.
 */
export const ProposeChange = v.strictObject({
  words: circleWords(500),
  touches: maybeWords(300),
  willSee: maybeWords(500),
  carriedByMe: v.boolean('Say whether you carry it.'),
  lookAgainOn: v.nullable(Day),
})
export type ProposeChange = v.InferOutput<typeof ProposeChange>

/** The circle practises it from now on, and looks again on a day, or on none. */
export const PractiseChange = v.strictObject({ lookAgainOn: v.nullable(Day) })
export type PractiseChange = v.InferOutput<typeof PractiseChange>

/** How a change looks when the circle looks again: it goes on being practised, it stays, or it slipped; and when to look the next time. */
export const LookAgain = v.strictObject({
  how: v.picklist(['practising', 'stays', 'slipped'], 'Say how it is with this change.'),
  lookAgainOn: v.nullable(Day),
})
export type LookAgain = v.InferOutput<typeof LookAgain>

/** Why it is dropped. The reason may stay empty, and the circle reads it. */
export const DropChange = v.strictObject({ reason: words(500) })
export type DropChange = v.InferOutput<typeof DropChange>

/** A member carries a change, or carries it no longer. Nobody says so for another member. */
export const CarryChange = v.strictObject({ carry: v.boolean('Say whether you carry it.') })
export type CarryChange = v.InferOutput<typeof CarryChange>

/** A change in how the circle does things, as its members read it. */
export const ChangeView = v.object({
  id: Id,
  words: v.string(),
  touches: v.string(),
  willSee: v.string(),
  state: ChangeState,
  /** Why it was dropped; null while it was not. */
  reason: v.nullable(v.string()),
  lookAgainOn: v.nullable(Day),
  /** Whether its day to look again has come. */
  asking: v.boolean(),
  /** The name of the member who carries it; null while nobody does. */
  carriedBy: v.nullable(v.string()),
  carriedByMe: v.boolean(),
})
export type ChangeView = v.InferOutput<typeof ChangeView>
