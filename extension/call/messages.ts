import { Prompt } from '@tend/shared/prompts/schema'
import { Id, Language, WORDS_MAX, words } from '@tend/shared/schema'
import * as v from 'valibot'

const said = <T extends string>(name: T) => v.literal(name)
const promptKey = v.pipe(v.string(), v.maxLength(120))
/** The view that begins a note names it, so that saying it twice makes one note. */
const noteId = v.pipe(v.string(), v.minLength(1), v.maxLength(120))
const plannedMinutes = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(600)))

/** A page's bridge says this. `report` holds the words of the page's own world unread: only the background parses them, as a hint. */
export const BridgeSaid = v.variant('said', [
  v.strictObject({ said: said('report'), report: v.pipe(v.string(), v.maxLength(200)) }),
  v.strictObject({ said: said('still') }),
  v.strictObject({ said: said('leaving') }),
  v.strictObject({ said: said('seen'), inCall: v.boolean() }),
])
export type BridgeSaid = v.InferOutput<typeof BridgeSaid>

const Gesture = v.picklist(['landed_hard', 'may_have_hurt'])

/** A person can open these for themselves when something happened in the room. */
export const Opened = v.picklist(['witness', 'facilitating_after_a_rupture'])
export type Opened = v.InferOutput<typeof Opened>

/** A note is about a gesture, or about a prompt as it stands. */
const About = v.union([Gesture, promptKey])

/** A place in the panel that can be asked for from outside: by a prompt's button in a call, or by the key. */
export const Room = v.picklist(['landed_hard', 'back-burner', 'repairs', 'my-concerns'])
export type Room = v.InferOutput<typeof Room>

/** A person does this in the overlay. */
export const OverlaySaid = v.variant('said', [
  v.strictObject({ said: said('open'), key: promptKey }),
  v.strictObject({ said: said('faded'), key: promptKey }),
  v.strictObject({ said: said('notNow'), key: promptKey }),
  v.strictObject({ said: said('later'), key: promptKey }),
  v.strictObject({ said: said('fewer'), key: promptKey }),
  v.strictObject({ said: said('acted'), key: promptKey }),
  v.strictObject({ said: said('marked'), gesture: Gesture, id: noteId }),
  v.strictObject({ said: said('note'), id: noteId, text: words(WORDS_MAX), about: About }),
  v.strictObject({ said: said('draft'), id: noteId, text: words(WORDS_MAX), about: About }),
  v.strictObject({ said: said('presenting'), on: v.boolean() }),
  v.strictObject({ said: said('hide'), on: v.boolean() }),
  v.strictObject({ said: said('planned'), minutes: plannedMinutes }),
  v.strictObject({ said: said('bind'), circleId: v.nullable(Id) }),
  v.strictObject({ said: said('facilitating'), on: v.boolean() }),
  v.strictObject({ said: said('askLess'), yes: v.boolean() }),
  v.strictObject({ said: said('show'), itemId: Id }),
  v.strictObject({ said: said('opened'), category: Opened }),
  v.strictObject({ said: said('openPanel'), room: v.optional(Room) }),
])
export type OverlaySaid = v.InferOutput<typeof OverlaySaid>

/** A prompt as the person sees it, in their language. */
export const ShownPrompt = v.strictObject({
  /** The key names this showing of the prompt, so that a late click cannot answer another one. */
  key: promptKey,
  text: v.string(),
  /** The circle-safe title the prompt is about; null for most. */
  title: v.nullable(v.string()),
  moment: Prompt.entries.moment,
  /** `kind` says in a few words where the prompt comes from, `why` why it came now. */
  kind: v.string(),
  why: v.string(),
  action: Prompt.entries.action,
  /** When the prompt comes back if it is put off; null where nothing would bring it back. */
  putOff: v.nullable(v.picklist(['later', 'tomorrow'])),
  /** Whether the prompt stands open. If it does not, the dot holds it until the person clicks. */
  open: v.boolean(),
})
export type ShownPrompt = v.InferOutput<typeof ShownPrompt>

/** The overlay draws this and nothing else. While something is shared or hidden, the background sends no words at all. */
export const OverlayShows = v.strictObject({
  call: v.picklist(['idle', 'connected']),
  sharing: v.boolean(),
  presenting: v.boolean(),
  hidden: v.boolean(),
  language: Language,
  fadeSeconds: v.number(),
  announce: v.picklist(['nothing', 'cue', 'text']),
  prompt: v.nullable(ShownPrompt),
  /** The menu of a gesture, with the sentence that grounds. Each gesture has an id of its own; `at` (ms) is when it was made. */
  gesture: v.nullable(v.strictObject({ kind: Gesture, id: v.string(), at: v.number(), text: v.string() })),
  offerLess: v.boolean(),
  /** Notes that were begun and not kept, by what they are about. */
  drafts: v.record(v.string(), v.strictObject({ id: noteId, text: v.string() })),
  about: v.nullable(
    v.strictObject({
      facilitating: v.boolean(),
      /** Whether this call has a link of its own that can be bound and planned. */
      linked: v.boolean(),
      plannedMinutes: v.nullable(v.number()),
      circleId: v.nullable(Id),
      circles: v.array(v.strictObject({ id: Id, name: v.string() })),
      items: v.array(v.strictObject({ itemId: Id, title: v.string() })),
    }),
  ),
})
export type OverlayShows = v.InferOutput<typeof OverlayShows>

/** A side panel, or any page of ours that shows words, is told this on connecting and at each change. */
export const PanelShows = v.strictObject({
  /** Something is being shared in some tab, or the person said they present. No words may show until it is false again. */
  covered: v.boolean(),
  sharing: v.boolean(),
  presenting: v.boolean(),
  inCall: v.boolean(),
  facilitating: v.boolean(),
  /** The call's own settings; null while there is no call. */
  about: v.nullable(
    v.strictObject({
      /** Whether this call has a link of its own that can be bound and planned. */
      linked: v.boolean(),
      plannedMinutes: v.nullable(v.number()),
      circleId: v.nullable(Id),
    }),
  ),
})
export type PanelShows = v.InferOutput<typeof PanelShows>

/** A person does this in the side panel, and it concerns calls. */
export const PanelSaid = v.variant('said', [
  v.strictObject({ said: said('presenting'), on: v.boolean() }),
  v.strictObject({ said: said('hide'), on: v.boolean() }),
  v.strictObject({ said: said('facilitating'), on: v.boolean() }),
  v.strictObject({ said: said('planned'), minutes: plannedMinutes }),
  v.strictObject({ said: said('bind'), circleId: v.nullable(Id) }),
  v.strictObject({ said: said('marked'), gesture: Gesture, id: noteId }),
])
export type PanelSaid = v.InferOutput<typeof PanelSaid>

/** A view tells the worker something under a number; the worker answers with the same number. */
export type Numbered<Said> = { number: number; said: Said }

/** The worker tells a view what it may show, what became of something it said, or that the device was emptied and the view must go. */
export type FromWorker<Shows> = { shows: Shows } | { took: number; kept: boolean } | { over: true }
