import * as v from 'valibot'
import { circleWords } from '../agreements/schema.ts'
import { Day, Id, words } from '../schema.ts'

/*
 * Two things stand here: a circle's reflection rounds, and a person's own reflection ("I may have hurt someone"), which is a round of one.
 * It stands here because it is questions and answers for oneself, and because nothing here can reach what others raised.
 */

/** The library's questions for a round: first the four questions, then the look-back on the season. */
export const LibraryQuestion = v.picklist(
  ['round-one-person', 'round-whole-group', 'round-outside', 'round-our-own', 'round-season'],
  'Choose one of the questions, or write your own.',
)
export type LibraryQuestion = v.InferOutput<typeof LibraryQuestion>

/** What a round reflects on: a question of the library, or the circle's own. */
export const RoundQuestion = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('library'), id: LibraryQuestion }),
    v.strictObject({ kind: v.literal('own'), words: circleWords(300) }),
  ],
  'Choose one of the questions, or write your own.',
)
export type RoundQuestion = v.InferOutput<typeof RoundQuestion>

/** Opens a round. It gathers by itself after its last day; without one (null), when a member gathers it. */
export const OpenRound = v.strictObject({ question: RoundQuestion, endsOn: v.nullable(Day) })
export type OpenRound = v.InferOutput<typeof OpenRound>

/**
 * One's own answer. Nobody reads it before the round is gathered. With a name it is shown then; without a name, only among enough others.
 */
export const AnswerRound = v.strictObject({
  words: v.pipe(
    words(2000),
    v.check((text) => text.trim() !== '', 'Write a few words first.'),
  ),
  named: v.boolean('Say whether your name stands beside it.'),
})
export type AnswerRound = v.InferOutput<typeof AnswerRound>

const links = v.pipe(v.array(Id), v.maxLength(20, 'Name at most 20.'))

/** What the circle takes with it from a round, and what it became. */
export const TakeWithUs = v.strictObject({ words: circleWords(2000), agreements: links, resources: links, changes: links })
export type TakeWithUs = v.InferOutput<typeof TakeWithUs>

/** Open while answers are written, gathered when they can be read, done once something was taken along. */
export const RoundState = v.picklist(['open', 'gathered', 'done'])
export type RoundState = v.InferOutput<typeof RoundState>

/** A round as one member reads it. Until it is gathered it holds no answer but their own. */
export const RoundView = v.object({
  id: Id,
  circleId: Id,
  question: v.object({ kind: v.picklist(['library', 'own']), id: v.nullable(LibraryQuestion), words: v.nullable(v.string()) }),
  state: RoundState,
  openedOn: Day,
  endsOn: v.nullable(Day),
  /** The reader's own answer. How many others answered is never said. */
  myAnswer: v.nullable(v.object({ words: v.string(), named: v.boolean() })),
  mayGather: v.boolean(),
  /** null until it is gathered. */
  answers: v.nullable(v.array(v.object({ words: v.string(), from: v.nullable(v.string()) }))),
  /** Whether answers without a name are among them: there have to be enough to hide in. null until it is gathered. */
  unnamedShown: v.nullable(v.boolean()),
  taken: v.nullable(TakeWithUs),
})
export type RoundView = v.InferOutput<typeof RoundView>

/** Four questions to oneself, none of which has to be answered. */
export const OwnQuestion = v.picklist(['did', 'impact', 'unseen', 'next'])
export type OwnQuestion = v.InferOutput<typeof OwnQuestion>

/** What I did, what it may have done, what I did not see, what could come next. No field names a person, and nobody is told. */
export const WriteReflection = v.strictObject({ did: words(2000), impact: words(2000), unseen: words(2000), next: words(2000) })
export type WriteReflection = v.InferOutput<typeof WriteReflection>

/**
 * What grew from a reflection: a support that its writer asked for, an acknowledgement that they drafted. Only its writer sees the link.
 */
export const LinkReflection = v.strictObject({
  supportId: v.nullable(Id),
  acknowledgement: v.nullable(v.strictObject({ repairId: Id, acknowledgementId: Id })),
})
export type LinkReflection = v.InferOutput<typeof LinkReflection>

/** What a person wrote to themselves. Nobody else ever gets it. */
export const ReflectionView = v.object({ id: Id, begunOn: Day, answers: WriteReflection, links: LinkReflection })
export type ReflectionView = v.InferOutput<typeof ReflectionView>
