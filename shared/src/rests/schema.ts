import * as v from 'valibot'
import { Day, Id, words } from '../schema.ts'

/**
 * A person rests until the end of a day. They say what helps, whom to tell (these people are told at once; there may be none), and whether
 * the circle's digest says it.
 */
export const TakeRest = v.strictObject({
  until: Day,
  helps: words(1000),
  told: v.pipe(v.array(Id), v.maxLength(50, 'Choose at most 50 people.')),
  shared: v.boolean('Say whether your circle’s digest may say that you rest.'),
})
export type TakeRest = v.InferOutput<typeof TakeRest>

/** Another last day, later or earlier. A rest that was over runs again. */
export const ExtendRest = v.strictObject({ until: Day })
export type ExtendRest = v.InferOutput<typeof ExtendRest>

/** What a person can carry in Tend: being a steward of a circle, a support they give, a change they look after. */
export const DutyKind = v.picklist(['steward', 'support', 'change'], 'Choose what it is that you carry.')
export type DutyKind = v.InferOutput<typeof DutyKind>

/** One thing that a person carries. `subject` is the circle, the support or the change. */
export const CarriedView = v.object({ kind: DutyKind, subject: Id, circleId: Id })
export type CarriedView = v.InferOutput<typeof CarriedView>

/** Asks a person to carry one of these things while one rests. It is theirs only once they say yes. */
export const PassOn = v.strictObject({ kind: DutyKind, subject: Id, to: Id })
export type PassOn = v.InferOutput<typeof PassOn>

const SomebodyView = v.object({ memberId: Id, displayName: v.string() })

/** What a person who rests asks another person to carry meanwhile. */
export const DutyView = v.object({
  id: Id,
  kind: DutyKind,
  subject: Id,
  to: SomebodyView,
  /** `asked`: it is not theirs until they say yes. */
  state: v.picklist(['asked', 'taken']),
})
export type DutyView = v.InferOutput<typeof DutyView>

/** A rest as its person reads it, or a person they told. */
export const RestView = v.object({
  id: Id,
  circleId: Id,
  /** Whether it is the reader's own. Otherwise the reader was told. */
  mine: v.boolean(),
  person: SomebodyView,
  /** `over`: its last day has passed by itself. */
  state: v.picklist(['resting', 'over', 'ended']),
  until: Day,
  helps: v.string(),
  shared: v.boolean(),
  takenOn: Day,
  /** For the person who rests alone: the people it was told. */
  told: v.nullable(v.array(SomebodyView)),
  /** For the person who rests alone: a notice of it may not have arrived. */
  noticeUncertain: v.boolean(),
  /** All duties for the person who rests; for others those that they are asked to carry. */
  duties: v.array(DutyView),
})
export type RestView = v.InferOutput<typeof RestView>

/**
 * What a member reads of a person who rests before asking them for something. A member who was not told reads only that nothing new goes to
 * them for now.
 */
export const RestingView = v.object({
  ...SomebodyView.entries,
  until: v.nullable(Day),
  helps: v.nullable(v.string()),
  /** For a steward: another steward who said that they stand in. */
  standIn: v.nullable(SomebodyView),
})
export type RestingView = v.InferOutput<typeof RestingView>
