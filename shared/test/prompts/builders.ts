import { catalogue } from '../../src/prompts/catalogue/catalogue.ts'
import type { CallNow } from '../../src/prompts/choose.ts'
import type { DeviceState, Past } from '../../src/prompts/due.ts'

export const now = new Date('2026-11-22T10:00:00Z')
export const luck = { now, chance: 0 }
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
export const item = { kind: 'asking', itemId: 'item-1', title: 'Who carries the night shifts' } as const

export const call = (more: Partial<CallNow> = {}): CallNow => ({
  minute: 3,
  plannedMinutes: 60,
  minutesWithoutBreak: 3,
  callMinutesToday: 3,
  held: [],
  covered: false,
  shown: [],
  dismissedInRow: 0,
  facilitating: false,
  items: [],
  ...more,
})
export const device = (more: Partial<DeviceState> = {}): DeviceState => ({
  catalogue,
  past: [],
  wishes: { perHour: 3, fewer: {} },
  ...more,
})
export const past = (promptId: string, days: number, itemId: string | null = null): Past => {
  const category = catalogue.find(({ id }) => id === promptId)?.category ?? 'arriving'
  return { promptId, itemId, category, at: daysAgo(days) }
}
export const shown = (minute: number, moment: string) => ({ promptId: 'some-prompt', itemId: null, moment, minute })
