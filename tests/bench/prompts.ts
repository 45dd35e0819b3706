import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { type CallNow, choose, chooseAfter } from '@tend/shared/prompts/choose'
import type { Past } from '@tend/shared/prompts/due'
import { median, percentile, say } from './figure.ts'

const DAY_MS = 86_400_000
const TIMES = 2_000

/** A year of a busy person: four calls on each of 250 days, three prompts in each call and one after it. */
function aYear(now: Date): Past[] {
  const total = 250 * (4 * 3 + 1)
  return Array.from({ length: total }, (_, at) => {
    const prompt = catalogue[(at * 37) % catalogue.length] as (typeof catalogue)[number]
    const itemId = prompt.trigger === 'circleItem' ? `item-${at % 90}` : null
    return {
      promptId: prompt.id,
      itemId,
      category: prompt.category,
      at: new Date(now.getTime() - 15 * DAY_MS - (at / total) * 350 * DAY_MS),
    }
  })
}

/** Measures how long choosing takes, over the whole library with a year of history: in a call and after it. */
export async function benchPrompts(): Promise<boolean[]> {
  const now = new Date('2026-11-22T10:00:00Z')
  const device = { catalogue, past: aYear(now), wishes: { perHour: 3, fewer: {} } }
  const call: CallNow = {
    minute: 30,
    plannedMinutes: 60,
    minutesWithoutBreak: 30,
    callMinutesToday: 30,
    held: [],
    covered: false,
    shown: [],
    dismissedInRow: 0,
    facilitating: true,
    steward: true,
    items: [],
  }
  const over = { minute: 60, shown: [], dismissedInRow: 0, covered: false, marks: [], reflection: true }
  const measure = (name: string, ask: (chance: number) => unknown) => {
    const times = Array.from({ length: TIMES }, (_, at) => {
      const started = performance.now()
      if (ask(at / TIMES) === null) throw new Error(`${name}: nothing was chosen, so nothing was measured.`)
      return performance.now() - started
    })
    const note = `95 in 100; middle ${median(times).toPrecision(2)} ms; ${catalogue.length} prompts, ${device.past.length} shown in a year`
    return say({ name, value: percentile(times, 0.95), unit: 'ms', aim: { under: 1 }, note })
  }
  return [
    measure('core.choose-prompt', (chance) => choose(call, device, { now, chance })),
    measure('core.choose-prompt-after', (chance) => chooseAfter(over, device, { now, chance })),
  ]
}
