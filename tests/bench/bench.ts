// Measures every speed that Tend promises, each beside its aim, on this machine in this run:
// `npm run bench -- --only core|slack|extension`.
import { parseArgs } from 'node:util'
import { benchCore } from './core.ts'
import { benchExtension } from './extension.ts'
import { benchPrompts } from './prompts.ts'
import { benchScale } from './scale.ts'
import { benchSlack } from './slack.ts'
import { benchStart } from './start.ts'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const groups: Record<string, (() => Promise<boolean[]>)[]> = {
  core: [benchStart, benchCore, benchScale, benchPrompts],
  slack: [benchSlack],
  extension: [benchExtension],
}
if (values.only && !(values.only in groups)) {
  console.error(`--only takes ${Object.keys(groups).join(', ')}; not ${values.only}.`)
  process.exit(1)
}
for (const [name, benches] of Object.entries(groups)) if (!values.only || values.only === name) for (const bench of benches) await bench()
