// Builds for every browser; with `--mode e2e` the builds that the journeys drive.
import { build } from 'wxt'

const at = process.argv.indexOf('--mode')
const mode = at === -1 ? undefined : process.argv[at + 1]
const only = process.argv.find((arg) => arg.startsWith('--browser='))?.slice('--browser='.length)
for (const browser of only ? [only] : ['chrome', 'firefox']) await build({ root: import.meta.dirname, browser, ...(mode ? { mode } : {}) })
