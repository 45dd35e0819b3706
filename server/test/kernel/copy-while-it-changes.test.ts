import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { copyTree } from '@tend/server/operate/backup'
import { expect, it } from 'vitest'

it('a folder that changes while it is copied: what vanishes was not needed', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tend-copied-'))
  const changes = 'cd "$1" && while :; do mkdir -p a/b/c d/e; : > a/b/c/f; rm -r a d; done'
  const other = spawn('sh', ['-c', changes, 'sh', folder], { stdio: 'ignore' })
  const over = new Promise((resolve) => other.once('close', resolve))
  const into = mkdtempSync(path.join(os.tmpdir(), 'tend-copied-'))
  try {
    for (let n = 0; n < 500; n++) copyTree(folder, into, () => true)
    expect(other.exitCode, 'it changed all the while').toBeNull()
  } finally {
    other.kill('SIGKILL')
    await over
    for (const one of [folder, into]) rmSync(one, { recursive: true, force: true, maxRetries: 5 })
  }
})
