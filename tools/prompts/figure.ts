import { promptsCopy } from '@tend/shared/copy/prompts'
import type { MonthCall } from './month.ts'
import { sumUp } from './month.ts'

const WIDTH = 760
const MINUTE = 5.4
const LEFT = 92
const ROW = 17
const BAR_LEFT = 300
const BAR = 26

const names = {
  opening: 'opening',
  middle: 'middle',
  sharing: 'after sharing',
  closing: 'closing',
  gesture: 'own gesture',
  after: 'after the call',
} as const
type Sign = keyof typeof names

/** One shape for each moment, so that the picture reads without colour. */
function sign(kind: Sign, x: number, y: number): string {
  const shapes: Record<Sign, string> = {
    opening: `<circle cx="${x}" cy="${y}" r="5" class="leaf"/>`,
    middle: `<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9" class="leaf"/>`,
    sharing: `<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9" class="open"/>`,
    closing: `<path d="M${x} ${y - 6}l6 6-6 6-6-6z" class="leaf"/>`,
    gesture: `<circle cx="${x}" cy="${y}" r="4.5" class="own"/>`,
    after: `<path d="M${x - 5} ${y + 4.5}h10l-5-9.5z" class="clay"/>`,
  }
  return shapes[kind]
}

function signOf({ when, chosen }: MonthCall['said'][number]): Sign {
  if (when === 'gesture') return 'gesture'
  if (when === 'after') return chosen?.because === 'leaving' ? 'closing' : 'after'
  if (chosen?.because === 'sharingEnded') return 'sharing'
  if (chosen?.moment.startsWith('closing')) return 'closing'
  return chosen?.moment === 'opening' ? 'opening' : 'middle'
}

const text = (x: number, y: number, what: string, more = '') => `<text x="${x}" y="${y}" ${more}>${what}</text>`

function callRow({ life, said }: MonthCall, at: number, top: number): string {
  const y = top + at * ROW
  const bar = (from: number, until: number, kind: 'call' | 'shared') => {
    const thick = kind === 'call' ? 4 : 7
    const place = `x="${(LEFT + from * MINUTE).toFixed(1)}" y="${y - thick / 2}" width="${((until - from) * MINUTE).toFixed(1)}"`
    return `<rect ${place} height="${thick}" rx="2" class="${kind}"/>`
  }
  const shared = life.sharing.map(([from, until]) => bar(from, Math.min(until, life.minutes), 'shared'))
  // What comes after the call stands a little apart from its end.
  const signs = said.map((one) => sign(signOf(one), Math.round(LEFT + one.minute * MINUTE + (one.when === 'after' ? 14 : 0)), y))
  const label = at % 5 === 0 ? text(0, y + 4, `week ${at / 5 + 1}`, 'class="soft"') : ''
  return label + bar(0, life.minutes, 'call') + shared.join('') + signs.join('')
}

function legend(top: number): string {
  const kinds = Object.keys(names) as Sign[]
  const places = [LEFT, LEFT + 88, LEFT + 168, LEFT + 290, LEFT + 376, LEFT + 492]
  return kinds
    .map((kind, at) => sign(kind, places[at] ?? 0, top - 4) + text((places[at] ?? 0) + 12, top, names[kind], 'class="soft"'))
    .join('')
}

function hours(top: number, bottom: number): string {
  const lines = [0, 30, 60, 90].map((minute) => {
    const x = LEFT + minute * MINUTE
    return `<path d="M${x} ${top}V${bottom}" class="line"/>${text(x, bottom + 16, minute === 0 ? '0 minutes' : `${minute}`, 'class="soft" text-anchor="middle"')}`
  })
  return lines.join('')
}

function categoryRows(calls: readonly MonthCall[], top: number): { rows: string; height: number } {
  const counts = [...sumUp(calls).byCategory].toSorted(([, a], [, b]) => b - a)
  const rows = counts.map(([category, count], at) => {
    const y = top + at * 22
    const name = text(BAR_LEFT - 10, y + 12, promptsCopy.en.categories[category], 'text-anchor="end"')
    return `${name}<rect x="${BAR_LEFT}" y="${y}" width="${count * BAR}" height="16" rx="3" class="leaf"/>${text(BAR_LEFT + count * BAR + 8, y + 13, String(count))}`
  })
  return { rows: rows.join(''), height: counts.length * 22 }
}

/**
 * Draws the month as a picture: every call with what was said in it, and how often each category came. `tokens` are the colours, light and
 * dark, and `drawnFrom` the ids of the prompts that could come.
 */
export function drawMonth(calls: readonly MonthCall[], tokens: string, drawnFrom: readonly string[]): string {
  const top = 64
  const bottom = top + calls.length * ROW
  const second = bottom + 76
  const { rows, height } = categoryRows(calls, second)
  const whole = second + height + 16
  const style = `${tokens.replaceAll('\n', ' ')}
text{font:13px var(--face);fill:var(--ink)}.soft{fill:var(--soft)}h1,.title{font-weight:600;font-size:15px}.leaf{fill:var(--leaf)}.clay{fill:var(--clay)}.open{fill:var(--paper);stroke:var(--leaf);stroke-width:2}.own{fill:var(--paper);stroke:var(--clay);stroke-width:2}.call{fill:var(--line)}.shared{fill:var(--edge)}.line{stroke:var(--line);fill:none}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 0 ${WIDTH} ${whole}" width="${WIDTH}" height="${whole}" role="img" aria-labelledby="t d">`,
    `<title id="t">What was said in a month of calls</title><desc id="d">Twenty calls as lines, with a sign where something was said, and a bar for each category.</desc>`,
    `<metadata>${drawnFrom.join(' ')}</metadata>`,
    `<style>${style}</style><rect x="-16" width="${WIDTH}" height="${whole}" fill="var(--paper)"/>`,
    text(0, 22, 'Twenty calls, and when something was said', 'class="title"'),
    legend(44),
    hours(top - 10, bottom),
    ...calls.map((call, at) => callRow(call, at, top)),
    text(LEFT, bottom + 34, 'Thick: a screen is shared, and nothing is said.', 'class="soft"'),
    text(0, second - 16, 'How often each category came', 'class="title"'),
    rows,
    '</svg>\n',
  ].join('\n')
}
