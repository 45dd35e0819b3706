import { Category } from '@tend/shared/prompts/schema'
import { Day, Language } from '@tend/shared/schema'
import * as v from 'valibot'
import { browser } from 'wxt/browser'

const key = 'call.settings'

/**
 * A person chose these settings for prompts in calls, on this device. Every field has a default, so settings of an older version still
 * open.
 */
export const CallSettings = v.object({
  /** Prompts in 60 minutes of a call; 0 means that none comes unasked. The default numbers are judgement, so each can be changed. */
  perHour: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6)), 3),
  /** Minutes between two prompts, and days until one may come again. A person can make them longer than the defaults, never shorter. */
  apartMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(120)), 15),
  repeatDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(14), v.maxValue(60)), 14),
  /** Seconds until a prompt fades to the dot; 0 means it stays. */
  fadeSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(300)), 20),
  /** What a screen reader says when a prompt comes: nothing, a short cue, or the prompt's text. */
  announce: v.optional(v.picklist(['nothing', 'cue', 'text']), 'cue'),
  /** The language a person chose; null follows the browser. */
  language: v.optional(v.nullable(Language), null),
  /** The day on which the person pressed "I'm facilitating today"; it holds for that day. */
  facilitatingOn: v.optional(v.nullable(Day), null),
  /** How often "fewer like this" was pressed, by category: once means rarely, twice never. */
  fewer: v.optional(v.record(Category, v.pipe(v.number(), v.integer(), v.minValue(0))), {}),
  /** Whether the reflection after a call is offered. It switches itself off after three were ignored. */
  afterCall: v.optional(v.boolean(), true),
  /** Whether the offer to ask less was made. It is made once. */
  askedLess: v.optional(v.boolean(), false),
})
export type CallSettings = v.InferOutput<typeof CallSettings>

/** The settings as they stand. Settings that cannot be read fall back to the defaults. */
export async function readSettings(): Promise<CallSettings> {
  const stored = (await browser.storage.local.get(key))[key] ?? {}
  const settings = v.safeParse(CallSettings, stored)
  return settings.success ? settings.output : v.parse(CallSettings, {})
}

/** Changes some settings and gives back all. */
export async function changeSettings(change: Partial<CallSettings>): Promise<CallSettings> {
  const settings = v.parse(CallSettings, { ...(await readSettings()), ...change })
  await browser.storage.local.set({ [key]: settings })
  return settings
}

/** Calls back whenever the settings change, in any window. Gives a function that stops that. */
export function watchSettings(changed: (settings: CallSettings) => void): () => void {
  const listen = (changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && key in changes) void readSettings().then(changed)
  }
  browser.storage.onChanged.addListener(listen)
  return () => browser.storage.onChanged.removeListener(listen)
}

/** The language in which the browser speaks to the person; every place that asks takes it from here. */
export const uiLanguage = (): string => browser.i18n.getUILanguage()

/** The language of the person: their choice, else the browser's where Tend speaks it, else English. */
export function chosenLanguage(settings: Pick<CallSettings, 'language'>, browserLanguage: string): Language {
  if (settings.language) return settings.language
  return browserLanguage.toLowerCase().startsWith('es') ? 'es' : 'en'
}
