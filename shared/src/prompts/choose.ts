import { type DeviceState, type History, historyOf, type Luck, pickFresh, pickVaried, type ShownHere, type Wishes } from './due.ts'
import { APART_MINUTES, type CallTime, DISMISSALS, type Moment, momentNow } from './moments.ts'
import type { Prompt } from './schema.ts'

/**
 * A thing of the person's circle, with a title that the whole circle may read: an item that asks for attention, an acknowledgement that a
 * member chose for the circle's next call, a change to look at again, or a rest that was shared.
 */
export type CircleItem = { kind: 'acknowledgement' | 'asking' | 'change' | 'shared_rest'; itemId: string; title: string }

/** The prompt that speaks of each kind of item. */
const promptWith: Readonly<Record<CircleItem['kind'], string>> = {
  acknowledgement: 'ack-next-call',
  asking: 'burner-asking',
  change: 'practice-look-again',
  shared_rest: 'rest-shared',
}

/** What is known of the call when a prompt is chosen. */
export type CallNow = CallTime & {
  /** Something is shared in a tab, or the person presents or hides. Nothing is shown then. */
  covered: boolean
  shown: readonly ShownHere[]
  dismissedInRow: number
  /** The minute of the person's own last gesture. Prompts that the clock brings keep the same distance from it as from a prompt. */
  markedAt?: number | null
  /** Whether the person pressed "I'm facilitating today". */
  facilitating: boolean
  /** Whether the person is a steward of one of their circles. */
  steward?: boolean
  /** The items for its calls of the circle that this call's link is bound to; empty when it is bound to none. */
  items: readonly CircleItem[]
}

/** Why a prompt came: the moment of the call, an item of the circle, a mark of the person's own, or their asking. */
export type Because = Moment['kind'] | CircleItem['kind'] | 'leaving' | 'after' | 'marked' | 'asked'

/** What will be shown, and why. `open: false`: the dot holds it until the person clicks. */
export type Chosen = {
  prompt: Prompt
  item: CircleItem | null
  moment: string
  because: Because
  open: boolean
  /**
   * How many whole days ago a prompt of its category came on this device, which is why it was likelier than others; null: none has come
   * yet.
   */
  categoryDays: number | null
}

/** The most prompts in 60 minutes. */
export const PER_HOUR = 3
/** How many minutes a call must have lasted for a reflection after it. */
export const AFTER_MINUTES = 30
/** How many minutes a call must have lasted for a closing prompt when it ends unplanned. */
export const LEAVING_MINUTES = 10
/** How many prompts a device has shown before one of depth 2 comes unasked. Trust comes first. */
export const TRUST_PROMPTS = 4

/** The prompt that fits now, or null. Most of the time no prompt fits. */
export function choose(call: CallNow, device: DeviceState, luck: Luck): Chosen | null {
  const moment = momentNow(call)
  if (!moment || !mayAsk(call, device.wishes, moment)) return null
  const history = historyOf(device, luck, call.shown)
  const item = moment.kind === 'opening' ? chooseItem(call, device, history, luck) : null
  if (item) return { ...item, moment: moment.id }
  const fits = device.catalogue.filter((prompt) => mayComeUnasked(prompt, call, history))
  for (const [trigger, when] of waysInto(moment)) {
    const prompt = pickVaried(
      fits.filter((one) => one.trigger === trigger && (when === null || one.moment === when)),
      history,
      luck,
    )
    if (prompt) return chosen(prompt, history, { moment: moment.id, because: moment.kind })
  }
  return null
}

/** The prompts that a moment takes, best first. After sharing: those written for that, and then those that fit the middle. */
function waysInto({ kind }: Moment): [Prompt['trigger'], Prompt['moment'] | null][] {
  if (kind === 'rest') return [['rest', null]]
  if (kind !== 'sharingEnded') return [['clock', kind]]
  return [
    ['sharingEnded', null],
    ['clock', 'middle'],
  ]
}

type Asking = Pick<CallNow, 'covered' | 'dismissedInRow' | 'shown' | 'minute' | 'markedAt'>

/**
 * Whether a prompt may be shown unasked at this moment: nothing is shared, the call is not silenced, the budget is not used up, and the
 * last prompt is far enough away.
 */
