import { defineConfig } from 'vitest/config'

const onPostgres = { globalSetup: ['tests/support/cluster.ts'], testTimeout: 20_000, hookTimeout: 30_000 }
// Real browsers, processes and clocks that wait: they need their time on a small machine.
const whole = { ...onPostgres, testTimeout: 90_000, hookTimeout: 90_000, expect: { poll: { timeout: 10_000 } } }

// One project a room: units beside their package; what crosses packages (journeys, promises, architecture) in tests/.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'shared', include: ['shared/test/**/*.test.ts'] } },
      { test: { name: 'server', include: ['server/test/**/*.test.ts'], ...onPostgres } },
      { test: { name: 'slack-app', include: ['slack-app/test/**/*.test.ts'], ...onPostgres } },
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } },
      { test: { name: 'promises', include: ['tests/promises/**/*.test.ts'], ...whole, maxWorkers: 2, sequence: { groupOrder: 1 } } },
      // One after the other, last: a call's clock in one would run late while another starts servers.
      {
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          ...whole,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      'extension',
    ],
  },
})
