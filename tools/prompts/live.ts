import { type Chosen, type CircleItem, choose, chooseAfter, chooseGround, type Mark } from '@tend/shared/prompts/choose'
import type { DeviceState, Past, ShownHere } from '@tend/shared/prompts/due'
import { type CallTime, momentNow } from '@tend/shared/prompts/moments'
import type { Prompt } from '@tend/shared/prompts/schema'

/** One call as a person might live it. Minutes are of the call's own clock. */
export type Life = {
  minutes: number
  plannedMinutes: number | null
  /** When a screen was shared: from and until. */
  sharing: readonly (readonly [from: number, until: number])[]
  marks: readonly { mark: Mark; minute: number }[]
  /** Whether the person sets aside what is shown at this minute. */
  dismisses: (minute: number) => boolean
  facilitating: boolean
  steward: boolean
  items: readonly CircleItem[]
  /** Minutes of calls before this one: today, and without a break. */
  before: { today: number; stretch: number }
  reflection: boolean
}

/** A prompt that was said: in the call at a minute, or after the call at its end. */
export type Said = {
  minute: number
  when: 'call' | 'gesture' | 'after'
  prompt: Prompt
  chosen: Chosen | null
  covered: boolean
  dismissedInRow: number
}

type Chance = () => number
type Around = { device: DeviceState; start: Date; chance: Chance }

/** The extension looks every second whether something is due. Here once a minute is enough. */
const STEP_MINUTES = 1

/** Lives one call through by the same questions that the extension asks, and gives back all that was said. */
export function live(life: Life, { device, start, chance }: Around): Said[] {
  const said: Said[] = []
  const shown: ShownHere[] = []
  const past: Past[] = [...device.past]
  const held: string[] = []
  let dismissedInRow = 0
  const now = (minute: number) => new Date(start.getTime() + minute * 60_000)
  const remember = (chosen: Chosen, minute: number) => {
    const { prompt, item } = chosen
    past.push({ promptId: prompt.id, itemId: item?.itemId ?? null, category: prompt.category, at: now(minute) })
  }
  for (let minute = 0; minute < life.minutes; minute += STEP_MINUTES) {
    for (const { mark } of life.marks.filter((one) => one.minute >= minute && one.minute < minute + STEP_MINUTES)) {
      const ground = chooseGround(mark, device, { now: now(minute), chance: chance() })
      if (ground) said.push({ minute, when: 'gesture', prompt: ground, chosen: null, covered: false, dismissedInRow })
    }
    const time = timeAt(life, held, minute)
    const covered = life.sharing.some(([from, until]) => minute >= from && minute < until)
    const moment = momentNow(time)
    if (!moment) continue
    if (covered && !shown.some((one) => one.moment === moment.id) && !held.includes(moment.id)) held.push(moment.id)
    const call = { ...time, covered, shown, dismissedInRow, ...personIn(life, minute) }
    const chosen = choose(call, { ...device, past }, { now: now(minute), chance: chance() })
    if (!chosen) continue
    said.push({ minute, when: 'call', prompt: chosen.prompt, chosen, covered, dismissedInRow })
    shown.push({ promptId: chosen.prompt.id, itemId: chosen.item?.itemId ?? null, moment: chosen.moment, minute })
    remember(chosen, minute)
    dismissedInRow = life.dismisses(minute) ? dismissedInRow + 1 : 0
  }
  const over = { minute: life.minutes, shown, dismissedInRow, covered: false, ...afterwards(life) }
  const after = chooseAfter(over, { ...device, past }, { now: now(life.minutes), chance: chance() })
  if (after) said.push({ minute: life.minutes, when: 'after', prompt: after.prompt, chosen: after, covered: false, dismissedInRow })
  return said
}

function timeAt({ plannedMinutes, before, sharing }: Life, held: readonly string[], minute: number): CallTime {
  const ended = sharing.map(([, until]) => until).filter((until) => until <= minute)
  return {
    minute,
    plannedMinutes,
    held,
    minutesWithoutBreak: before.stretch + minute,
    callMinutesToday: before.today + minute,
    sharingEndedAt: ended.length > 0 ? Math.max(...ended) : null,
  }
}

function personIn({ facilitating, steward, items, marks }: Life, minute: number) {
  const marked = marks.filter((one) => one.minute <= minute).map((one) => one.minute)
  return { facilitating, steward, items, markedAt: marked.length > 0 ? Math.max(...marked) : null }
}

function afterwards({ marks, reflection, steward, minutes }: Life) {
  const markedAt = marks.length > 0 ? Math.max(...marks.map(({ minute }) => Math.min(minute, minutes))) : null
  return { marks: marks.map(({ mark }) => mark), reflection, steward, markedAt }
}

/** What a device remembers of what was said. */
export function pastOf(said: readonly Said[], start: Date): Past[] {
  return said.flatMap(({ chosen, minute }) =>
    chosen
      ? [
          {
            promptId: chosen.prompt.id,
            itemId: chosen.item?.itemId ?? null,
            category: chosen.prompt.category,
            at: new Date(start.getTime() + minute * 60_000),
          },
        ]
      : [],
  )
}

/** Gives even numbers between 0 and 1 from a seed (mulberry32). The same seed gives the same days. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
