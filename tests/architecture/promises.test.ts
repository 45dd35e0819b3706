import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const rows = readFileSync(path.join(root, 'docs/safety.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| what could'))
const named = rows.flatMap((row) => [...row.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file]) => file ?? ''))

describe('docs/safety.md', () => {
  it('names a test for every promise, and each of them is there', () => {
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter((row) => !/`[\w./-]+\.test\.ts`/.test(row))).toEqual([])
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
  })

  it('names every test of a promise', () => {
    const there = readdirSync(path.join(root, 'tests/promises')).filter((file) => file.endsWith('.test.ts'))
    expect(there.filter((file) => !named.includes(`tests/promises/${file}`))).toEqual([])
  })
})
