import { describe, expect, it } from 'vitest'
import { features, sources, target } from './sources.ts'

type Rule = { room: string; may: RegExp; except?: (file: string) => boolean; why: string }

const rules: Rule[] = [
  {
    room: 'shared/src',
    may: /^(shared\/src\/|valibot$)/,
    why: 'shared decides and imports nothing but its schema library: pass what you need in.',
  },
  { room: 'server/src', may: /^(?!slack-app|extension|tests)/, why: 'the server remembers: it knows neither Slack nor the extension.' },
  {
    room: 'slack-app/src',
    may: /^(?!extension|tests|server\/src\/(?!client$))/,
    except: (file) => file === 'slack-app/src/run.ts',
    why: 'the Slack app asks through server/client; only run.ts starts the server.',
  },
  {
    room: 'extension',
    may: /^(?!slack-app|server\/src\/(?!client$))/,
    except: (file) => file.startsWith('extension/test/'),
    why: 'the extension works without Slack and asks over HTTP.',
  },
]

describe('imports keep to their room', () => {
  it.each(rules)('$room: $why', ({ room, may, except }) => {
    const broken = sources(room).flatMap(({ file, imports }) =>
      except?.(file)
        ? []
        : imports.filter((imported) => !may.test(target(file, imported))).map((imported) => `${file} imports ${imported}`),
    )
    expect(broken).toEqual([])
  })

  it('the extension takes only types from the server: nothing of it is bundled', () => {
    const broken = sources('extension')
      .filter(({ file }) => !file.startsWith('extension/test/'))
      .filter(({ text }) => /import\s+(?!type\b)[^'"]*from\s+'@tend\/server\/(?!client')/.test(text))
    expect(broken.map(({ file }) => file)).toEqual([])
  })

  it("a feature of the server leaves another's store and routes alone", () => {
    const broken = sources('server/src').flatMap(({ file, imports }) => {
      const feature = file.match(/^server\/src\/([a-z]+)\//)?.[1]
      // Two members become one in linking: whom something leaves out goes along, in whatever feature that stands.
      if (!feature || !features.includes(feature) || file === 'server/src/members/linking.ts') return []
      const others = imports
        .map((imported) => target(file, imported))
        .filter((path) => /^server\/src\/[a-z]+\/([a-z]+-)?(routes|store)$/.test(path))
      return others.filter((path) => !path.startsWith(`server/src/${feature}/`)).map((path) => `${file} imports ${path}`)
    })
    expect(broken).toEqual([])
  })

  it("a feature of the core takes only schema, state, policy, view and pure questions from another's", () => {
    const broken = sources('shared/src').flatMap(({ file, imports }) => {
      const feature = file.match(/^shared\/src\/([a-z]+)\//)?.[1]
      return imports
        .map((imported) => target(file, imported).match(/^shared\/src\/([a-z]+)\/((?:[a-z]+-)?decide)$/))
        .filter((match) => match && match[1] !== feature)
        .map((match) => `${file} imports ${match?.[0]}`)
    })
    expect(broken).toEqual([])
  })

  it('the digest cannot reach concerns, parts, needs that were not cleared, supports or rests that are not shared', () => {
    const seen = new Set<string>()
    const all = new Map(sources('shared/src').map((source) => [source.file.replace(/\.ts$/, ''), source]))
    const visit = (path: string) => {
      const source = all.get(path)
      if (!source || seen.has(path)) return
      seen.add(path)
      for (const imported of source.imports) visit(target(source.file, imported))
    }
    visit('shared/src/digests/compose')
    expect(seen.size).toBeGreaterThan(0)
    expect(seen).toContain('shared/src/repairs/circle-schema')
    // Of repairs it knows one file, which holds what the circle may read; of rests and concerns none.
    expect([...seen].filter((path) => /\/(concerns|rests|supports|members)\/|\/repairs\/(?!circle-schema$)/.test(path))).toEqual([])
  })

  it('nothing imports tests', () => {
    const broken = sources('shared/src', 'server/src', 'slack-app/src', 'extension', 'tools').filter(
      ({ file, imports }) =>
        !file.startsWith('extension/test/') && imports.some((imported) => /^(tests|[a-z-]+\/test)\//.test(target(file, imported))),
    )
    expect(broken.map(({ file }) => file)).toEqual([])
  })
})
