import * as v from 'valibot'
import { BackBurnerView } from '../backburner/schema.ts'
import { CarryingView, ConcernDraft, MyConcernView } from '../concerns/schema.ts'
import { ChangeView } from '../repairs/change-schema.ts'
import { NeedView, PartView } from '../repairs/part-schema.ts'
import { AcknowledgementView } from '../repairs/schema.ts'
import { DutyView, RestView } from '../rests/schema.ts'
import { ReflectionView, RoundView } from '../rounds/schema.ts'
import { Day, Id, Instant, Language } from '../schema.ts'
import { SupportView } from '../supports/schema.ts'
import { Role } from './schema.ts'

/** What is a recipient's own in a concern that was given to them: what they wrote back, and the words for the circle that they drafted. */
const AnsweredView = v.object({
  id: Id,
  givenOn: Day,
  replies: v.array(v.object({ words: v.string(), on: Day })),
  carryings: v.array(CarryingView),
})

/** What is a person's own in a repair. */
const MyRepairView = v.object({
  id: Id,
  title: v.string(),
  parts: v.array(PartView),
  needs: v.array(NeedView),
  acknowledgements: v.array(AcknowledgementView),
  changes: v.array(ChangeView),
})

/** What a person takes over for somebody who rests. */
const StandingInView = v.object({ ...DutyView.entries, until: Day })

const MyRoundView = v.object({ ...v.pick(RoundView, ['id', 'question', 'openedOn', 'state', 'myAnswer']).entries, openedByMe: v.boolean() })

/** Everything that is one person's in Tend, by feature. What was written stands here letter for letter. */
export const TakeOutView = v.object({
  exportedAt: Instant,
  me: v.object({
    displayName: v.string(),
    language: Language,
    away: v.boolean(),
    slackLinked: v.boolean(),
    joinedOn: Day,
    circles: v.array(v.object({ name: v.string(), roles: v.array(Role) })),
    devices: v.array(v.object({ pairedOn: Day, revokedOn: v.nullable(Day) })),
  }),
  concerns: v.array(MyConcernView),
  drafts: v.array(v.omit(ConcernDraft, ['form'])),
  answered: v.array(AnsweredView),
  backBurner: v.array(BackBurnerView),
  repairs: v.array(MyRepairView),
  supports: v.array(SupportView),
  rests: v.array(RestView),
  standingIn: v.array(StandingInView),
  rounds: v.array(MyRoundView),
  reflections: v.array(ReflectionView),
})
export type TakeOutView = v.InferOutput<typeof TakeOutView>

/** The parts of it that are lists. Each of them is one heading. */
export type TakeOutSection = Exclude<keyof TakeOutView, 'exportedAt' | 'me'>

/** The form in which a person takes it out: for programs, or to read. */
export const TakeOutQuery = v.strictObject({ as: v.optional(v.picklist(['json', 'markdown'], 'Choose json or markdown.')) })

/** What stays with a circle when a person erases themselves, by name. The copy says why. */
export const Stays = v.picklist(['circle_words', 'shared_acknowledgements', 'written_back', 'unnamed_answers', 'counts', 'backups'])
export type Stays = v.InferOutput<typeof Stays>

/** The first of two steps: what would go and what would stay, with sentences in the person's language, and what to send back to mean it. */
export const ErasureView = v.object({
  goes: v.array(v.object({ what: v.string(), count: v.number(), says: v.string() })),
  stays: v.array(v.object({ what: Stays, says: v.string() })),
  /** The circles in which nobody would be left who can change their settings. */
  unattended: v.array(v.string()),
  comeBack: v.string(),
  /** The text to confirm with works until then, for this person alone. */
  confirm: v.string(),
  until: Instant,
})
export type ErasureView = v.InferOutput<typeof ErasureView>

/** The second step. */
export const EraseMe = v.strictObject({
  confirm: v.pipe(v.string('Ask first what would go.'), v.regex(/^[\w-]{1,900}$/, 'Send what was given.')),
})
export type EraseMe = v.InferOutput<typeof EraseMe>
