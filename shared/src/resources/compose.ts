import type { AgreementView } from '../agreements/schema.ts'
import { dayInWords, listInWords, pick } from '../copy/copy.ts'
import { resourcesCopy } from '../copy/resources.ts'
import { rounds } from '../prompts/catalogue/rounds.ts'
import type { Language } from '../schema.ts'
import type { ResourceView } from './schema.ts'

/** The four questions of the library, in the order in which the kit answers them. */
const fourQuestions = rounds.filter(({ kind }) => kind === 'first').map(({ question }) => question)

/** What the kit is made of: what the whole circle may read, and nothing else. */
export type KitMaterial = {
  circle: { name: string; language: Language; outsideContact: string | null; emergencyContact: string | null }
  resources: readonly ResourceView[]
  agreements: readonly AgreementView[]
  /** What the circle took with it from its reflection rounds, by question. */
  taken: readonly { question: string; words: string }[]
  today: string
}

/**
 * The circle's own answers to the four questions as Markdown, to print or to pass on. What people wrote stays letter for letter: no
 * formatting and no link forms from it.
 */
export function composeKit(kit: KitMaterial): string {
  const copy = pick(resourcesCopy, kit.circle.language).kit
  const sections = fourQuestions.map(({ id, text }) => section(text[kit.circle.language], partsOf(id, kit), copy.empty))
  const head = `# ${plain(copy.title(kit.circle.name))}\n\n${copy.explain(dayInWords(kit.circle.language, kit.today, kit.today))}`
  return `${[head, ...sections].join('\n\n')}\n`
}

function section(question: string, parts: readonly string[], empty: string): string {
  return `## ${question}\n\n${parts.length > 0 ? parts.join('\n\n') : empty}`
}

function partsOf(question: string, kit: KitMaterial): string[] {
  const { language, outsideContact, emergencyContact } = kit.circle
  const copy = pick(resourcesCopy, language).kit
  const taken = kit.taken.filter((one) => one.question === question).map(({ words }) => `- ${item(words)}`)
  const parts = taken.length > 0 ? [`### ${copy.taken}\n\n${taken.join('\n')}`] : []
  if (question === 'round-whole-group' && kit.agreements.length > 0)
    parts.push(`### ${copy.agreements}\n\n${kit.agreements.map(({ words }) => `- ${item(words)}`).join('\n')}`)
  if (question === 'round-outside') {
    const contacts = [
      emergencyContact === null ? '' : `- ${copy.emergency}: ${item(emergencyContact)}`,
      outsideContact === null ? '' : `- ${copy.outside}: ${item(outsideContact)}`,
    ].filter((line) => line !== '')
    if (contacts.length > 0) parts.push(contacts.join('\n'))
  }
  const place = question === 'round-outside' ? 'outside' : question === 'round-our-own' ? 'inside' : undefined
  const resources = kit.resources.filter((one) => one.place === place && one.state === 'current')
  return [...parts, ...resources.map((one) => describe(one, kit))]
}

function describe(resource: ResourceView, { circle: { language }, today }: KitMaterial): string {
  const copy = pick(resourcesCopy, language)
  const needs = listInWords(
    language,
    resource.needs.map((need) => copy.needs[need]),
  )
  const lines = [
    [copy.fields.needs, needs],
    [copy.fields.contact, resource.contact],
    [copy.fields.cost, resource.cost],
    [copy.fields.languages, listInWords(language, resource.languages)],
    [copy.fields.access, resource.access],
    [copy.fields.checked, dayInWords(language, resource.checkedOn, today)],
  ].flatMap(([label = '', said = '']) => (said.trim() === '' ? [] : [`- ${label}: ${item(said)}`]))
  return `### ${plain(resource.name)}\n\n${lines.join('\n')}${resource.asking ? `\n- ${copy.asking}` : ''}`
}

/** Words within a list. Further lines stay within their point. */
function item(text: string): string {
  return text
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => plain(line.trim()))
    .join('\\\n  ')
}

/** One line in which every mark of Markdown or HTML reads as itself. A bare link does not become one. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()<>#+\-.!|~&:@=$^]/g, '\\$&')
}
