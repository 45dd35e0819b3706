import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The files that take long, the longest of each project first. If one of them began late, it would keep a run waiting while the other
 * workers have nothing left.
 */
export const long = [
  'slack-app/test/raise-concern',
  'slack-app/test/widen-concern',
  'shared/test/backburner/flag',
  'shared/test/concerns/model',
  'shared/test/repairs/properties',
  'tests/journeys/launch',
  'tests/journeys/launch-slack',
  'tests/journeys/first-start-interrupted',
  'tests/journeys/panel',
  'tests/journeys/digest',
  'tests/journeys/panel-mine',
  'tests/journeys/prompt',
  'tests/promises/whatever-is-sent',
  'tests/promises/keys-can-be-changed',
  'tests/promises/three-times-is-once',
  'tests/promises/requests-go-only-to-the-paired-server',
  'tests/promises/pages-cannot-tell-who-uses-tend',
  'tests/promises/slack-canary',
  'tests/promises/backups-leave-the-key-out',
]

/**
 * Orders the long files of each project first, and then the others as Vitest has them: by what it remembers of earlier runs, or by size.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return at === -1 ? long.length : at
    }
    // Vitest has put groups and projects one after the other, and a stable sort keeps them so.
    return sorted.sort((a, b) => (a.project === b.project ? rank(a) - rank(b) : 0))
  }
}
