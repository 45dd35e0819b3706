import * as v from 'valibot'
import { CircleSafeTitle } from '../backburner/schema.ts'
import { Day, Id, WORDS_MAX, words } from '../schema.ts'

/** How far a concern may go: nobody, the stewards its person picks, or the care team of that day. */
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

/** Stewards one may pick for one concern, and people one may leave out of it. */
export const RECIPIENTS_MAX = 50
export const LEFT_OUT_MAX = 200

const Recipients = v.pipe(v.array(Id), v.maxLength(RECIPIENTS_MAX, `Choose at most ${RECIPIENTS_MAX} people.`))

/**
 * The free texts of a concern, by name. Raising, the review, what readers see, sealing and taking out follow this list. A text that is added later
 * is optional and empty when it is absent, so that a client that does not know it can still raise something.
 */
const texts = { words: words(WORDS_MAX) }
export type ConcernText = keyof typeof texts
export const concernTexts = Object.keys(texts) as readonly ConcernText[]
const textsRead = v.entriesFromList(concernTexts, v.string())

/** Everything one person says when they raise something; help and words may both stay empty. */
export const RaiseConcern = v.strictObject({
  circleId: Id,
  about: v.picklist(['me', 'something_i_saw'], 'Say whether it happened to you or is something you saw.'),
  help: v.pipe(v.array(Help), v.maxLength(10, 'Choose at most ten.')),
  ...texts,
  tier: Tier,
  /** For the tier *stewards*: the ones picked. Empty for the other tiers. */
  recipients: Recipients,
  leftOut: v.pipe(v.array(Id), v.maxLength(LEFT_OUT_MAX, `Leave out at most ${LEFT_OUT_MAX} people.`)),
  nameGiven: v.boolean('Say whether your name is given.'),
  keep: Keep,
  /** When the content-free notice goes out; absent means at the circle's next fixed hour. Means nothing for *only me*. */
  notify: v.optional(Notify),
  /** Whom the review named as those who will receive it: if it would be anybody else by now, nothing is given. */
  shownTo: v.optional(v.pipe(v.array(Id), v.maxLength(200, 'Send at most 200 people.'))),
})
export type RaiseConcern = v.InferOutput<typeof RaiseConcern>

/** More people for something that was given: stewards picked, or the care team of today. Whoever was left out stays left out. */
export const WidenConcern = v.strictObject({
  to: v.picklist(['stewards', 'care_team'], 'Choose whom else to give it to: stewards you pick, or the care team.'),
  /** The ones picked; empty for the care team. */
  recipients: Recipients,
  notify: v.optional(Notify),
  /** Whom the page named as those who will receive it too: if it would be anybody else by now, nothing is given. */
  shownTo: v.optional(v.pipe(v.array(Id), v.maxLength(200, 'Send at most 200 people.'))),
})
export type WidenConcern = v.InferOutput<typeof WidenConcern>

/** Keeps something longer than before. */
export const ExtendConcern = v.strictObject({ keep: Keep })
export type ExtendConcern = v.InferOutput<typeof ExtendConcern>

const replyWords = v.pipe(
  words(WORDS_MAX),
  v.check((text) => text.trim().length > 0, 'Write a few words here.'),
)

/** What a steward writes back: only the person who raised it reads it. */
export const ReplyToRaiser = v.strictObject({ words: replyWords })
export type ReplyToRaiser = v.InferOutput<typeof ReplyToRaiser>

/** What the person who raised it writes back: to one of those it was given to, or (`null`) to all who still have it. Their name stays withheld if it was. */
export const ReplyToStewards = v.strictObject({ words: replyWords, to: v.nullable(Id) })
export type ReplyToStewards = v.InferOutput<typeof ReplyToStewards>

const ownWords = words(1000)
/** Words that the whole circle may read, naming nobody: nothing is opened with them until the person has read exactly these and said yes. */
export const DraftCarrying = v.variant(
  'as',
  [
    v.strictObject({ as: v.literal('backburner'), title: CircleSafeTitle, why: ownWords, effect: ownWords }),
    v.strictObject({ as: v.literal('repair'), title: CircleSafeTitle }),
  ],
  'Choose what it would become: something on the back burner, or a repair.',
)
export type DraftCarrying = v.InferOutput<typeof DraftCarrying>

