import { randomBytes, randomUUID } from 'node:crypto'
import { createKeyring, SealBroken, type TagPurpose, type WorkspaceKeys } from '@tend/server/keys/seal'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const operator = createKeyring(randomBytes(32))
const workspace = (keyring = operator): WorkspaceKeys => {
  const id = randomUUID()
  return keyring.unwrap(id, keyring.create(id))
}
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 400 }))

describe('sealed words', () => {
  it('open to exactly what was written, and an absent field stays absent', () => {
    const keys = workspace()
    fc.assert(
      fc.property(anyText, fc.option(anyText), (words, note) => {
        const id = randomUUID()
        const row = { id, ...keys.seal('concern', id, { words, note }) }
        // UTF-8 cannot carry half a surrogate pair; the schemas refuse those before they come here.
        expect(keys.open('concern', row, ['words', 'note'])).toEqual({ words: words.toWellFormed(), note: note?.toWellFormed() ?? null })
      }),
    )
  })

  it('hold no trace of the words, and sealing twice gives nothing to compare', () => {
    const keys = workspace()
    const id = randomUUID()
    const words = 'talked over three times'
    const [one, two] = [keys.seal('concern', id, { words }), keys.seal('concern', id, { words })]
    expect(one.words_sealed?.includes(Buffer.from(words))).toBe(false)
    expect(one.words_sealed?.equals(two.words_sealed as Buffer)).toBe(false)
    expect(one.record_key.equals(two.record_key)).toBe(false)
  })

  it('say little by their length', () => {
    const keys = workspace()
    const length = (words: string) => keys.seal('concern', randomUUID(), { words }).words_sealed?.length
    expect(length('')).toBe(length('a few words, not many'))
  })

  it('do not open when a row, a field, a table or a workspace was changed under them', () => {
    const keys = workspace()
    const elsewhere = workspace()
    fc.assert(
      fc.property(anyText, anyText, (words, note) => {
        const id = randomUUID()
        const row = { id, ...keys.seal('concern', id, { words, note }) }
        const moves: (() => unknown)[] = [
          () => keys.open('concern', { ...row, id: randomUUID() }, ['words']),
          () => keys.open('repair', row, ['words']),
          () => keys.open('concern', { ...row, words_sealed: row.note_sealed }, ['words']),
          () => elsewhere.open('concern', row, ['words']),
          () => keys.open('concern', { ...row, record_key: keys.seal('concern', id, { words }).record_key }, ['words']),
        ]
        for (const move of moves) expect(move).toThrow(SealBroken)
      }),
      { numRuns: 30 },
    )
  })

  it('do not open when any byte was changed', () => {
    const keys = workspace()
    const id = randomUUID()
    const row = { id, ...keys.seal('concern', id, { words: 'as it was' }) }
    const sealed = row.words_sealed as Buffer
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(sealed)
        damaged[at] = (damaged[at] ?? 0) ^ change
        expect(() => keys.open('concern', { ...row, words_sealed: damaged }, ['words'])).toThrow(SealBroken)
      }),
    )
  })

  it('can be changed under the same record key', () => {
    const keys = workspace()
    const id = randomUUID()
    const first = keys.seal('circle', id, { name: 'before' })
    const second = keys.seal('circle', id, { name: 'after' }, first.record_key)
    expect(second.record_key.equals(first.record_key)).toBe(true)
    expect(keys.open('circle', { id, ...second }, ['name'])).toEqual({ name: 'after' })
  })
})

describe('the operator’s key', () => {
  it('is needed: another one unwraps nothing, and its check tells', () => {
    const id = randomUUID()
    const wrapped = operator.create(id)
    const other = createKeyring(randomBytes(32))
    expect(() => other.unwrap(id, wrapped)).toThrow(SealBroken)
    expect(other.check.equals(operator.check)).toBe(false)
  })

  it('keeps wrapped keys to their workspace', () => {
    const wrapped = operator.create(randomUUID())
    expect(() => createKeyring(Buffer.alloc(32, 1)).unwrap(randomUUID(), wrapped)).toThrow(SealBroken)
    expect(() => operator.unwrap(randomUUID(), wrapped)).toThrow(SealBroken)
  })
})

describe('tags', () => {
  const purposes: TagPurpose[] = ['raiser', 'recipient', 'left_out', 'draft', 'idempotency', 'part']

  it('find the same person again, and nobody else', () => {
    const keys = workspace()
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.constantFrom(...purposes), (one, two, purpose) => {
        expect(keys.tag(purpose, one).equals(keys.tag(purpose, one))).toBe(true)
        expect(keys.tag(purpose, one).equals(keys.tag(purpose, two))).toBe(one === two)
      }),
    )
  })

  it('cannot be matched between tables or workspaces', () => {
    const keys = workspace()
    const elsewhere = workspace()
    const person = randomUUID()
    const tags = [...purposes.map((purpose) => keys.tag(purpose, person)), elsewhere.tag('raiser', person)]
    expect(new Set(tags.map((tag) => tag.toString('hex'))).size).toBe(tags.length)
  })
})
