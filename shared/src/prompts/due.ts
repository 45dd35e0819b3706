import type { Category, Prompt } from './schema.ts'

/** A prompt that was shown on this device before: at which time, and about which item. */
export type Past = {
  promptId: string
  itemId: string | null
  category: Category
  at: Date
  /** The person opened it themselves: it is known to them, and took nothing of what may come unasked. */
  asked?: boolean
}

/** A prompt that was shown unasked in this call, and at which minute of its clock. */
export type ShownHere = { promptId: string; itemId: string | null; moment: string; minute: number }

/** Minutes that the budget looks back on, beyond the call's own beginning. */
const BUDGET_MINUTES = 60
/** The moment of what came before the call; no moment of a call has this name. */
const BEFORE = 'before'

/**
 * What this device showed in the hour before a call, on that call's clock: minutes below 0. Calls in a row, or one that dropped and
 * came back, share one budget and one distance.
 */
export function shownBefore(past: readonly Past[], now: Date): ShownHere[] {
  return past
    .filter(({ asked }) => !asked)
    .map(({ promptId, itemId, at }) => ({ promptId, itemId, moment: BEFORE, minute: (at.getTime() - now.getTime()) / 60_000 }))
    .filter(({ minute }) => minute > -BUDGET_MINUTES)
}

/** Whether a prompt stands among a call's own, or came before it. */
export function isOfThisCall({ moment }: ShownHere): boolean {
  return moment !== BEFORE
}

/** What the person chose for all calls. Each wish makes Tend quieter than PROMPTS.md has it, never louder. */
export type Wishes = {
  /** Prompts in 60 minutes: 0 to 3. */
  perHour: number
  /** How often "fewer like this" was pressed, by category. */
  fewer: Readonly<Partial<Record<Category, number>>>
  /** Minutes between two prompts: 15 or more. */
  apartMinutes?: number
  /** Days until a prompt may come again: 14 or more. */
  repeatDays?: number
}

export type DeviceState = { catalogue: readonly Prompt[]; past: readonly Past[]; wishes: Wishes }

/** Time and chance (0 ≤ chance < 1) come from outside. */
export type Luck = { now: Date; chance: number }

/** Days within which neither a prompt nor a prompt with the same item is shown again. */
export const REPEAT_DAYS = 14
/** Days between two prompts of a category of which the person asked for fewer; asked twice, it is off. */
export const FEWER_DAYS = 28
/** Days after which a category, or a prompt, is as likely as one that has never come. */
export const VARIETY_DAYS = 28

const DAY_MS = 86_400_000

type Kind = 'prompt' | 'category' | 'item'

/** What a device remembers, asked as the questions that choosing asks. */
export type History = {
  /** Prompts that came, of all kinds. */
  size: number
  /** Days (with parts) since this came last; null when it never has. */
  days: (kind: Kind, id: string) => number | null
  /** Whether it came too lately to come again. */
  recently: (kind: Kind, id: string) => boolean
  /** Whether the person still wants prompts of this category, and wants one by now. */
  wants: (category: Category) => boolean
  /** Categories that came in this call already. */
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
    // A prompt with an item comes again with another item: it is the item that is not repeated.
    if (itemId === null) keep(last.prompt, promptId, at.getTime())
    else keep(last.item, itemId, at.getTime())
    keep(last.category, category, at.getTime())
  }
  return last
}

/**
 * One of many, so that what comes is varied: first a category, the likelier the longer it has not come (one that came in this call
 * only when there is no other), then a prompt of it, again the likelier the longer it has not. The same chance gives the same prompt.
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

/** One of those not seen lately; of all, when all were. For what a person asks for themselves. */
export function pickFresh(prompts: readonly Prompt[], history: History, luck: Pick<Luck, 'chance'>): Prompt | null {
  const fresh = prompts.filter(({ id }) => !history.recently('prompt', id))
  return pickVaried(fresh.length > 0 ? fresh : prompts, history, luck)
}

/** From just above 0 (it came today) to 1 (not for four weeks, or never); squared, so that a week's wait shows. */
function freshness(days: number | null): number {
  const share = Math.min(VARIETY_DAYS, Math.max(0, days ?? VARIETY_DAYS) + 1) / VARIETY_DAYS
  return share * share
}

/** One of a list by weight, and what of the chance is left over: again even between 0 and 1, so that one chance serves two choices. */
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
