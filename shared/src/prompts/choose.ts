import { APART_MINUTES, type CallTime, DISMISSALS, type Moment, momentNow } from './moments.ts'
import type { Category, Prompt } from './schema.ts'

/** Something of the person's circle that asks for attention, with a title the whole circle may read. */
export type CircleItem = { kind: 'asking'; itemId: string; title: string }

/** The prompt that speaks of each kind of item. */
const promptWith: Readonly<Record<CircleItem['kind'], string>> = { asking: 'burner-asking' }

/** A prompt that was shown on this device before: at which time, and about which item. */
export type Past = { promptId: string; itemId: string | null; category: Category; at: Date }

/** A prompt that was shown unasked in this call, and at which minute of its clock. */
export type ShownHere = { promptId: string; itemId: string | null; moment: string; minute: number }

/** What is known of the call when a prompt is chosen. */
export type CallNow = CallTime & {
  /** Something is shared in some tab, or the person presents or hides: nothing is shown. */
  covered: boolean
  shown: readonly ShownHere[]
  dismissedInRow: number
  /** Whether the person pressed "I'm facilitating today". */
  facilitating: boolean
  /** What asks for attention in the circle this call's link is bound to; empty when it is bound to none. */
  items: readonly CircleItem[]
}

/** What the person chose for all calls. */
export type Wishes = { perHour: number; fewer: Readonly<Partial<Record<Category, number>>> }

export type Device = { catalogue: readonly Prompt[]; past: readonly Past[]; wishes: Wishes }

/** Time and chance (0 ≤ chance < 1) come from outside. */
export type Luck = { now: Date; chance: number }

/** Why a prompt came: the moment of the call, an item of the circle, a mark of the person's own, or their asking. */
export type Because = Moment['kind'] | 'asking' | 'leaving' | 'after' | 'marked' | 'asked'

/** What will be shown. `open: false` means the dot holds it until the person clicks. */
export type Chosen = { prompt: Prompt; item: CircleItem | null; moment: string; because: Because; open: boolean }

/** Days within which neither a prompt nor a prompt with the same item is shown again. */
export const REPEAT_DAYS = 14
/** Days between two prompts of a category of which the person asked for fewer; asked twice, it is off. */
export const FEWER_DAYS = 28
/** Minutes a call must have lasted for a reflection after it. */
export const AFTER_MINUTES = 30
/** Minutes a call must have lasted for a closing prompt when it ends unplanned. */
export const LEAVING_MINUTES = 10

const DAY_MS = 86_400_000

/** The prompt that fits now, or null: most of the time there is none. */
export function choose(call: CallNow, device: Device, luck: Luck): Chosen | null {
  const moment = momentNow(call)
  if (!moment || !mayAsk(call, device.wishes, moment)) return null
  const asking = moment.kind === 'opening' ? chooseItem(call, device, luck, moment.id) : null
  if (asking) return asking
  const trigger = moment.kind === 'rest' ? 'rest' : 'clock'
  const fits = (prompt: Prompt) => prompt.trigger === trigger && (trigger === 'rest' || prompt.moment === moment.kind)
  const prompt = pick(unasked(call, device, luck).filter(fits), luck)
  return prompt ? { prompt, item: null, moment: moment.id, because: moment.kind, open: true } : null
}

/** Whether anything may be shown unasked at this moment: nothing shared, not silenced, within budget, far enough from the last. */
export function mayAsk(call: CallNow, wishes: Wishes, moment: Pick<Moment, 'id'>): boolean {
  if (call.covered || call.dismissedInRow >= DISMISSALS) return false
  if (call.shown.some((one) => one.moment === moment.id)) return false
  if (call.shown.filter(({ minute }) => call.minute - minute < 60).length >= wishes.perHour) return false
  return call.shown.every(({ minute }) => call.minute - minute >= APART_MINUTES)
}

/** Circle items come unasked only to somebody who facilitates today, in a call bound to their circle: twelve screens do not light up together. */
function chooseItem(call: CallNow, device: Device, luck: Luck, moment: string): Chosen | null {
  if (!call.facilitating) return null
  const prompt = device.catalogue.find(({ id }) => id === promptWith.asking)
  if (!prompt || (device.wishes.fewer[prompt.category] ?? 0) > 1) return null
  const fresh = call.items.filter(({ itemId }) => !recent(device.past, luck, (past) => past.itemId === itemId))
  const item = pick(fresh, luck)
  return item ? { prompt, item, moment, because: 'asking', open: true } : null
}

/** The prompt for one item, because the person pressed it in the pane. */
export function chooseAsked(item: CircleItem, catalogue: readonly Prompt[]): Chosen | null {
  const prompt = catalogue.find(({ id }) => id === promptWith[item.kind])
  return prompt ? { prompt, item, moment: 'asked', because: 'asked', open: true } : null
}

