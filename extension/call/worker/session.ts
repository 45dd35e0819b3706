import { type Call, hear, inCall, LEAVING_MS, minuteOf, pass, type Turn } from '@tend/shared/calls/decide'
import type { Because, Chosen, CircleItem, Mark } from '@tend/shared/prompts/choose'
import type { Past, ShownHere } from '@tend/shared/prompts/due'
import { APART_MINUTES } from '@tend/shared/prompts/moments'

/** One frame hints this: the sensor's two words, and whether the site's own markup shows a call. */
export type FrameHint = { connected: boolean; sharing: boolean; seen: boolean }

/** A prompt in one tab stands open, or the dot holds it. */
export type StandingPrompt = {
  key: string
  promptId: string
  item: CircleItem | null
  because: Because
  moment: string
  open: boolean
  answered: boolean
}

/**
 * Everything known of one tab's call. It is plain data, as it outlives the worker in session storage. It holds no address and no words of
 * the page.
 */
export type Session = {
  call: Call
  frames: Record<string, FrameHint>
  /** The person clicked the site's own leave button: the next idle is the end, without waiting. */
  leftByClick: boolean
  /** How many times faster than the wall's clock the call's clock runs: 1 everywhere but on the rehearsal page and in tests. */
  speed: number
  /** The prompts a rehearsal showed in this tab, so that it does not repeat itself; the device remembers nothing of it. `at` is in ms. */
  rehearsed: (Omit<Past, 'at'> & { at: number })[]
  /** The call's link as a keyed hash; null where the address names no call. */
  link: string | null
  plannedMinutes: number | null
  circleId: string | null
  /** Minutes of calls today, and without a break, before this one began. */
  before: { today: number; stretch: number }
  /** The prompts that came unasked in this call, and those this device showed in the hour before it. */
  shown: ShownHere[]
  held: string[]
  /** The minute at which sharing ended last, which is a breakpoint. `true` while it lasts, null before any. */
  sharingEnded: number | true | null
  dismissedInRow: number
  answered: { dismissed: number; taken: number }
  prompt: StandingPrompt | null
  /** The minute at which the prompt comes back because the person said "later". */
  laterAt: number | null
  marks: { gesture: Mark; at: number; note: string }[]
  /** The last gesture, named by its mark's note, so that a later call or another overlay never takes it for a new one. */
  gesture: { kind: Mark; id: string; at: number; text: string } | null
  /** The person opened what a witness can do. After the call, something for them follows. */
  saw: boolean
  /** The length of the call in minutes; null while it lasts. */
  overMinute: number | null
  /** The instant (ms) at which to look for something fitting after the call; null once done. */
  afterAt: number | null
  offerLess: boolean
}

/** Minutes of the call's clock until a prompt that was put off comes back. */
export const LATER_MINUTES = 10
/** Milliseconds between a gesture and reflecting on it: never in the same minute. */
export const GROUND_MS = 60_000

/** A tab in which nothing has happened yet. */
export function freshSession(speed: number): Session {
  return {
    call: { kind: 'idle' },
    frames: {},
    leftByClick: false,
    speed,
    rehearsed: [],
    link: null,
    ...freshCall,
  }
}

const freshCall = {
  plannedMinutes: null,
  circleId: null,
  before: { today: 0, stretch: 0 },
  shown: [],
  held: [],
  sharingEnded: null,
  dismissedInRow: 0,
  answered: { dismissed: 0, taken: 0 },
  prompt: null,
  laterAt: null,
  marks: [],
  gesture: null,
  saw: false,
  overMinute: null,
  afterAt: null,
  offerLess: false,
} satisfies Partial<Session>

/** The call goes on, and everything known of it is forgotten. */
export function beginAnew({ call, frames, leftByClick, speed }: Session): Session {
  return { ...freshSession(speed), call, frames, leftByClick }
}

/**
 * A call begins in this place. Where its clock runs at another speed than before, nothing of a rehearsal goes on into a call, nor the other
 * way.
 */
export function beginAt(session: Session, where: Pick<Session, 'link' | 'speed'>): Session {
  return { ...(where.speed === session.speed ? session : beginAnew(session)), ...where }
}

type Step = { session: Session; event: Turn['event'] }

/** Takes in what one frame hints; null means that its page has gone. */
export function hearFrame(session: Session, frame: string, hint: FrameHint | null, at: number): Step {
  const { [frame]: _, ...others } = session.frames
  const frames = hint ? { ...others, [frame]: hint } : others
  const heard = Object.values(frames).some(isConnected) ? 'connected' : hint ? 'idle' : 'gone'
  const step = turned(session, hear(session.call, heard, at), at)
  const clicked = session.leftByClick && heard === 'idle' && step.session.call.kind === 'leaving'
  return clicked ? tick({ ...step.session, frames }, at + LEAVING_MS) : { ...step, session: { ...step.session, frames } }
}

const isConnected = ({ connected, seen }: FrameHint) => connected || seen

/** Lets time pass. */
export function tick(session: Session, at: number): Step {
  return turned(session, pass(session.call, at), at)
}

function turned(session: Session, { call, event }: Turn, at: number): Step {
  if (event === 'started') return { session: { ...session, ...freshCall, ...owed(session), call, leftByClick: false }, event }
  if (event === 'ended') return { session: ended({ ...session, call }, minuteOf(session.call, at, session.speed), at), event }
  return { session: { ...session, call }, event }
}

