import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { built, unbuilt } from '../../tools/projects.ts'
import config from '../../vitest.config.ts'
import { long } from '../support/long-first.ts'
import { codeOnly, sources } from './sources.ts'

const root = path.resolve(import.meta.dirname, '../..')

describe('the tests themselves', () => {
  it('pass at once or fail: none is tried again', () => {
    const again = /\bretry\b|--retry|\bretries\b\s*[:=]/
    const tests = sources(
      'tests',
      'shared/test',
      'server/test',
      'slack-app/test',
      'extension/test',
      'vitest.config.ts',
      'extension/vitest.config.ts',
    )
    const tried = tests.filter(({ file, text }) => file !== 'tests/architecture/tests.test.ts' && again.test(codeOnly(text)))
    expect(tried.map(({ file }) => file)).toEqual([])
    const scripts = readFileSync(path.join(root, 'package.json'), 'utf8')
    expect(scripts).not.toMatch(/--retry/)
  })

  it('all run: none is skipped, left for later, or run alone', () => {
    const left = /\b(describe|it|test)\.(only|skip|todo)\b/
    const all = sources('tests', 'shared/test', 'server/test', 'slack-app/test', 'extension/test')
    expect(all.filter(({ text }) => left.test(codeOnly(text))).map(({ file }) => file)).toEqual([])
  })

  it('all belong to a project that npm test runs', () => {
    const projects = config.test?.projects ?? []
    const names = projects.map((project) => (typeof project === 'string' ? project : (project as { test: { name: string } }).test.name))
    expect([...names].sort()).toEqual([...unbuilt, ...built].sort())
  })

  it('that take long are there, and begin first', () => {
    expect(long.filter((name) => !existsSync(path.join(root, `${name}.test.ts`)))).toEqual([])
  })
})
