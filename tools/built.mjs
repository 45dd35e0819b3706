// Before `npm start`, this builds the extension when it is missing or older than what it is made from. Tend starts also without it.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const built = 'extension/.output/chrome-mv3/manifest.json'
const madeFrom = ['extension', 'shared/src', 'server/src/client.ts', 'package-lock.json']
const skipped = new Set(['node_modules', 'test', '.output', '.wxt', '.types'])

// Folders count too, as taking a file away touches only its folder.
function newest(place) {
  const { mtimeMs } = statSync(place)
  if (!statSync(place).isDirectory()) return mtimeMs
  const inside = readdirSync(place).filter((name) => !skipped.has(name) && !name.endsWith('.tsbuildinfo'))
  // A build writes into the extension's folder itself, so only what lies below counts there.
  return Math.max(place === 'extension' ? 0 : mtimeMs, ...inside.map((name) => newest(path.join(place, name))))
}

if (!existsSync(built) || statSync(built).mtimeMs < Math.max(...madeFrom.map(newest))) {
  console.log('Building the extension …')
  const { status } = spawnSync('npm', ['run', '--silent', 'build:extension'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) console.error('The extension could not be built; its own words are above. Tend starts without it.')
}
