import { describe, expect, it } from 'vitest'
import { sources } from './sources.ts'

const everywhere = () => sources('shared', 'server', 'slack-app', 'extension', 'tests', 'tools')

/** Each comment of a text, with the lines of a run of line comments taken together. */
function comments(text: string): string[] {
  return [...text.matchAll(/\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n?)+|\/\/(?<!:\/\/).*$/gm)].map(([comment]) => comment)
}

describe('prose is read once', () => {
  it('no sentence of a comment strings together whoever, whatever and somebody', () => {
    const vague = /\b(who|what|whom|which)ever\b|\b(some|any|no)body\b/gi
    const chained = everywhere().flatMap(({ file, text }) =>
      comments(text)
        .flatMap((comment) => comment.split(/[.;:](?:\s|$)/))
        .filter((sentence) => (sentence.match(vague) ?? []).length > 1)
        .map((sentence) => `${file}: ${sentence.trim()}`),
    )
    expect(chained).toEqual([])
  })
})
