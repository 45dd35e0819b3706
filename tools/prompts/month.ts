import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import type { CircleItem } from '@tend/shared/prompts/choose'
import type { Past } from '@tend/shared/prompts/due'
import type { Category, Prompt } from '@tend/shared/prompts/schema'
import { type Life, live, pastOf, type Said, seeded } from './live.ts'

/** A call of the month: how it went, and what was said in it and after it. */
export type MonthCall = { day: number; life: Life; said: Said[] }

const DAY_MS = 86_400_000
/** A Monday, at ten. */
const FIRST = Date.UTC(2026, 8, 7, 10)
const titles = ['Who carries the night shifts', 'How we ended the March meeting', 'Two people facilitate', 'Rest of Noor until Friday']

/**
 * Gives four weeks of one person who has just begun, with a call on each working day, 30 to 90 minutes long. Three in four calls have a
 * planned length, and one in three has a shared screen. The person facilitates every fifth call, sets one prompt in six aside, and marks
 * one moment.
 */
export function month(seed: number, prompts: readonly Prompt[] = catalogue): MonthCall[] {
  const chance = seeded(seed)
  const past: Past[] = []
  return Array.from({ length: 20 }, (_, at) => {
    const day = Math.floor(at / 5) * 7 + (at % 5)
    const start = new Date(FIRST + day * DAY_MS)
    const life = aLife(at, chance)
    const said = live(life, { device: { catalogue: prompts, past: [...past], wishes: { perHour: 3, fewer: {} } }, start, chance })
    past.push(...pastOf(said, start))
    return { day, life, said }
  })
}

function aLife(at: number, chance: () => number): Life {
  const minutes = 30 + Math.floor(chance() * 13) * 5
  const from = Math.floor(minutes * (0.1 + chance() * 0.5))
  const facilitating = at % 5 === 2
  const kinds = ['asking', 'acknowledgement', 'change', 'shared_rest'] as const
  const kind = kinds[Math.floor(at / 5) % 4] ?? 'asking'
  const items: CircleItem[] = facilitating ? [{ kind, itemId: `item-${at}`, title: titles[Math.floor(at / 5) % 4] ?? '' }] : []
  return {
    minutes,
    plannedMinutes: chance() < 0.75 ? minutes : null,
    sharing: chance() < 1 / 3 ? [[from, from + 5 + Math.floor(chance() * 10)]] : [],
    marks: at === 8 ? [{ mark: 'landed_hard', minute: Math.floor(minutes / 2) }] : [],
    dismisses: () => chance() < 1 / 6,
    facilitating,
    steward: false,
    items,
    before: { today: 0, stretch: 0 },
    reflection: true,
  }
}

/** What a month comes to. Prompts in calls count, late closings too. Gestures and reflections after calls are counted apart. */
export type MonthSum = {
  calls: number
  inCalls: number
  aCall: number
  mostInACall: number
  quietCalls: number
  afterCalls: number
  distinct: number
  repeated: number
  byCategory: Map<Category, number>
}

/** Counts what was said in these calls. */
export function sumUp(calls: readonly MonthCall[]): MonthSum {
  const inCall = calls.map(
    ({ said }) => said.filter(({ chosen }) => chosen && chosen.because !== 'after' && chosen.because !== 'marked').length,
  )
  const all = calls.flatMap(({ said }) => said)
  const came = all.filter(({ chosen }) => chosen !== null)
  const keys = came.map(({ chosen, prompt }) => `${prompt.id} ${chosen?.item?.itemId ?? ''}`)
  const byCategory = new Map<Category, number>()
  for (const { prompt } of came) byCategory.set(prompt.category, (byCategory.get(prompt.category) ?? 0) + 1)
  const total = inCall.reduce((sum, one) => sum + one, 0)
  return {
    calls: calls.length,
    inCalls: total,
    aCall: total / calls.length,
    mostInACall: Math.max(...inCall),
    quietCalls: inCall.filter((one) => one === 0).length,
    afterCalls: came.length - total,
    distinct: new Set(keys).size,
    repeated: keys.length - new Set(keys).size,
    byCategory,
  }
}
