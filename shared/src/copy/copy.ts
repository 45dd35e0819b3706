import type { Language } from '../schema.ts'

/*
 * Spanish words for our own ones, everywhere the same and without gender: ouch «me dolió», steward «persona de cuidados»,
 * care team «equipo de cuidados», back burner «a fuego lento», circle «círculo», pod «grupo de apoyo», concern «inquietud»,
 * acknowledgement «reconocimiento», notice «aviso». Tend speaks to people with «tú».
 */

/** Something that is said in every language Tend speaks. */
export type Copy<T> = Readonly<Record<Language, T>>

/** Holds copy together by type: Spanish must have exactly what English has, so that a missing translation does not compile. */
export function both<T>(copy: { en: T; es: NoInfer<T> }): Copy<T> {
  return copy
}

/** The copy in one language. */
export function pick<T>(copy: Copy<T>, language: Language): T {
  return copy[language]
}

/** British English says days as people here do: 12 December. */
const locales = { en: 'en-GB', es: 'es' } as const

/** The form of a sentence that fits a count. `#` in it becomes the number as the language writes it. */
export function plural(language: Language, count: number, forms: { one: string; other: string }): string {
  const form = new Intl.PluralRules(locales[language]).select(count) === 'one' ? forms.one : forms.other
  return form.replaceAll('#', numberInWords(language, count))
}

/** A number with the language's own separators: 3,000 or 3000. */
export function numberInWords(language: Language, count: number): string {
  return new Intl.NumberFormat(locales[language]).format(count)
}

/** Things in a row, as a sentence says them: Ana, Luis and Noor. */
export function listInWords(language: Language, things: readonly string[]): string {
  return new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(things)
}

/** A day (2026-12-12) as people say it: 12 December. It has the year when that is not the year of `today`. */
export function dayInWords(language: Language, day: string, today: string): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', timeZone: 'UTC', ...year }).format(
    new Date(`${day}T12:00:00Z`),
  )
}

/** An hour of the day as people read it: 09:00. */
export function hourInWords(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

/** An ISO weekday (1 is Monday) by name. */
export function weekdayInWords(language: Language, weekday: number): string {
  // 5 January 2026 was a Monday.
  return new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2026, 0, 4 + weekday, 12)),
  )
}

/** Whole weeks as people say them; never "0 weeks". */
export function weeksInWords(language: Language, weeks: number): string {
  if (weeks < 1) return language === 'es' ? 'menos de una semana' : 'less than a week'
  return plural(language, weeks, language === 'es' ? { one: '# semana', other: '# semanas' } : { one: '# week', other: '# weeks' })
}
