import * as v from 'valibot'

/** A uuid, as every id in Tend is. */
export const Id = v.pipe(v.string('Send an id.'), v.uuid('This is not an id that Tend gave out.'))

/** A calendar day, `2026-11-22`, without a time or zone. */
export const Day = v.pipe(
  v.string('Send a day such as 2026-11-22.'),
  v.isoDate('Send a day such as 2026-11-22.'),
  v.check((day) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day), 'This day is in no calendar.'),
)

/** An instant in UTC, as ISO 8601. */
export const Instant = v.pipe(
  v.string('Send a time such as 2026-11-22T09:30:00Z.'),
  v.isoTimestamp('Send a time such as 2026-11-22T09:30:00Z.'),
)

/** The languages Tend speaks. */
export const Language = v.picklist(['en', 'es'], 'Choose English (en) or Spanish (es).')
export type Language = v.InferOutput<typeof Language>

/** The number of characters, counted as code points: an emoji of one code point counts as one. */
export function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** Whether a text holds NUL or half of a character. No database and no encoding keeps these as they were written. */
const unkeepable = (text: string) => text.includes('\u0000') || /\p{Surrogate}/u.test(text)

/**
 * A person's words: at most `max` characters (code points), kept exactly as written. They may be empty. Refuses NUL and halves of
 * characters.
 */
export const words = (max: number) =>
  v.pipe(
    v.string('Send text.'),
    v.check((text) => characters(text) <= max, `This is longer than ${max} characters: shorten it a little. Nothing you wrote is lost.`),
    v.check((text) => !unkeepable(text), 'This holds a character that cannot be kept.'),
  )

/**
 * One line that may not be empty, such as a name or a title. It is trimmed. Refuses more than `max` characters (code points), line breaks
 * and control characters.
 */
export const line = (max: number) =>
  v.pipe(
    v.string('Send text.'),
    v.trim(),
    v.check((text) => text.length > 0, 'Write a few words here.'),
    v.check((text) => characters(text) <= max, `This is longer than ${max} characters: shorten it a little.`),
    v.check((text) => !/\p{Cc}|\p{Surrogate}/u.test(text), 'Write this on one line.'),
  )

/** The most characters that Tend keeps in one field: as many as a Slack text input takes. */
export const WORDS_MAX = 3000
