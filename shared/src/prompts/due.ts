import type { Category, Prompt } from './schema.ts'

/** A prompt that was shown on this device before: at which time, and about which item. */
export type Past = {
  promptId: string
  itemId: string | null
  category: Category
  at: Date
  /** The person opened it themselves. It is known to them, and it took nothing of the budget for prompts that come unasked. */
  asked?: boolean
}

/** A prompt that was shown unasked in this call, and at which minute of its clock. */
export type ShownHere = { promptId: string; itemId: string | null; moment: string; minute: number }

/** How many minutes before a call the budget looks back on. */
const BUDGET_MINUTES = 60
/** The moment of prompts that came before the call. No moment of a call has this name. */
const BEFORE = 'before'

/**
 * What this device showed in the hour before a call, on that call's clock: its minutes are below 0. Calls in a row, or a call that dropped
 * and came back, share one budget and one distance.
 */
export function shownBefore(past: readonly Past[], now: Date): ShownHere[] {
  return past
    .filter(({ asked }) => !asked)
    .map(({ promptId, itemId, at }) => ({ promptId, itemId, moment: BEFORE, minute: (at.getTime() - now.getTime()) / 60_000 }))
    .filter(({ minute }) => minute > -BUDGET_MINUTES)
}

/** Whether a prompt came in this call, and not before it. */
export function isOfThisCall({ moment }: ShownHere): boolean {
  return moment !== BEFORE
}

/** What the person chose for all calls. Each wish makes Tend quieter than the rules of the prompts, and never louder. */
export type Wishes = {
  /** The most prompts in 60 minutes: 0 to 3. */
  perHour: number
  /** How often "fewer like this" was pressed, by category. */
  fewer: Readonly<Partial<Record<Category, number>>>
  /** The minutes between two prompts: 15 or more. */
  apartMinutes?: number
  /** The days until a prompt may come again: 14 or more. */
  repeatDays?: number
}

export type DeviceState = { catalogue: readonly Prompt[]; past: readonly Past[]; wishes: Wishes }

/** Time and chance (0 ≤ chance < 1). They come from outside. */
export type Luck = { now: Date; chance: number }

/** For how many days neither a prompt nor a prompt about the same item is shown again. */
export const REPEAT_DAYS = 14
/**
 * How many days lie between two prompts of a category of which the person asked for fewer once. Where they asked twice, the category is
 * off.
 */
export const FEWER_DAYS = 28
/** After how many days a category, or a prompt, is as likely as one that has never come. */
export const VARIETY_DAYS = 28

const DAY_MS = 86_400_000

type Kind = 'prompt' | 'category' | 'item'

/** What a device remembers, in the form of the questions that choosing asks. */
export type History = {
  /** The number of prompts that came, of all kinds. */
  size: number
  /** How many days ago (with parts of days) this came last; null when it never has. */
  days: (kind: Kind, id: string) => number | null
  /** Whether it came too lately to come again. */
  recently: (kind: Kind, id: string) => boolean
  /** Whether the person still wants prompts of this category, and wants one by now. */
  wants: (category: Category) => boolean
  /** The categories that came in this call already. */
  here: ReadonlySet<Category>
}

/** Reads the past once, so that a year of it costs a call nothing. */
export function historyOf({ catalogue, past, wishes }: DeviceState, { now }: Pick<Luck, 'now'>, shown: readonly ShownHere[] = []): History {
  const last = lastTimes(past)
  const days = (kind: Kind, id: string) => {
    const time = last[kind].get(id)
    return time === undefined ? null : (now.getTime() - time) / DAY_MS
  }
  const within = (kind: Kind, id: string, limit: number) => (days(kind, id) ?? Number.POSITIVE_INFINITY) < limit
  const repeat = Math.max(REPEAT_DAYS, wishes.repeatDays ?? REPEAT_DAYS)
  const ids = new Set(shown.map(({ promptId }) => promptId))
  return {
    size: past.length,
    days,
    recently: (kind, id) => within(kind, id, repeat),
    wants: (category) => {
      const fewer = wishes.fewer[category] ?? 0
      return fewer === 0 || (fewer === 1 && !within('category', category, FEWER_DAYS))
    },
    here: new Set(catalogue.filter(({ id }) => ids.has(id)).map(({ category }) => category)),
  }
}

function lastTimes(past: readonly Past[]): Record<Kind, Map<string, number>> {
  const last = { prompt: new Map<string, number>(), category: new Map<string, number>(), item: new Map<string, number>() }
  const keep = (map: Map<string, number>, id: string, time: number) => map.set(id, Math.max(time, map.get(id) ?? time))
  for (const { promptId, itemId, category, at } of past) {
    // A prompt that came with an item may come again with another one: only the item is not repeated.
    if (itemId === null) keep(last.prompt, promptId, at.getTime())
    else keep(last.item, itemId, at.getTime())
    keep(last.category, category, at.getTime())
  }
  return last
}

/**
 * Picks one of many prompts, so that what comes is varied. It picks a category first, and then a prompt of it: each is the likelier the
 * longer it has not come. A category that came in this call is picked only where there is no other. The same chance picks the same prompt.
 */
export function pickVaried(prompts: readonly Prompt[], history: History, { chance }: Pick<Luck, 'chance'>): Prompt | null {
  const elsewhere = prompts.filter(({ category }) => !history.here.has(category))
  const fitting = elsewhere.length > 0 ? elsewhere : prompts
  const categories = [...new Set(fitting.map(({ category }) => category))]
  const first = weigh(categories, (category) => freshness(history.days('category', category)), chance)
  if (!first) return null
  const inside = fitting.filter(({ category }) => category === first.one)
  return weigh(inside, ({ id }) => freshness(history.days('prompt', id)), first.left)?.one ?? null
}

/** Picks one of the prompts not seen lately, or one of all where all of them were. This is for what a person asks for themselves. */
export function pickFresh(prompts: readonly Prompt[], history: History, luck: Pick<Luck, 'chance'>): Prompt | null {
  const fresh = prompts.filter(({ id }) => !history.recently('prompt', id))
  return pickVaried(fresh.length > 0 ? fresh : prompts, history, luck)
}

/**
 * How fresh something is: from just above 0 (it came today) to 1 (not for four weeks, or never). The share is squared, so that a week's
 * wait shows.
 */
function freshness(days: number | null): number {
  const share = Math.min(VARIETY_DAYS, Math.max(0, days ?? VARIETY_DAYS) + 1) / VARIETY_DAYS
  return share * share
}

/**
 * Picks one of a list by weight. `left` is what remains of the chance: it is again even between 0 and 1, so that one chance serves two
 * choices.
 */
function weigh<T>(list: readonly T[], weight: (one: T) => number, chance: number): { one: T; left: number } | null {
  const weights = list.map(weight)
  let rest = chance * weights.reduce((sum, each) => sum + each, 0)
  for (const [index, one] of list.entries()) {
    const own = weights[index] ?? 0
    if (rest < own || index === list.length - 1) return { one, left: Math.min(rest / own, 1 - Number.EPSILON) }
    rest -= own
  }
  return null
}
