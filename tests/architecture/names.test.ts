import { describe, expect, it } from 'vitest'
import { sources } from './sources.ts'

const rooms = ['shared/src', 'server/src', 'slack-app/src', 'extension']
const code = () => sources(...rooms).filter(({ file }) => !file.startsWith('extension/test/'))

/** Names of types, schemas, classes and components: what stands with a capital. Verbs may be shared: a rest is ended, and a support is. */
const exported = /^export (?:declare )?(?:type|interface|class|const|function) ([A-Z]\w*)/gm

describe('one word for one thing', () => {
  it('an exported name has one meaning across the packages', () => {
    const files = new Map<string, Set<string>>()
    for (const { file, text } of code())
      for (const [, name = ''] of text.matchAll(exported)) files.set(name, (files.get(name) ?? new Set()).add(file))
    const twice = [...files].filter(([, where]) => where.size > 1)
    expect(files.size).toBeGreaterThan(100)
    expect(twice.map(([name, where]) => `${name}: ${[...where].join(', ')}`)).toEqual([])
  })
})
