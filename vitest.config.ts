import { defineConfig } from 'vitest/config'
import { LongFirst } from './tests/support/long-first.ts'

// One PostgreSQL a run; what starts whole processes finds a data folder besides in which a first start has been already.
const onPostgres = { globalSetup: ['tests/support/cluster.ts'], hookTimeout: 30_000 }
// Real browsers, processes and clocks that wait: they need their time on a small machine.
const whole = {
  globalSetup: ['tests/support/cluster.ts', 'tests/support/primed.ts'],
  testTimeout: 90_000,
  hookTimeout: 90_000,
  expect: { poll: { timeout: 10_000 } },
}

// Two files at a time, as a small machine has two cores. These files leave nothing behind for one another: what they import is loaded once.
const two = { testTimeout: 20_000, maxWorkers: 2, isolate: false, sequence: { groupOrder: 0 } }
// Three where files wait for browsers and processes.
const three = { maxWorkers: 3, isolate: false, sequence: { groupOrder: 1 } }
// Two where a call goes on, last: a page that draws late is looked at late, and a few calls go a minute a second as they do for people.
const calls = { maxWorkers: 2, isolate: false, sequence: { groupOrder: 2 } }
// Journeys of whole processes, of the panel, and of what calls are known by. The others are of what happens in a call.
const launches = [
  'tests/journeys/{back-burner,digest,digest-crash,first-start-interrupted,launch,launch-slack,own-database,raise,stopping,support}.test.ts',
  'tests/journeys/{call-sites,facilitators,gestures,landed-hard-key,notes,own-hosts,panel,panel-mine,presses,reading-room}.test.ts',
]

// One project a room: units beside their package; what crosses packages (journeys, promises, architecture) in tests/.
export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      { test: { name: 'shared', include: ['shared/test/**/*.test.ts'], ...two } },
      { test: { name: 'server', include: ['server/test/**/*.test.ts'], ...onPostgres, ...two } },
      { test: { name: 'slack-app', include: ['slack-app/test/**/*.test.ts'], ...onPostgres, ...two } },
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], ...two } },
      { test: { name: 'promises', include: ['tests/promises/**/*.test.ts'], ...whole, ...three } },
      { test: { name: 'launches', include: launches, ...whole, ...three } },
      { test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], exclude: launches, ...whole, ...calls } },
      'extension',
    ],
  },
})
