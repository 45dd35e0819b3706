import { describe, expect, it } from 'vitest'
import { codeOnly, features, sources } from './sources.ts'

// A feature that holds several things names each one's files after it: repairs has part-decide.ts, change-view.ts.
const sharedRooms = /^([a-z]+-)?(schema|state|decide|policy|view)\.ts$|^(flag|choose|compose|plan|due|moments|writing|review)\.ts$/
// What a feature of the server holds beside its routes and stores: more of it than one file bears, what the clock does with it, and what others ask it.
const besideStores: Record<string, string> = {
  members: 'authenticate circle inviting joining linking pairing people slack-account slack-door takeout',
  concerns: 'expire unopened',
  digests: 'reading',
  rounds: 'gather',
  rests: 'forgetting resting',
  supports: 'looking-after',
  backburner: 'flagging',
  deliveries: 'outbox uncertain',
}
const otherRooms = ['http', 'data', 'keys', 'jobs', 'between', 'migrations', 'pages', 'operate']
const ground = 'api client events first-start handle kernel log problem serve settings start work'.split(' ')
// What belongs to no feature of the Slack app: the registry, the Home, the command, the app's own end; pages that show several features, and what all use.
const actionsOfNoFeature = 'registry open-home tend leave-slack'.split(' ')
const messagesOfNoFeature = 'blocks home menu-pages plain-pages same-page told-pages'.split(' ')
const all = sources('shared/src', 'server/src', 'slack-app/src', 'extension')
  .map(({ file }) => file)
  .filter((file) => !file.startsWith('extension/test/'))
const files = () => all

describe('one obvious room for each thing', () => {
  it('features of the core have their names and their closed set of files', () => {
    const odd = files().filter((file) => {
      const [, folder, name] = file.match(/^shared\/src\/([^/]+)\/(.+)$/) ?? []
      if (!folder || folder === 'copy') return false
      return !features.includes(folder) || !(sharedRooms.test(name ?? '') || /^catalogue\/[a-z-]+\.ts$/.test(name ?? ''))
    })
    expect(odd, 'a feature of shared holds schema, state, decide, policy, view and its pure questions').toEqual([])
  })

  it('features of the server hold routes, stores and what this list says', () => {
    const odd = files().filter((file) => {
      const [, folder, name = ''] = file.match(/^server\/src\/([^/]+)\/(.+)$/) ?? []
      if (!folder || otherRooms.includes(folder)) return false
      const named = besideStores[folder]?.split(' ').includes(name.replace(/\.ts$/, ''))
      return !features.includes(folder) || !(named || /^([a-z]+-)?(routes|store)\.ts$/.test(name))
    })
    expect(odd).toEqual([])
  })

  it('only the ground of the server lies in no room, and whatever is named here is there', () => {
    const loose = files().flatMap((file) => file.match(/^server\/src\/([^/]+)\.ts$/)?.[1] ?? [])
    expect(loose.sort()).toEqual(ground)
    const named = Object.entries(besideStores).flatMap(([feature, names]) =>
      names.split(' ').map((name) => `server/src/${feature}/${name}.ts`),
    )
    expect(named.filter((file) => !files().includes(file))).toEqual([])
    expect(otherRooms.filter((room) => !files().some((file) => file.startsWith(`server/src/${room}/`)))).toEqual([])
  })

  it('an action of the Slack app is verb-thing, a message is named as its thing, and each lies in the room of its feature', () => {
    const inRoom = (file: string, name: string) => features.some((feature) => new RegExp(`^${feature}/${name}\\.ts$`).test(file))
    const odd = files().filter((file) => {
      const [, room, rest = ''] = file.match(/^slack-app\/src\/(actions|messages)\/(.+)$/) ?? []
      if (!room) return false
      const outside = room === 'actions' ? actionsOfNoFeature : messagesOfNoFeature
      return !outside.includes(rest.replace(/\.ts$/, '')) && !inRoom(rest, room === 'actions' ? '[a-z]+(-[a-z]+)+' : '[a-z]+(-[a-z]+)*')
    })
    expect(odd).toEqual([])
    const named = (room: string, names: string[]) => names.map((name) => `slack-app/src/${room}/${name}.ts`)
    const listed = [...named('actions', actionsOfNoFeature), ...named('messages', messagesOfNoFeature)]
    expect(listed.filter((file) => !files().includes(file))).toEqual([])
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