/** A call that dropped and came back before the person looked back on it still owes what was marked in it. */
function owed({ afterAt, marks, saw }: Session): Partial<Session> {
  return afterAt === null ? {} : { marks, saw }
}

/** After a gesture, anything that comes after the call keeps its distance from it. */
function ended(session: Session, overMinute: number, at: number): Session {
  const lastMark = session.marks.at(-1)?.at ?? 0
  return { ...session, overMinute, afterAt: Math.max(at, lastMark + GROUND_MS), laterAt: null, prompt: null, leftByClick: false }
}

/**
 * Whether the call is only rehearsed, its clock hurried. What comes in a rehearsal counts neither for the person's day nor for their
 * history.
 */
export function isRehearsal({ speed }: Session): boolean {
  return speed !== 1
}

/** Whether a screen is shared from any frame of this tab. */
export function isSharing(session: Session): boolean {
  return Object.values(session.frames).some(({ sharing }) => sharing)
}

/** Whether nothing is left to remember of a tab. */
export function isSpent({ call, frames, prompt, afterAt, offerLess }: Session): boolean {
  return call.kind === 'idle' && Object.keys(frames).length === 0 && !prompt && afterAt === null && !offerLess
}

/** The facts from which the moments of this call follow, now. After a gesture the clock leaves the person in peace. */
export function callTime(session: Session, at: number) {
  const minute = minuteOf(session.call, at, session.speed)
  const { plannedMinutes, held, before, sharingEnded } = session
  const marked = session.marks.at(-1)
  return {
    minute,
    plannedMinutes,
    held,
    callMinutesToday: before.today + minute,
    minutesWithoutBreak: before.stretch + minute,
    sharingEndedAt: sharingEnded === true ? null : sharingEnded,
    markedAt: marked ? minute - ((at - marked.at) * session.speed) / 60_000 : null,
  }
}

/** Remembers that a screen is shared somewhere, and the minute at which that ended. */
export function noteSharing(session: Session, sharing: boolean, at: number): Session {
  if (sharing) return session.sharingEnded === true ? session : { ...session, sharingEnded: true }
  return session.sharingEnded === true ? { ...session, sharingEnded: callTime(session, at).minute } : session
}

/** Puts a prompt before the person, or into the dot. Unasked prompts count against the call's budget. */
export function show(session: Session, chosen: Chosen, key: string, at: number): Session {
  const { prompt, item, because, moment, open } = chosen
  const here = { promptId: prompt.id, itemId: item?.itemId ?? null, moment, minute: callTime(session, at).minute }
  return {
    ...session,
    prompt: { key, promptId: prompt.id, item, because, moment, open, answered: false },
    laterAt: null,
    shown: inCall(session.call) && because !== 'asked' ? [...session.shown, here] : session.shown,
  }
}

/** Remembers a moment that came while something was shared: it waits, then lapses. */
export function hold(session: Session, moment: string): Session {
  return session.held.includes(moment) ? session : { ...session, held: [...session.held, moment] }
}

export type PromptAnswer = 'open' | 'faded' | 'notNow' | 'later' | 'fewer' | 'acted'

/** Takes what a person did with the prompt `key`. An answer to a prompt that no longer stands changes nothing. */
export function answer(session: Session, key: string, given: PromptAnswer, at: number): Session {
  const { prompt } = session
  if (prompt?.key !== key) return session
  if (given === 'open') return { ...session, prompt: { ...prompt, open: true } }
  const closed = { ...session, prompt: { ...prompt, open: false, answered: true } }
  if (given === 'faded') return { ...session, prompt: { ...prompt, open: false } }
  if (given === 'later') return { ...closed, laterAt: callTime(session, at).minute + LATER_MINUTES, dismissedInRow: 0 }
  if (given === 'notNow') return prompt.answered ? closed : dismissed(closed)
  return { ...closed, dismissedInRow: 0, answered: { ...session.answered, taken: session.answered.taken + 1 } }
}

function dismissed(session: Session): Session {
  const answered = { ...session.answered, dismissed: session.answered.dismissed + 1 }
  return { ...session, dismissedInRow: session.dismissedInRow + 1, answered }
}

/**
 * Brings back the prompt that was put off, once its minute has come and no gesture is near. The prompt was counted when it first came; the
 * next prompt keeps its distance from now.
 */
export function bringBack(session: Session, at: number): Session {
  const { minute, markedAt } = callTime(session, at)
  const { prompt, laterAt } = session
  if (!prompt || laterAt === null || minute < laterAt) return session
  if (markedAt !== null && minute - markedAt < APART_MINUTES) return session
  const shown = session.shown.map((one) => (one.moment === prompt.moment ? { ...one, minute } : one))
  return { ...session, laterAt: null, shown, prompt: { ...prompt, open: true, answered: false } }
}

/** Marks a moment for the person alone; `text` is the sentence that grounds. */
export function mark(session: Session, gesture: Mark, given: { at: number; note: string; text: string }): Session {
  const { at, note, text } = given
  // The prompt that stood goes to the dot: after a gesture nothing else is asked.
  const prompt = session.prompt && { ...session.prompt, open: false }
  return { ...session, prompt, marks: [...session.marks, { gesture, at, note }], gesture: { kind: gesture, id: note, at, text } }
}
