import { readFileSync } from 'node:fs'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { Category, type Prompt } from '@tend/shared/prompts/schema'
import { drawMonth } from './figure.ts'
import { type MonthSum, month, sumUp } from './month.ts'

/** The seed of the month that is drawn, and how many other months its numbers are set beside. */
const SEED = 20
const OTHERS = 300

const root = new URL('../../', import.meta.url)
/** The files that hold the figure and the numbers. */
export const places = { figure: new URL('docs/images/prompts-month.svg', root), text: new URL('docs/prompts.md', root) }

const begin = '<!-- figures: npm run prompts -- --figure -->'
const end = '<!-- end of figures -->'

/**
 * Gives the prompts that the kept picture was drawn from, by the ids that stand in it. A prompt added since changes neither the picture nor
 * its numbers. Throws when one of them is gone, as the picture has to be drawn anew then.
 */
export function drawnFrom(): readonly Prompt[] {
  const ids =
    readFileSync(places.figure, 'utf8')
      .match(/<metadata>([^<]*)<\/metadata>/)?.[1]
      ?.split(' ') ?? []
  return ids.map((id) => {
    const prompt = catalogue.find((one) => one.id === id)
    if (!prompt) throw new Error(`The picture of a month was drawn with ${id}, which is gone: npm run prompts -- --figure draws it anew.`)
    return prompt
  })
}

/**
 * Gives the documentation with its numbers and its picture as the judgement gives them now over these prompts. Each seed gives the same.
 */
export function document(prompts: readonly Prompt[]): { figure: string; text: string } {
  const tokens = readFileSync(new URL('extension/look/tokens.css', root), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const calls = month(SEED, prompts)
  const text = readFileSync(places.text, 'utf8')
  const [before, after] = [text.slice(0, text.indexOf(begin) + begin.length), text.slice(text.indexOf(end))]
  const figure = drawMonth(
    calls,
    tokens,
    prompts.map(({ id }) => id),
  )
  return { figure, text: `${before}\n${table(sumUp(calls), prompts)}\n${after}` }
}

function table(drawn: MonthSum, prompts: readonly Prompt[]): string {
  const others = Array.from({ length: OTHERS }, (_, at) => sumUp(month(1000 + at, prompts)))
  const row = (what: string, of: (sum: MonthSum) => number, digits = 0) => {
    const values = others.map(of).toSorted((a, b) => a - b)
    const at = (share: number) => (values[Math.floor(share * (values.length - 1))] ?? 0).toFixed(digits)
    return `| ${what} | ${of(drawn).toFixed(digits)} | ${at(0.5)} (${at(0.05)} to ${at(0.95)}) |`
  }
  const share = ({ byCategory, inCalls, afterCalls }: MonthSum) => (100 * Math.max(...byCategory.values())) / (inCalls + afterCalls)
  return [
    '',
    `| in 20 calls of 30 to 90 minutes | the month drawn (seed ${SEED}) | ${OTHERS} other months: middle (5 % to 95 %) |`,
    '|---|---|---|',
    row('prompts a call', (sum) => sum.aCall, 2),
    row('most in one call', (sum) => sum.mostInACall),
    row('calls without any', (sum) => sum.quietCalls),
    row('prompts in calls', (sum) => sum.inCalls),
    row('after calls (at most one a day)', (sum) => sum.afterCalls),
    row(`different ones, of ${prompts.length}`, (sum) => sum.distinct),
    row('seen twice, 14 days or more apart', (sum) => sum.repeated),
    row(`categories, of ${Category.options.length}`, (sum) => sum.byCategory.size),
    row('share of the most frequent category, %', share),
    '',
  ].join('\n')
}
