import * as v from 'valibot'
import { Day, Id, words } from '../schema.ts'

/** Rest, relief, company, a person to cover for one, or a person from outside. */
export const SupportKind = v.picklist(
  ['rest', 'relief', 'company', 'cover', 'outside'],
  'Choose what kind of support it is: rest, relief, company, cover or somebody from outside.',
)
export type SupportKind = v.InferOutput<typeof SupportKind>

/** The people it is told: people that were picked, or everybody in the circle. */
export const Told = v.variant(
  'who',
  [
    v.strictObject({
      who: v.literal('people'),
      people: v.pipe(v.array(Id), v.minLength(1, 'Choose at least one person.'), v.maxLength(50, 'Choose at most 50 people.')),
    }),
    v.strictObject({ who: v.literal('circle') }),
  ],
  'Choose whom it is told: people you pick, or your circle.',
)
export type Told = v.InferOutput<typeof Told>

/** How often, in days, a person who supports wants to be asked whether they can go on. */
export const AskedEveryDays = v.picklist([7, 14, 28], 'Choose to be asked every 7, 14 or 28 days.')
export type AskedEveryDays = v.InferOutput<typeof AskedEveryDays>

const common = { kind: SupportKind, words: words(1000), told: Told, repairId: v.nullable(Id) }

/** Asks for support. Words may stay empty, and it stands alone or on a repair. No account of what happened is asked for. */
export const AskSupport = v.strictObject(common)
export type AskSupport = v.InferOutput<typeof AskSupport>

/** Offers support, and says how often one wants to be asked whether one can go on. */
export const OfferSupport = v.strictObject({ ...common, askedEveryDays: AskedEveryDays })
export type OfferSupport = v.InferOutput<typeof OfferSupport>

/**
 * Takes up what was asked for (then with a rhythm), or what was offered (then the rhythm is the offerer's, and one that is sent here is not
 * used).
 */
export const TakeUpSupport = v.strictObject({ askedEveryDays: v.optional(AskedEveryDays) })
export type TakeUpSupport = v.InferOutput<typeof TakeUpSupport>

/** The supporter can go on, at the same rhythm or another one. */
export const CarryOnSupport = v.strictObject(TakeUpSupport.entries)

/** Where a support stands. After one has ended, another can be asked for. */
export const SupportState = v.picklist(['asked', 'offered', 'taken_up', 'ended'])
export type SupportState = v.InferOutput<typeof SupportState>

const SomebodyView = v.object({ memberId: Id, displayName: v.string() })

/** A support as the reader may know it: one of the two it is between, or a person who was told. */
export const SupportView = v.object({
  id: Id,
  circleId: Id,
  repairId: v.nullable(Id),
  kind: SupportKind,
  state: SupportState,
  words: v.string(),
  /** The reader's own part in it; null: the reader was told. */
  my: v.nullable(v.picklist(['supported', 'supporter'])),
  /** The person who is supported and the person who supports; null while there is nobody, or where the reader may not know. */
  supported: v.nullable(SomebodyView),
  supporter: v.nullable(SomebodyView),
  /** The people it was told; for the person who asked or offered alone. */
  told: v.nullable(
    v.variant('who', [v.object({ who: v.literal('people'), people: v.array(SomebodyView) }), v.object({ who: v.literal('circle') })]),
  ),
  /**
   * The person who stands in while the supporter rests, and until when. The two people it is between see it, and the person who stands in.
   */
  standIn: v.nullable(v.object({ ...SomebodyView.entries, until: Day })),
  startedOn: Day,
  endedOn: v.nullable(Day),
  /** For the person who asked or offered alone: a notice of it may not have arrived. */
  noticeUncertain: v.boolean(),
  /** For the supporter alone: how often they are asked whether they can go on, when next, and whether they are asked now. */
  asking: v.nullable(v.object({ everyDays: AskedEveryDays, nextOn: Day, now: v.boolean() })),
})
export type SupportView = v.InferOutput<typeof SupportView>
