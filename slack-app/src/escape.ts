const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Escapes a person's text so that Slack shows it letter for letter: no mention, no call to a channel and no link can form from it. */
export function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
}

/** Left-to-right and right-to-left overrides and isolates. With these a name could turn the words around it. */
const directionMarks = /[\u202A-\u202E\u2066-\u2069\u200E\u200F]/g
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/

/**
 * Prepares a name for a sentence of ours: it cannot break the line, nor turn the direction of the words around it. The name is not escaped
 * yet.
 */
export function plainName(name: string): string {
  const bare = name.replace(directionMarks, '').replace(/\s+/g, ' ').trim()
  return rightToLeft.test(bare) ? `\u2068${bare}\u2069` : bare
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Gives a text escaped and cut to `max` UTF-16 units. The cut never falls within a character that people see as one, nor within an entity;
 * … marks it.
 */
export function shortened(text: string, max: number): string {
  const whole = escaped(text)
  if (whole.length <= max) return whole
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    const next = escaped(segment)
    if (kept.length + next.length > max - 1) break
    kept += next
  }
  return `${kept.trimEnd()}…`
}

/** Gives a text escaped and split into pieces of at most `max` UTF-16 units. Joined they are the whole text, so nothing is lost. */
export function pieces(text: string, max: number): string[] {
  const all: string[] = []
  let piece = ''
  for (const { segment } of graphemes.segment(text)) {
    for (const part of escaped(segment).length <= max ? [segment] : segment) {
      const next = escaped(part)
      if (piece.length + next.length > max) {
        all.push(piece)
        piece = ''
      }
      piece += next
    }
  }
  if (piece !== '') all.push(piece)
  return all
}