/** Prompts that may come unasked: light, fit for a shared screen, for this person, not lately shown, not unwanted. */
function unasked(call: Pick<CallNow, 'facilitating'>, { catalogue, past, wishes }: Device, luck: Luck): Prompt[] {
  return catalogue.filter(
    (prompt) =>
      prompt.shareSafe &&
      prompt.depth < 3 &&
      isFor(prompt, call.facilitating) &&
      !recent(past, luck, ({ promptId }) => promptId === prompt.id) &&
      wanted(prompt.category, past, wishes, luck),
  )
}

/** What the whole room would hear comes unasked only to whoever facilitates today. */
function isFor({ audience, action }: Prompt, facilitating: boolean): boolean {
  if (audience === 'group' || audience === 'facilitator' || action === 'sayAloud') return facilitating
  return audience === 'self'
}

function wanted(category: Category, past: readonly Past[], { fewer }: Wishes, luck: Luck): boolean {
  const asked = fewer[category] ?? 0
  if (asked === 0) return true
  return asked === 1 && !recent(past, luck, (one) => one.category === category, FEWER_DAYS)
}

function recent(past: readonly Past[], { now }: Luck, same: (past: Past) => boolean, days = REPEAT_DAYS): boolean {
  return past.some((one) => same(one) && now.getTime() - one.at.getTime() < days * DAY_MS)
}

function pick<T>(things: readonly T[], { chance }: Luck): T | null {
  return things[Math.floor(chance * things.length)] ?? null
}

export type Mark = 'landed_hard' | 'may_have_hurt'

/** What is known when a call is over. `minute`: how long it lasted on its own clock. */
export type CallOver = Pick<CallNow, 'minute' | 'shown' | 'dismissedInRow' | 'covered'> & {
  marks: readonly Mark[]
  /** Whether a reflection may be offered: switched on, and none yet today. */
  reflection: boolean
}

/**
 * What fits after a call: first what the person marked, held by the dot and opened by them alone; else the reflection of a longer
 * call; else a closing prompt where none was shown. Nothing after a call that was silenced, but for the person's own marks.
 */
export function chooseAfter(over: CallOver, device: Device, luck: Luck): Chosen | null {
  if (over.covered) return null
  const mark = over.marks.at(-1)
  if (mark) return chooseMarked(mark, device, luck)
  if (over.dismissedInRow >= DISMISSALS || device.wishes.perHour === 0) return null
  const fits = unasked({ facilitating: false }, device, luck)
  const after = over.reflection && over.minute > AFTER_MINUTES && pick(fits.filter(isAfter), luck)
  if (after) return { prompt: after, item: null, moment: 'after', because: 'after', open: true }
  const leaving = mayAsk({ ...bare, ...over }, device.wishes, { id: 'leaving' }) && over.minute >= LEAVING_MINUTES
  const closed = over.shown.some(({ moment }) => moment.startsWith('closing'))
  const prompt = leaving && !closed && pick(fits.filter(isClosing), luck)
  return prompt ? { prompt, item: null, moment: 'leaving', because: 'leaving', open: true } : null
}

const bare = { plannedMinutes: null, minutesWithoutBreak: 0, callMinutesToday: 0, held: [], facilitating: false, items: [] }
const isAfter = ({ moment, trigger }: Prompt) => moment === 'after' && trigger === 'afterCall'
const isClosing = ({ moment, trigger }: Prompt) => moment === 'closing' && trigger === 'clock'

const audienceOf = { landed_hard: 'personHarmed', may_have_hurt: 'personWhoCausedHarm' } as const

/** A mark is the person's own asking, so a sentence may come back sooner than other prompts when all were seen lately. */
function chooseMarked(mark: Mark, { catalogue, past }: Device, luck: Luck): Chosen | null {
  const fitting = catalogue.filter((prompt) => isAfter(prompt) && prompt.audience === audienceOf[mark])
  const fresh = fitting.filter((prompt) => !recent(past, luck, ({ promptId }) => promptId === prompt.id))
  const prompt = pick(fresh.length > 0 ? fresh : fitting, luck)
  return prompt ? { prompt, item: null, moment: 'after', because: 'marked', open: false } : null
}

/** The sentence that stands over the menu of a gesture: first ground, nothing to explain. */
export function chooseGround(mark: Mark, { catalogue }: Pick<Device, 'catalogue'>, luck: Luck): Prompt | null {
  const fits = ({ moment, trigger, audience }: Prompt) => moment === 'rupture' && trigger === 'gesture' && audience === audienceOf[mark]
  return pick(catalogue.filter(fits), luck)
}