/** Yes or no to the words under this id, which never change: other words have another id. */
export const AnswerCarrying = v.strictObject({ yes: v.boolean('Say yes (true) or no (false).') })
export type AnswerCarrying = v.InferOutput<typeof AnswerCarrying>

/** asked → agreed → carried; or declined, also after a yes while nothing was opened. */
export const CarryingState = v.picklist(['asked', 'agreed', 'declined', 'carried'])
export type CarryingState = v.InferOutput<typeof CarryingState>

/** What a client calls a form it keeps: a name of its own, such as a Slack root view id. */
export const DraftName = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,100}$/))

/** A form that is not sent yet; sealed on the server for 24 hours so that nothing written is lost. Any field may still be missing. */
export const ConcernDraft = v.strictObject({
  page: v.picklist(['help', 'words', 'who', 'name', 'review']),
  answers: v.partial(RaiseConcern),
  /** The other name under which its client keeps it, so that one who lets it go lets all of it go. */
  form: v.optional(DraftName),
})
export type ConcernDraft = v.InferOutput<typeof ConcernDraft>

/** What somebody it was given to has done with it. The person who raised it sees this, by day. */
export const RecipientState = v.picklist(['waiting', 'opened', 'heard', 'stepped_back'])
export type RecipientState = v.InferOutput<typeof RecipientState>

/** How somebody it was given to stands in the circle today; nothing moves by itself when that changes. */
export const Standing = v.picklist(['steward', 'away', 'term_over', 'left'])
export type Standing = v.InferOutput<typeof Standing>

/** One reply, by day; `mine` when the reader wrote it. */
const ReplyView = v.object({ mine: v.boolean(), words: v.string(), on: Day })

/** Words for the circle, as both who drafted them and who raised it read them. */
export const CarryingView = v.object({
  id: Id,
  as: v.picklist(['backburner', 'repair']),
  title: v.string(),
  why: v.string(),
  effect: v.string(),
  state: CarryingState,
  askedOn: Day,
  /** What was opened with them; only these two people can tell that it has to do with this. */
  openedId: v.nullable(Id),
})
export type CarryingView = v.InferOutput<typeof CarryingView>

/** What the person who raised it sees: everything, and who opened it, by day. */
export const MyConcernView = v.object({
  id: Id,
  circleId: Id,
  status: v.picklist(['kept', 'given', 'withdrawn']),
  about: v.picklist(['me', 'something_i_saw']),
  help: v.array(Help),
  ...textsRead,
  tier: Tier,
  nameGiven: v.boolean(),
  raisedOn: Day,
  keptUntil: v.nullable(Day),
  recipients: v.array(
    v.object({
      ...{ memberId: Id, displayName: v.string(), state: RecipientState, openedOn: v.nullable(Day) },
      ...{ givenOn: Day, standing: Standing },
    }),
  ),
  leftOut: v.array(v.object({ memberId: Id, displayName: v.string() })),
  /** The notice to somebody has an unknown outcome: only its raiser sees this and may send it again. */
  noticeUncertain: v.boolean(),
  /** Three days have passed and nobody has opened it: it can be widened, and the outside contact stands beside it. */
  notOpened: v.boolean(),
  /** Somebody outside the group; only while nobody has opened it. */
  outsideContact: v.nullable(v.string()),
  /** It ends within 14 days. Seen when one looks; nothing is sent. */
  endsSoon: v.boolean(),
  /** Oldest first. `with`: who wrote it, or who it was written to. */
  replies: v.array(v.object({ ...ReplyView.entries, with: v.array(v.object({ memberId: Id, displayName: v.string() })) })),
  /** Words somebody asks to bring to the circle, with who asks. */
  carryings: v.array(v.object({ ...CarryingView.entries, by: v.object({ memberId: Id, displayName: v.string() }) })),
  /** Its circle keeps words out of Slack, and this was asked from there: words are left empty. */
  wordsElsewhere: v.boolean(),
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
  ...textsRead,
  /** The person's name, if they gave it. */
  from: v.nullable(v.string()),
  givenOn: Day,
  keptUntil: v.nullable(Day),
  state: RecipientState,
  /** Between the reader and the person who raised it, oldest first. Nobody else reads them. */
  replies: v.array(ReplyView),
  /** Words the reader asked to bring to the circle. */
  carryings: v.array(CarryingView),
})
export type GivenConcernView = v.InferOutput<typeof GivenConcernView>
