import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '@tend/server/data/postgres'
import { freshDatabase, makeTemplate } from '../support/cluster.ts'
import type { SlackPerson } from '../support/slack-person.ts'
import { readyCircleInSlack, type SlackWorld, slackWorld } from '../support/slack-world.ts'
import { median, percentile, say } from './figure.ts'

const RUNS = 60

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

/**
 * Measures the time from the shortcut until the first page with its words is on the screen, and how long each *Next* waits for its page to
 * be kept.
 */
async function runs(person: SlackPerson): Promise<{ open: number[]; next: number[] }> {
  const open: number[] = []
  const next: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    open.push(
      await timed(async () => {
        await person.shortcut('raise_concern')
        await person.opened(0)
      }),
    )
    if (person.view.callback_id === 'raise_draft') {
      await person.press('raise_let_go')
      await person.sees('raise_help')
    }
    await person.submit()
    person.fill('words', 'In the budget call I was talked over three times, and it was laughed off.')
    for (const _ of ['words', 'who', 'name']) next.push(await timed(() => person.submit()))
    await person.dismiss()
  }
  return { open, next }
}

/** Measures how long people wait in Slack. Slack itself waits 3000 ms for an answer, and a page has to be kept within 2000. */
export async function benchSlack(): Promise<boolean[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-bench-slack-'))
  const cluster = await startPostgres(folder)
  let world: SlackWorld | undefined
  try {
    await makeTemplate(cluster.socket)
    world = await slackWorld({ place: await freshDatabase(cluster.socket), everyMs: 3000 })
    await readyCircleInSlack(world, ['luis', 'ana'])
    const { open, next } = await runs(world.person('noor'))
    return [
      say({ name: 'slack shortcut to first page median', value: median(open), unit: 'ms' }),
      say({ name: 'slack shortcut to first page p99', value: percentile(open, 0.99), unit: 'ms', aim: { under: 3000 } }),
      say({ name: 'slack next page kept and shown median', value: median(next), unit: 'ms' }),
      say({ name: 'slack next page kept and shown p99', value: percentile(next, 0.99), unit: 'ms', aim: { under: 2000 } }),
    ]
  } finally {
    await world?.stop()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
