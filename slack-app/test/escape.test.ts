import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escaped, pieces, plainName, shortened } from '../src/escape.ts'

const decoded = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const text = fc.string({ unit: fc.constantFrom('a', '&', '<', '>', '@', '!', '🫠', '👩‍👩‍👧', 'ש', '\n', ' ', ';', 'é'), maxLength: 400 })

describe('what a person wrote, as Slack shows it', () => {
  it('forms no mention, no call to a channel and no link', () => {
    expect(escaped('<!channel> <@U123> <https://x|y> &amp;')).toBe('&lt;!channel&gt; &lt;@U123&gt; &lt;https://x|y&gt; &amp;amp;')
    fc.assert(fc.property(text, (raw) => !/[<>]/.test(escaped(raw))))
  })

  it('comes back whole from its pieces, each as long as Slack takes', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 80 }), (raw, max) => {
        const all = pieces(raw, max)
        expect(all.every((piece) => piece.length <= max)).toBe(true)
        expect(all.map(decoded).join('')).toBe(raw)
      }),
    )
  })

  it('is cut between whole characters, never inside an entity', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 80 }), (raw, max) => {
        const cut = shortened(raw, max)
        expect(cut.length).toBeLessThanOrEqual(max)
        expect(cut).not.toMatch(/&(?!amp;|lt;|gt;)/)
        expect(cut).not.toMatch(/\p{Surrogate}/u)
      }),
    )
    expect(shortened('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 10)).toBe('👩‍👩‍👧…')
    expect(shortened('Ana', 3)).toBe('Ana')
  })

  it('keeps a name on its line and in its direction', () => {
    expect(plainName('Ana\n<!channel>')).toBe('Ana <!channel>')
    expect(plainName('\u202Eevil')).toBe('evil')
    expect(plainName('נור')).toBe('\u2068נור\u2069')
  })
})
