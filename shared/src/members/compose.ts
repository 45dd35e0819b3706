import { concernTexts } from '../concerns/schema.ts'
import { dayInWords } from '../copy/copy.ts'
import { takeoutCopy } from '../copy/takeout.ts'
import { rounds } from '../prompts/catalogue/rounds.ts'
import type { Language } from '../schema.ts'
import type { TakeOutView } from './takeout-schema.ts'
import { takeOutSections } from './takeout-view.ts'

/** Fields with ids, which say nothing to a person who reads. */
const unsaid = /^(id|.*Id|subject|exportedAt)$/
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/
const DAY = /^\d{4}-\d\d-\d\d$/
/** Fields that hold what a person typed. Their text is never taken for one of Tend's own words. */
const typed: ReadonlySet<string> = new Set([
  ...concernTexts,
  ...'words title why effect link reason name displayName helps'.split(' '),
  ...'did impact unseen next touches willSee from carriedBy outsideContact'.split(' '),
])

type Reading = { language: Language; today: string }

/**
 * Everything that is a person's own as Markdown, to read or to keep. What was written stays letter for letter: no formatting and no link
 * forms from it.
 */
export function composeTakeOut(takenOut: TakeOutView): string {
  const reading = { language: takenOut.me.language, today: takenOut.exportedAt.slice(0, 10) }
  const copy = takeoutCopy[reading.language]
  const sections = takeOutSections.flatMap((section) => {
    const items: readonly object[] = takenOut[section]
    if (items.length === 0) return []
    const parts = items.map((item, n) => `### ${n + 1}\n\n${lines(item, reading, '')}`)
    return [`## ${copy.sections[section]}\n\n${parts.join('\n\n')}`]
  })
  const head = `# ${copy.title}\n\n${copy.explain(dayInWords(reading.language, reading.today, reading.today))}`
  return `${[head, `## ${copy.me}\n\n${lines(takenOut.me, reading, '')}`, ...sections].join('\n\n')}\n`
}

function lines(thing: object, reading: Reading, indent: string): string {
  return Object.entries(thing)
    .flatMap(([field, value]) => line(field, value, reading, indent))
    .join('\n')
}

function line(field: string, value: unknown, reading: Reading, indent: string): string[] {
  const copy = takeoutCopy[reading.language]
  if (unsaid.test(field) || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return []
  const label = Object.hasOwn(copy.fields, field) ? copy.fields[field as keyof typeof copy.fields] : plain(field)
  if (Array.isArray(value) && typeof value[0] === 'object')
    return value.flatMap((one: object) => [`${indent}- ${label}:`, lines(one, reading, `${indent}  `)])
  if (typeof value === 'object' && !Array.isArray(value)) {
    const inner = lines(asked(value, reading), reading, `${indent}  `)
    return inner === '' ? [] : [`${indent}- ${label}:`, inner]
  }
  const wanted = (Array.isArray(value) ? value : [value]).filter((one: unknown) => !ID.test(String(one)))
  if (wanted.length === 0) return []
  const said = wanted.map((one: unknown) => say(field, one, reading, indent))
  return [`${indent}- ${label}: ${said.join(', ')}`]
}

/** A question of the library, in full instead of by its id. */
function asked(thing: object, { language }: Reading): object {
  const found = 'id' in thing && rounds.find(({ question }) => question.id === thing.id)
  return found ? { words: found.question.text[language] } : thing
}

function say(field: string, value: unknown, { language, today }: Reading, indent: string): string {
  const { values, yes, no } = takeoutCopy[language]
  if (typeof value === 'boolean') return value ? yes : no
  const text = String(value)
  if (typed.has(field))
    return text
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .map(plain)
      .join(`\\\n${indent}  `)
  if (DAY.test(text)) return dayInWords(language, text, today)
  return Object.hasOwn(values, text) ? values[text as keyof typeof values] : plain(text)
}

/** One line in which every mark of Markdown or HTML reads as itself. A bare link does not become one. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~&:@=$^]/g, '\\$&')
}