export function mayAsk({ covered, dismissedInRow, shown, minute, markedAt }: Asking, wishes: Wishes, moment: Pick<Moment, 'id'>): boolean {
  if (covered || dismissedInRow >= DISMISSALS) return false
  if (shown.some((one) => one.moment === moment.id || (isEnd(one.moment) && isEnd(moment.id)))) return false
  if (shown.filter((one) => minute - one.minute < 60).length >= Math.min(PER_HOUR, wishes.perHour)) return false
  const apart = Math.max(APART_MINUTES, wishes.apartMinutes ?? APART_MINUTES)
  const last = Math.max(...shown.map((one) => one.minute), markedAt ?? Number.NEGATIVE_INFINITY)
  return minute - last >= apart
}

/** A call ends once: a closing prompt that came too early, by a guess that was too short, does not come again. */
const isEnd = (moment: string) => moment.startsWith('closing') || moment === 'leaving'

/**
 * Items of the circle come unasked only to a person who facilitates today, in a call that is bound to their circle, so that twelve screens
 * do not light up together. An acknowledgement chosen for this call goes first, as it cannot wait for another call.
 */
function chooseItem(call: CallNow, { catalogue }: DeviceState, history: History, luck: Luck): Omit<Chosen, 'moment'> | null {
  if (!call.facilitating) return null
  const fresh = call.items.filter(({ kind, itemId }) => {
    const prompt = catalogue.find(({ id }) => id === promptWith[kind])
    return prompt && !history.recently('item', itemId) && history.wants(prompt.category)
  })
  const urgent = fresh.filter(({ kind }) => kind === 'acknowledgement')
  const left = urgent.length > 0 ? urgent : fresh
  const speaking = catalogue.filter(({ id }) => left.some(({ kind }) => promptWith[kind] === id))
  const prompt = pickVaried(speaking, history, luck)
  const about = left.filter(({ kind }) => promptWith[kind] === prompt?.id)
  const item = about[Math.floor(luck.chance * about.length)]
  return prompt && item ? { ...chosen(prompt, history, { because: item.kind }), item } : null
}

/** The prompt for one item that the person pressed in the pane. */
export function chooseAsked(item: CircleItem, catalogue: readonly Prompt[]): Chosen | null {
  const prompt = catalogue.find(({ id }) => id === promptWith[item.kind])
  return prompt ? { prompt, item, moment: 'asked', because: 'asked', open: true, categoryDays: null } : null
}

/**
 * A prompt of a category that the person opened: what to do as a witness, or while holding the room. It may be one that they saw lately.
 */
export function chooseOpened(of: Pick<Prompt, 'category' | 'moment'>, device: DeviceState, luck: Luck): Chosen | null {
  const history = historyOf(device, luck)
  const fits = device.catalogue.filter(
    ({ category, moment, trigger }) => trigger === 'manual' && category === of.category && moment === of.moment,
  )
  const prompt = pickFresh(fits, history, luck)
  return prompt ? chosen(prompt, history, { moment: 'asked', because: 'asked' }) : null
}

/** The questions a person may ask themselves while they write an acknowledgement. None of them has to be answered. */
export function chooseHints(catalogue: readonly Prompt[]): readonly Prompt[] {
  return catalogue.filter(({ category, trigger }) => category === 'group_acknowledgement' && trigger === 'manual')
}

type Person = { facilitating: boolean; steward?: boolean; dismissedInRow: number }

/** Whether a prompt may come unasked: it is light, fits a shared screen and this person, was not shown lately, and is not unwanted. */
function mayComeUnasked(prompt: Prompt, person: Person, history: History): boolean {
  return prompt.shareSafe && prompt.depth < 3 && mayBeOffered(prompt, person, history)
}

function mayBeOffered(prompt: Prompt, person: Person, history: History): boolean {
  if (!isFor(prompt, person) || history.recently('prompt', prompt.id) || !history.wants(prompt.category)) return false
  return prompt.depth === 1 || (history.size >= TRUST_PROMPTS && person.dismissedInRow === 0)
}

/** Whether a prompt is for this person. A prompt that the whole room would hear comes unasked only to a person who facilitates today. */
function isFor({ audience, action }: Prompt, { facilitating, steward = false }: Person): boolean {
  if (audience === 'group' || audience === 'facilitator' || action === 'sayAloud') return facilitating
  return audience === 'self' || (audience === 'steward' && steward)
}

