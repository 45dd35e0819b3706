import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sources, target } from './sources.ts'

const root = path.resolve(import.meta.dirname, '../..')

type Floor = { file: RegExp; never: RegExp; why: string }

const floors: Floor[] = [
  {
    file: /^shared\/src\/.*\/([a-z]+-)?(schema|state|policy|view)\.ts$/,
    never: /^shared\/src\/.*decide$/,
    why: 'schema, state, policy and view stand below the decisions',
  },
  {
    file: /^server\/src\/.*store\.ts$/,
    never: /^server\/src\/(handle|api|serve|start)$/,
    why: 'a store knows the work it is given and not the shell around it',
  },
  {
    file: /^server\/src\/http\//,
    never: /^server\/src\/(members|concerns|backburner|repairs|supports|rests|rounds|deliveries|digests|prompts|agreements|resources)\//,
    why: 'the door knows no feature',
  },
  {
    file: /^server\/src\/between\//,
    never: /^server\/src\/([a-z]+\/([a-z]+-)?routes|handle|api)$/,
    why: 'between joins what features keep, and knows neither their routes nor the shell',
  },
  {
    file: /^server\/src\/migrations\//,
    never: /^server\/src\/data\/(tables|ends)/,
    why: 'a migration is SQL alone: the types of today are no part of it',
  },
  {
    file: /^slack-app\/src\/(actions\/(?!registry)|messages\/|action\.ts)/,
    never: /^slack-app\/src\/(actions\/registry|listen|app|main)$/,
    why: 'an action knows neither the list it stands in nor the app that listens',
  },
  { file: /^extension\/call\//, never: /^extension\/panel\//, why: 'a call does not know the panel' },
  {
    file: /^extension\/notes\//,
    never: /^extension\/(api|circle)\//,
    why: 'notes stay on the device: what keeps them has no way to send them',
  },
  {
    file: /^extension\/(call\/page\/|entrypoints\/(sensor|bridge)\.content)/,
    never:
      /^(extension\/(api|circle|notes|panel|storage|call\/worker)\/|@tend\/server|server\/|wxt\/browser|@wxt-dev\/storage|react|zustand)/,
    why: 'what runs in a page reaches no token, no storage, no server and nothing that a person wrote',
  },
]

describe('floors only go down', () => {
  it.each(floors)('$why', ({ file, never }) => {
    const inRoom = sources('shared/src', 'server/src', 'slack-app/src', 'extension').filter((source) => file.test(source.file))
    expect(inRoom.length).toBeGreaterThan(0)
    const broken = inRoom.flatMap((source) =>
      source.imports
        .filter((imported) => never.test(target(source.file, imported)))
        .map((imported) => `${source.file} imports ${imported}`),
    )
    expect(broken).toEqual([])
  })

  it('what runs in a page reaches nothing else by a detour either', () => {
    const all = new Map(sources('shared/src', 'extension').map((source) => [source.file.replace(/\.tsx?$/, ''), source]))
    const reached = new Set<string>()
    const visit = (file: string) => {
      const source = all.get(file)
      if (!source || reached.has(file)) return
      reached.add(file)
      for (const imported of source.imports) visit(target(source.file, imported))
    }
    for (const file of all.keys()) if (file.startsWith('extension/call/page/')) visit(file)
    expect(reached.size).toBeGreaterThan(5)
    const seen = [...reached].filter((file) => !/^(extension\/(call\/|platforms\/)|shared\/src\/[a-z/]*schema$)/.test(file))
    expect([...seen, ...[...reached].filter((file) => file.startsWith('extension/call/worker/'))]).toEqual([])
  })
})

/** What the linter says of two files that import each other, under the project's own settings. */
function lintOfALoop(first: string, second: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-loop-'))
  try {
    copyFileSync(path.join(root, 'biome.json'), path.join(folder, 'biome.json'))
    writeFileSync(path.join(folder, 'first.ts'), first)
    writeFileSync(path.join(folder, 'second.ts'), second)
    const biome = path.join(root, 'node_modules/.bin/biome')
    const { stdout, stderr } = spawnSync(biome, ['lint', '--vcs-enabled=false', '.'], { cwd: folder, encoding: 'utf8' })
    return stdout + stderr
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('no package has a loop of imports', () => {
  const types = [
    "import type { B } from './second.ts'\nexport type A = { b?: B }\n",
    "import type { A } from './first.ts'\nexport type B = { a?: A }\n",
  ]
  const values = [
    "import { b } from './second.ts'\nexport const a = () => b\n",
    "import { a } from './first.ts'\nexport const b = () => a\n",
  ]

  it.each([
    ['of types', types],
    ['of values', values],
  ])('as npm run lint refuses one %s', (_what, [first = '', second = '']) => {
    expect(lintOfALoop(first, second)).toContain('noImportCycles')
  })

  it('and lets pass what imports in one direction', () => {
    expect(lintOfALoop("import type { B } from './second.ts'\nexport type A = { b?: B }\n", 'export type B = string\n')).not.toContain(
      'lint/',
    )
  })
})
