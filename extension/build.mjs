// Builds for every browser, or with `--mode e2e` the one build that the journeys drive.
import { build } from 'wxt'

const at = process.argv.indexOf('--mode')
const mode = at === -1 ? undefined : process.argv[at + 1]
const only = process.argv.find((arg) => arg.startsWith('--browser='))?.slice('--browser='.length)
const browsers = only ? [only] : mode === 'e2e' ? ['chrome'] : ['chrome', 'firefox']
for (const browser of browsers) await build({ root: import.meta.dirname, browser, ...(mode ? { mode } : {}) })