type Why = Pick<Chosen, 'because'> & Partial<Pick<Chosen, 'moment' | 'open'>>

function chosen(prompt: Prompt, history: History, { because, moment = because, open = true }: Why): Chosen {
  const days = history.days('category', prompt.category)
  return { prompt, item: null, moment, because, open, categoryDays: days === null ? null : Math.floor(days) }
}

/** What a person can mark in a call, for themselves alone. */
export type Mark = 'landed_hard' | 'may_have_hurt'

/** What is known when a call is over. `minute`: how long the call lasted on its own clock. */
export type CallOver = Pick<CallNow, 'minute' | 'shown' | 'dismissedInRow' | 'covered' | 'steward'> & {
  /** What the person marked, in its order. *Saw something* counts when they opened what a witness can do. */
  marks: readonly (Mark | 'saw_something')[]
  /** Whether a reflection may be offered: it is switched on, and there was none yet today. */
  reflection: boolean
}

/**
 * The prompt that fits after a call. First comes what the person marked: the dot holds it, and only the person opens it. Then comes the
 * reflection after a longer call, and then a closing prompt where none was shown. After a call that was silenced only the person's own
 * marks bring one.
 */
export function chooseAfter(over: CallOver, device: DeviceState, luck: Luck): Chosen | null {
  if (over.covered) return null
  const mark = over.marks.at(-1)
  if (mark) return chooseMarked(mark, device, luck)
  if (over.dismissedInRow >= DISMISSALS || device.wishes.perHour === 0) return null
  const history = historyOf(device, luck, over.shown)
  const person = { ...over, facilitating: false }
  const reflect = over.reflection && over.minute > AFTER_MINUTES
  const fitting = reflect ? device.catalogue.filter((prompt) => isAfter(prompt) && mayBeOffered(prompt, person, history)) : []
  const after = pickVaried(fitting, history, luck)
  // A prompt that is not for a shared screen, or that goes deep, waits in the dot for the person's own click.
  if (after) return chosen(after, history, { because: 'after', open: after.shareSafe && after.depth < 3 })
  return chooseLeaving(over, device, history, luck)
}

function chooseLeaving(over: CallOver, { catalogue, wishes }: DeviceState, history: History, luck: Luck): Chosen | null {
  if (over.minute < LEAVING_MINUTES || !mayAsk(over, wishes, { id: 'leaving' })) return null
  const person = { ...over, facilitating: false }
  const fits = catalogue.filter((prompt) => isClosing(prompt) && mayComeUnasked(prompt, person, history))
  const prompt = pickVaried(fits, history, luck)
  return prompt ? chosen(prompt, history, { because: 'leaving' }) : null
}

const isAfter = ({ moment, trigger }: Prompt) => moment === 'after' && trigger === 'afterCall'
const isClosing = ({ moment, trigger }: Prompt) => moment === 'closing' && trigger === 'clock'

const audienceOf = { landed_hard: 'personHarmed', may_have_hurt: 'personWhoCausedHarm', saw_something: 'witness' } as const

/**
 * The sentence for a mark. The person asked for it by marking, so a sentence may come back sooner than other prompts where all of them were
 * seen lately.
 */
function chooseMarked(mark: keyof typeof audienceOf, device: DeviceState, luck: Luck): Chosen | null {
  const history = historyOf(device, luck)
  const fits = device.catalogue.filter((prompt) => isAfter(prompt) && prompt.audience === audienceOf[mark])
  const prompt = pickFresh(fits, history, luck)
  return prompt ? chosen(prompt, history, { moment: 'after', because: 'marked', open: false }) : null
}

/** The sentence that stands over the menu of a gesture. It gives ground first; nothing has to be explained. */
export function chooseGround(mark: Mark, { catalogue }: Pick<DeviceState, 'catalogue'>, { chance }: Luck): Prompt | null {
  const fits = ({ moment, trigger, audience }: Prompt) => moment === 'rupture' && trigger === 'gesture' && audience === audienceOf[mark]
  const grounds = catalogue.filter(fits)
  return grounds[Math.floor(chance * grounds.length)] ?? null
}
