// Everything that proves Tend, in one run with one last line: "N passed, N failed". What follows on the command line goes to Vitest.
import path from 'node:path'
import { bringChromium } from './chromium.ts'
import { bringFirefox } from './firefox.ts'
import { built, unbuilt } from './projects.ts'
import { type Outcome, stage } from './stage.ts'
import { type TestFile, type TestRun, vitest } from './vitest.ts'

const script = (name: string, ...args: string[]) => stage(name, 'npm', ['run', '--silent', ...args])

async function builds(): Promise<Outcome[]> {
  return [
    await script('build the extension for Chromium and Firefox', 'build:extension'),
    await script('build the extension for tests', 'build:extension', '--', '--mode', 'e2e'),
  ]
}

/** One after the other, as Debian's packages are installed by one command at a time. */
async function browsers(): Promise<void> {
  for (const [variable, bring] of [['CHROMIUM', bringChromium] as const, ['FIREFOX', bringFirefox] as const]) {
    const found = await bring()
    if ('why' in found) console.error(found.why)
    else process.env[variable] = found.file
  }
}

const projects = (names: readonly string[]) => names.map((name) => `--project=${name}`)

/** Runs everything: first what can run while the rest is made, then that. Somebody who names projects gets those, in one run. */
async function everything(args: readonly string[]): Promise<{ others: Outcome[]; runs: TestRun[] }> {
  const named = args.some((arg) => arg.startsWith('--project'))
  const found = browsers()
  const lint = script('lint', 'lint')
  // What the types are checked with is made on the way, and the tests of the extension and its builds read it.
  const types = await script('types', 'types')
  const beside = Promise.all([lint, script('unused code and packages', 'knip')])
  const making = builds()
  const first = named ? [] : [await vitest([...projects(unbuilt), ...args])]
  const made = await making
  await found
  const last = await vitest([...(named ? [] : projects(built)), ...args])
  return { others: [types, ...(await beside), ...made], runs: [...first, last] }
}

function slowest(files: readonly TestFile[]): string {
  const ten = files.toSorted((a, b) => b.ms - a.ms).slice(0, 10)
  return ten.map(({ name, ms, tests }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${name} (${tests})`).join('\n')
}

// Servers are started by the hundred: each finds what Node has compiled before, as `npm start` does.
process.env.NODE_COMPILE_CACHE = path.resolve(import.meta.dirname, '../node_modules/.cache/tend')
const began = performance.now()
const { others, runs } = await everything(process.argv.slice(2))
const outcomes = [...others, ...runs]
const files = runs.flatMap((run) => run.files)
const troubles = outcomes.flatMap((outcome) => outcome.troubles)
if (files.length === 0) troubles.push('No test was met.')
if (troubles.length > 0) console.log(`\nWhat failed:\n\n${troubles.join('\n\n')}`)
console.log(`\nThe slowest files, of ${((performance.now() - began) / 1000).toFixed(0)} s in all:\n${slowest(files)}`)
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0) + (files.length === 0 ? 1 : 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
