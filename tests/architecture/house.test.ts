import { describe, expect, it } from 'vitest'
import { codeOnly, sources } from './sources.ts'

const features = 'members concerns backburner repairs supports rests agreements resources rounds prompts digests deliveries calls'.split(
  ' ',
)
// A feature that holds several things names each one's files after it: repairs has part-decide.ts, change-view.ts.
const sharedRooms = /^([a-z]+-)?(schema|decide|policy|view)\.ts$|^(flag|choose|compose|plan|due|moments|writing|review)\.ts$/
const files = () =>
  sources('shared/src', 'server/src', 'slack-app/src', 'extension')
    .map(({ file }) => file)
    .filter((file) => !file.startsWith('extension/test/'))

describe('one obvious room for each thing', () => {
  it('features of the core have their names and their closed set of files', () => {
    const odd = files().filter((file) => {
      const [, folder, name] = file.match(/^shared\/src\/([^/]+)\/(.+)$/) ?? []
      if (!folder || folder === 'copy') return false
      return !features.includes(folder) || !(sharedRooms.test(name ?? '') || /^catalogue\/[a-z-]+\.ts$/.test(name ?? ''))
    })
    expect(odd, 'a feature of shared holds schema, decide, policy, view and its pure questions').toEqual([])
  })

  it('features of the server hold routes and a store', () => {
    const odd = files().filter((file) => {
      const [, folder, name] = file.match(/^server\/src\/([^/]+)\/(.+)$/) ?? []
      if (!folder || ['migrations', 'pages', 'operate'].includes(folder)) return false
      return !features.includes(folder) || !/^([a-z]+-)?(routes|store)\.ts$/.test(name ?? '')
    })
    expect(odd).toEqual([])
  })

  it('an action of the Slack app is verb-thing; a message is named as its thing', () => {
    const odd = files().filter((file) => /^slack-app\/src\/actions\/(?!registry\.ts$|[a-z]+(-[a-z]+)+\.ts$|tend\.ts$)/.test(file))
    expect(odd).toEqual([])
  })

  it('there are no barrels, helpers or utils', () => {
    expect(
      files().filter(
        (file) => /(^|\/)(index|helpers?|utils?|common|misc)\.tsx?$/.test(file) && !/entrypoints\/[^/]+\/index\.tsx?$/.test(file),
      ),
    ).toEqual([])
  })

  it('files stay short enough to read in one sitting', () => {
    const long = sources('shared/src', 'server/src', 'slack-app/src', 'extension', 'tools')
      .filter(({ file }) => !/catalogue|\/copy\/|migrations/.test(file) && !file.startsWith('extension/test/'))
      .filter(({ text }) => text.split('\n').length > 251)
    expect(long.map(({ file, text }) => `${file}: ${text.split('\n').length} lines`)).toEqual([])
  })
})

describe('decisions are pure', () => {
  const banned = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bprocess\.|\bfetch\(|\bsetTimeout\b|\bcrypto\b|\bperformance\.now\b/
  it('the core reads no clock, no chance and nothing outside', () => {
    const impure = sources('shared/src').flatMap(({ file, text }) => {
      const found = codeOnly(text).match(banned)
      return found ? [`${file}: ${found[0]}`] : []
    })
    expect(impure).toEqual([])
  })

  it('there is no `any` in the code', () => {
    const loose = sources('shared/src', 'server/src', 'slack-app/src', 'extension', 'tools').filter(({ text }) =>
      /(:|<|\bas)\s*any\b(?!\w)/.test(codeOnly(text)),
    )
    expect(loose.map(({ file }) => file)).toEqual([])
  })
})
