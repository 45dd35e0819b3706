import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { ended, type Outcome, start } from './stage.ts'

/** A file of tests, with how long it took (ms) and how many tests it has. */
export type TestFile = { name: string; ms: number; tests: number }
export type TestRun = Outcome & { files: TestFile[] }

/** The part of Vitest's own report that is read here. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    startTime: number
    endTime: number
    status: string
    message?: string
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[]
  }[]
}

/**
 * Runs Vitest and reads line by line what it says. Meeting no test is no failure here, as what is asked for may lie in another part of the
 * run.
 */
export async function vitest(args: readonly string[]): Promise<TestRun> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-report-'))
  const file = path.join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const child = start('vitest', ['run', '--passWithNoTests', ...reporters, ...args])
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', (line) => console.log(line))
    const { status } = await ended(child)
    return outcomeOf(JSON.parse(readFileSync(file, 'utf8')) as Report, status)
  } catch (error) {
    const why = `The tests did not report: ${error instanceof Error ? error.message : error}`
    return { passed: 0, failed: 1, troubles: [why], files: [] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function outcomeOf({ numPassedTests, numFailedTests, testResults }: Report, status: number | null): TestRun {
  const files = testResults.map(({ name, startTime, endTime, assertionResults }) => ({
    name: path.relative(process.cwd(), name),
    ms: endTime - startTime,
    tests: assertionResults.length,
  }))
  // A run that could not load a file has failed, even where no single test did.
  const broken = status !== 0 && numFailedTests === 0 ? 1 : 0
  return { passed: numPassedTests, failed: numFailedTests + broken, troubles: testResults.flatMap(troublesOf), files }
}

function troublesOf({ name, status, message, assertionResults }: Report['testResults'][number]): string[] {
  const file = path.relative(process.cwd(), name)
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${file}\n${message ?? ''}`] : []
  return failed.map(({ fullName, failureMessages = [] }) => `${file}: ${fullName}\n${failureMessages.join('\n')}`)
}
