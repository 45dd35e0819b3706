// Writes slack-app/manifest.json from the registry of actions: node tools/slack-manifest.mjs
import { writeFileSync } from 'node:fs'
import { manifestFor } from '../slack-app/src/manifest.ts'

writeFileSync(new URL('../slack-app/manifest.json', import.meta.url), `${JSON.stringify(manifestFor(undefined), null, 2)}\n`)
