import * as v from 'valibot'
import { CircleSafeTitle } from '../backburner/schema.ts'
import { Day, Id, WORDS_MAX, words } from '../schema.ts'

/** How far a concern may go: to nobody, to the stewards its raiser picks, or to the care team of that day. */
export const Tier = v.picklist(['only_me', 'stewards', 'care_team'], 'Choose who may see it: only me, stewards I pick, or the care team.')
export type Tier = v.InferOutput<typeof Tier>

/** What would help first. Tend asks this before it asks what happened. */
export const Help = v.picklist(
  ['rest', 'relief', 'safety', 'information', 'acknowledgement', 'change', 'space', 'company', 'other', 'not_known_yet'],
  'Choose what would help from the list.',
)
export type Help = v.InferOutput<typeof Help>

/** Until when it is kept: for 90 days, until a day, or (only for *only me*) until its raiser deletes it. */
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

/**
 * When a notice goes out. A circle's notices go out together at two fixed hours, so that no hour points at a person, unless the raiser says
 * now.
 */
export const Notify = v.picklist(['at_fixed_hours', 'now'], 'Choose when the notice goes out: at the fixed hours or now.')
export type Notify = v.InferOutput<typeof Notify>

/** The most stewards one can pick for one concern, and the most people one can leave out of it. */
export const RECIPIENTS_MAX = 50
export const LEFT_OUT_MAX = 200

const Recipients = v.pipe(v.array(Id), v.maxLength(RECIPIENTS_MAX, `Choose at most ${RECIPIENTS_MAX} people.`))

/**
 * The free texts of a concern, by name. Raising, the review, what readers see, sealing and taking out follow this list. A text that is
 * added later is optional and empty where it is absent, so that a client that does not know it can still raise something.
 */
const texts = { words: words(WORDS_MAX) }
export type ConcernText = keyof typeof texts
export const concernTexts = Object.keys(texts) as readonly ConcernText[]
const textsRead = v.entriesFromList(concernTexts, v.string())

/** Everything a person says when they raise something. Help and words may both stay empty. */
export const RaiseConcern = v.strictObject({
  circleId: Id,
  about: v.picklist(['me', 'something_i_saw'], 'Say whether it happened to you or is something you saw.'),
  help: v.pipe(v.array(Help), v.maxLength(10, 'Choose at most ten.')),
  ...texts,
  tier: Tier,
  /** For the tier *stewards*: the stewards that were picked. Empty for the other tiers. */
  recipients: Recipients,
  leftOut: v.pipe(v.array(Id), v.maxLength(LEFT_OUT_MAX, `Leave out at most ${LEFT_OUT_MAX} people.`)),
  nameGiven: v.boolean('Say whether your name is given.'),
  keep: Keep,
  /** When the content-free notice goes out; absent: at the circle's next fixed hour. It means nothing for *only me*. */
  notify: v.optional(Notify),
  /** The people that the review named as recipients. If they would be other people by now, nothing is given. */
  shownTo: v.optional(v.pipe(v.array(Id), v.maxLength(200, 'Send at most 200 people.'))),
})
export type RaiseConcern = v.InferOutput<typeof RaiseConcern>

/** More people for something that was given: stewards that were picked, or today's care team. People who were left out stay left out. */
export const WidenConcern = v.strictObject({
  to: v.picklist(['stewards', 'care_team'], 'Choose whom else to give it to: stewards you pick, or the care team.'),
  /** The stewards that were picked; empty for the care team. */
  recipients: Recipients,
  notify: v.optional(Notify),
  /** The people that the page named as further recipients. If they would be other people by now, nothing is given. */
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

/** What a steward writes back. Only the raiser reads it. */
export const ReplyToRaiser = v.strictObject({ words: replyWords })
export type ReplyToRaiser = v.InferOutput<typeof ReplyToRaiser>

/** What the raiser writes back: to one recipient, or (`null`) to all who still have it. Their name stays withheld if it was. */
export const ReplyToStewards = v.strictObject({ words: replyWords, to: v.nullable(Id) })
export type ReplyToStewards = v.InferOutput<typeof ReplyToStewards>

const ownWords = words(1000)
/**
 * Words that the whole circle may read. They name nobody. Nothing is opened with them until the raiser has read exactly these and said yes.
 */
export const DraftCarrying = v.variant(
  'as',
  [
    v.strictObject({ as: v.literal('backburner'), title: CircleSafeTitle, why: ownWords, effect: ownWords }),
    v.strictObject({ as: v.literal('repair'), title: CircleSafeTitle }),
  ],
  'Choose what it would become: something on the back burner, or a repair.',
)
export type DraftCarrying = v.InferOutput<typeof DraftCarrying>

/** Yes or no to the words under this id. They never change: other words have another id. */
export const AnswerCarrying = v.strictObject({ yes: v.boolean('Say yes (true) or no (false).') })
export type AnswerCarrying = v.InferOutput<typeof AnswerCarrying>

/** asked → agreed → carried; or declined, which can also follow a yes while nothing was opened. */
export const CarryingState = v.picklist(['asked', 'agreed', 'declined', 'carried'])
export type CarryingState = v.InferOutput<typeof CarryingState>

/** The name under which a client keeps a form. The client chooses it, such as a Slack root view id. */
export const DraftName = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,100}$/))

