import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { readSettings } from '@tend/server/settings'
import { startServer } from '@tend/server/start'
import type { TestProject } from 'vitest/node'
import { oncePerRun } from './once.ts'
import { temporaryFolder } from './temp.ts'

/** A data folder as a first start leaves it, and the set-up secret that this start showed. */
export type Primed = { folder: string; setupSecret: string }

declare module 'vitest' {
  interface ProvidedContext {
    primed: Primed
  }
}

/** Makes one first start for the whole run. A test that does not test the first start itself begins with a copy of what it left. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { value, end } = await oncePerRun('primed', async () => {
    const primed = await prime(temporaryFolder('primed'))
    return { value: primed, end: async () => rmSync(primed.folder, { recursive: true, force: true }) }
  })
  project.provide('primed', value)
  return end
}

async function prime(folder: string): Promise<Primed> {
  chmodSync(folder, 0o755)
  const tend = await startServer(readSettings({ PORT: '0', TEND_DATA: folder, LOG: 'error' }, folder))
  await tend.stop()
  // No test cuts the power, so the machine still knows all that a killed process had written.
  appendFileSync(path.join(folder, 'pg/postgresql.conf'), 'fsync = off\nfull_page_writes = off\n')
  for (const left of ['run', 'address.json', 'postgres.log']) rmSync(path.join(folder, left), { recursive: true, force: true })
  return { folder, setupSecret: tend.setupSecret ?? '' }
}

/** Copies a data folder to a place where nothing lies yet, with its owners and rights. */
export function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  const { status, stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The primed folder was not copied: ${stderr}`)
}
