import * as v from 'valibot'
import { Day, Id, WORDS_MAX, words } from '../schema.ts'

export const Tier = v.picklist(['only_me', 'stewards', 'care_team'], 'Choose who may see it: only me, stewards I pick, or the care team.')
export type Tier = v.InferOutput<typeof Tier>

/** What would help first: asked before what happened. */
export const Help = v.picklist(
  ['rest', 'relief', 'safety', 'information', 'acknowledgement', 'change', 'space', 'company', 'other', 'not_known_yet'],
  'Choose what would help from the list.',
)
export type Help = v.InferOutput<typeof Help>

/** Until when it is kept: 90 days, a day, or (only for me) until I delete it. */
export const Keep = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('ninety_days') }),
    v.strictObject({ kind: v.literal('until_day'), day: Day }),
    v.strictObject({ kind: v.literal('until_deleted') }),
  ],
  'Choose how long it is kept.',
)
export type Keep = v.InferOutput<typeof Keep>

/** A circle's notices go out together at two fixed hours, so that no hour points at anybody, unless the person says now. */
export const Notify = v.picklist(['at_fixed_hours', 'now'], 'Choose when the notice goes out: at the fixed hours or now.')
export type Notify = v.InferOutput<typeof Notify>

/** Everything one person says when they raise something; help and words may both stay empty. */
export const RaiseConcern = v.strictObject({
  circleId: Id,
  about: v.picklist(['me', 'something_i_saw'], 'Say whether it happened to you or is something you saw.'),
  help: v.pipe(v.array(Help), v.maxLength(10, 'Choose at most ten.')),
  words: words(WORDS_MAX),
  tier: Tier,
  /** For the tier *stewards*: the ones picked. Empty for the other tiers. */
  recipients: v.pipe(v.array(Id), v.maxLength(50, 'Choose at most 50 people.')),
  leftOut: v.pipe(v.array(Id), v.maxLength(200, 'Leave out at most 200 people.')),
  nameGiven: v.boolean('Say whether your name is given.'),
  keep: Keep,
  /** When the content-free notice goes out; absent means at the circle's next fixed hour. Means nothing for *only me*. */
  notify: v.optional(Notify),
  /** Whom the review named as those who will receive it: if it would be anybody else by now, nothing is given. */
  shownTo: v.optional(v.pipe(v.array(Id), v.maxLength(200, 'Send at most 200 people.'))),
})
export type RaiseConcern = v.InferOutput<typeof RaiseConcern>

/** A form that is not sent yet; sealed on the server for 24 hours so that nothing written is lost. Any field may still be missing. */
export const ConcernDraft = v.strictObject({
  page: v.picklist(['help', 'words', 'who', 'name', 'review']),
  answers: v.partial(RaiseConcern),
})
export type ConcernDraft = v.InferOutput<typeof ConcernDraft>

export const RecipientState = v.picklist(['waiting', 'opened', 'heard', 'stepped_back'])
export type RecipientState = v.InferOutput<typeof RecipientState>

/** What the person who raised it sees: everything, and who opened it, by day. */
export const MyConcernView = v.object({
  id: Id,
  circleId: Id,
  status: v.picklist(['kept', 'given', 'withdrawn', 'expired']),
  about: v.picklist(['me', 'something_i_saw']),
  help: v.array(Help),
  words: v.string(),
  tier: Tier,
  nameGiven: v.boolean(),
  raisedOn: Day,
  keptUntil: v.nullable(Day),
  recipients: v.array(v.object({ memberId: Id, displayName: v.string(), state: RecipientState, openedOn: v.nullable(Day) })),
  leftOut: v.array(v.object({ memberId: Id, displayName: v.string() })),
  /** The notice to somebody has an unknown outcome: only its raiser sees this and may send it again. */
  noticeUncertain: v.boolean(),
})
export type MyConcernView = v.InferOutput<typeof MyConcernView>

/** What somebody it was given to sees before opening: that something is there, or that something was withdrawn, and nothing else. */
export const WaitingConcernView = v.object({
  id: Id,
  circleId: Id,
  state: v.picklist([...RecipientState.options, 'withdrawn']),
  givenOn: Day,
})
export type WaitingConcernView = v.InferOutput<typeof WaitingConcernView>

/** What somebody it was given to sees after opening it. */
export const GivenConcernView = v.object({
  id: Id,
  circleId: Id,
  about: v.picklist(['me', 'something_i_saw']),
  help: v.array(Help),
  words: v.string(),
  /** The person's name, if they gave it. */
  from: v.nullable(v.string()),
  givenOn: Day,
  keptUntil: v.nullable(Day),
  state: RecipientState,
})
export type GivenConcernView = v.InferOutput<typeof GivenConcernView>