/**
 * A form that is not sent yet. The server keeps it sealed for 24 hours, so that nothing written is lost. Any field may still be missing.
 */
export const ConcernDraft = v.strictObject({
  page: v.picklist(['help', 'words', 'who', 'name', 'review']),
  answers: v.partial(RaiseConcern),
  /** The other name under which its client keeps it, so that letting go of one lets go of all of it. */
  form: v.optional(DraftName),
})
export type ConcernDraft = v.InferOutput<typeof ConcernDraft>

/** What a recipient has done with it. The raiser sees this, by day. */
export const RecipientState = v.picklist(['waiting', 'opened', 'heard', 'stepped_back'])
export type RecipientState = v.InferOutput<typeof RecipientState>

/** How a recipient stands in the circle today. Nothing moves by itself when that changes. */
export const Standing = v.picklist(['steward', 'away', 'term_over', 'left'])
export type Standing = v.InferOutput<typeof Standing>

/** One reply, by day. `mine`: the reader wrote it. */
const ReplyView = v.object({ mine: v.boolean(), words: v.string(), on: Day })

/** Words for the circle, as the recipient who drafted them and the raiser read them. */
export const CarryingView = v.object({
  id: Id,
  as: v.picklist(['backburner', 'repair']),
  title: v.string(),
  why: v.string(),
  effect: v.string(),
  state: CarryingState,
  askedOn: Day,
  /** What was opened with them. Only these two people can tell that it has to do with this. */
  openedId: v.nullable(Id),
})
export type CarryingView = v.InferOutput<typeof CarryingView>

/** What the raiser sees: everything, and who opened it, by day. */
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
      memberId: Id,
      displayName: v.string(),
      state: RecipientState,
      openedOn: v.nullable(Day),
      givenOn: Day,
      standing: Standing,
    }),
  ),
  leftOut: v.array(v.object({ memberId: Id, displayName: v.string() })),
  /** The outcome of a notice is unknown. Only the raiser sees this, and may send it again. */
  noticeUncertain: v.boolean(),
  /** Three days have passed and nobody has opened it. Then it can be widened, and the outside contact stands beside it. */
  notOpened: v.boolean(),
  /** A contact outside the group; only while nobody has opened it. */
  outsideContact: v.nullable(v.string()),
  /** It ends within 14 days. The raiser sees this when they look; nothing is sent. */
  endsSoon: v.boolean(),
  /** Oldest first. `with`: who wrote the reply, or to whom it was written. */
  replies: v.array(v.object({ ...ReplyView.entries, with: v.array(v.object({ memberId: Id, displayName: v.string() })) })),
  /** Words that a recipient asks to bring to the circle, with the recipient who asks. */
  carryings: v.array(v.object({ ...CarryingView.entries, by: v.object({ memberId: Id, displayName: v.string() }) })),
  /** Its circle keeps words out of Slack and the raiser asked from there, so that the words are left empty. */
  wordsElsewhere: v.boolean(),
})
export type MyConcernView = v.InferOutput<typeof MyConcernView>

/** What a recipient sees before opening it: that something is there, or that something was withdrawn, and nothing else. */
export const WaitingConcernView = v.object({
  id: Id,
  circleId: Id,
  state: v.picklist([...RecipientState.options, 'withdrawn']),
  givenOn: Day,
})
export type WaitingConcernView = v.InferOutput<typeof WaitingConcernView>

/** What a recipient sees after opening it. */
export const GivenConcernView = v.object({
  id: Id,
  circleId: Id,
  about: v.picklist(['me', 'something_i_saw']),
  help: v.array(Help),
  ...textsRead,
  /** The raiser's name, if they gave it. */
  from: v.nullable(v.string()),
  givenOn: Day,
  keptUntil: v.nullable(Day),
  state: RecipientState,
  /** What the reader and the raiser wrote to each other, oldest first. Nobody else reads it. */
  replies: v.array(ReplyView),
  /** Words that the reader asked to bring to the circle. */
  carryings: v.array(CarryingView),
})
export type GivenConcernView = v.InferOutput<typeof GivenConcernView>
