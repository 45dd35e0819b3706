import * as v from 'valibot'
import { Day, Id, line, words } from '../schema.ts'
import { NeedKind } from './circle-schema.ts'

/** What a person who was touched by it wishes about being acknowledged. Silence is an answer like any other. */
export const Wish = v.picklist(['silence', 'in_a_call', 'in_writing', 'through_a_steward', 'not_now', 'never'], 'Choose what you wish.')
export type Wish = v.InferOutput<typeof Wish>

/** Takes one's own part in a repair, as "someone" (null) or under a name of one's choice. Doing it again changes the name. */
export const ClaimPart = v.strictObject({ name: v.nullable(line(80)) })
export type ClaimPart = v.InferOutput<typeof ClaimPart>

/**
 * One's wish. `shown`: the circle may read in which way an acknowledgement would be welcome. Silence, *not now* and *never* are shown to
 * nobody, also where it is true.
 */
export const SayWish = v.strictObject({ wish: Wish, shown: v.boolean('Say whether your circle may read it.') })
export type SayWish = v.InferOutput<typeof SayWish>

/** One's part is at rest for now. Only the person themselves sees that, unless `shared`. */
export const RestMyPart = v.strictObject({ shared: v.boolean('Say whether your circle may read it.') })
export type RestMyPart = v.InferOutput<typeof RestMyPart>

/**
 * Names a need: one's own or the circle's. A need of one's own needs a part, and nobody else reads it until it is cleared. Words may stay
 * empty.
 */
export const NameNeed = v.strictObject({ of: v.picklist(['me', 'circle'], 'Say whose need it is.'), kind: NeedKind, words: words(500) })
export type NameNeed = v.InferOutput<typeof NameNeed>

/** Lets the circle read this one need, or takes that back. */
export const ClearNeed = v.strictObject({ cleared: v.boolean('Say true or false.') })
export type ClearNeed = v.InferOutput<typeof ClearNeed>

/** How it is with a need. Only the person whose need it is says so. */
export const NeedState = v.picklist(['said', 'being_met', 'met', 'let_go'])
export type NeedState = v.InferOutput<typeof NeedState>

/** Says how it is with a need. It can go back to any of these at any time. Letting go has a verb of its own. */
export const SayNeed = v.strictObject({ state: v.picklist(['said', 'being_met', 'met'], 'Say how it is with this need.') })
export type SayNeed = v.InferOutput<typeof SayNeed>

/** A person's part in a repair as the reader may know it: all of one's own, and of others what they let be shown. */
export const PartView = v.object({
  mine: v.boolean(),
  /** null: "someone". */
  name: v.nullable(v.string()),
  /** Whether it is at rest for now; of others only where they shared that. */
  atRest: v.boolean(),
  /** All of one's own wish. Of others a way that is welcome, if they let it be shown; null for every other wish. */
  wish: v.nullable(Wish),
  /** For the person themselves alone: whether the circle may read the wish, and whether it may read that the part rests. */
  wishShown: v.nullable(v.boolean()),
  restShared: v.nullable(v.boolean()),
})
export type PartView = v.InferOutput<typeof PartView>

/** A need as the reader may know it: one's own, the circle's, or one that was cleared. */
export const NeedView = v.object({
  id: Id,
  /** It never says whose part the need belongs to, so that nobody can put together what one person cleared. */
  of: v.picklist(['someone', 'circle']),
  mine: v.boolean(),
  kind: NeedKind,
  words: v.string(),
  state: NeedState,
  /** For the person themselves alone: the day since which the circle may read it; null: nobody else can. */
  clearedOn: v.nullable(Day),
})
export type NeedView = v.InferOutput<typeof NeedView>
