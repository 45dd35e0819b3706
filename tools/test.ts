// Everything that proves Tend, in one run with one last line: "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bringChromium } from './chromium.ts'

type Tally = { passed: number; failed: number }

function stage(name: string, command: string, args: string[]): Tally {
  const started = performance.now()
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function vitest(args: string[]): Tally {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-tally-'))
  const report = path.join(folder, 'report.json')
  try {
    const { status } = spawnSync('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], {
      stdio: 'inherit',
    })
    const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'))
    // A run that could not load a file, or met no test, has failed even where no single test did.
    const broken = (status !== 0 || numTotalTests === 0) && numFailedTests === 0 ? 1 : 0
    return { passed: numPassedTests, failed: numFailedTests + broken }
  } catch (error) {
    console.error(`The tests did not report: ${error instanceof Error ? error.message : error}`)
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// Servers are started by the hundred: each finds what Node has compiled before, as `npm start` does.
process.env.NODE_COMPILE_CACHE = path.resolve(import.meta.dirname, '../node_modules/.cache/tend')

const chromium = bringChromium()
if ('why' in chromium) console.error(chromium.why)
else process.env.CHROMIUM = chromium.file

const tallies = [
  stage('types', 'npm', ['run', '--silent', 'types']),
  stage('lint', 'npm', ['run', '--silent', 'lint']),
  stage('unused code and packages', 'npm', ['run', '--silent', 'knip']),
  stage('build the extension for Chromium and Firefox', 'npm', ['run', '--silent', 'build:extension']),
  stage('build the extension for tests', 'npm', ['run', '--silent', 'build:extension', '--', '--mode', 'e2e']),
  vitest(process.argv.slice(2)),
]
const total = tallies.reduce((sum, tally) => ({ passed: sum.passed + tally.passed, failed: sum.failed + tally.failed }))
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)
