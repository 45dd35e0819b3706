// Lists every prompt in the catalogue: for people by category, with --json for programs.
import { catalogue } from '../shared/src/prompts/catalogue/catalogue.ts'
import { objections } from '../shared/src/prompts/writing.ts'

const listed = catalogue.map(({ id, category, text }) => ({ id, category, text }))
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(listed, null, 2))
} else {
  for (const [category, prompts] of Object.entries(Object.groupBy(listed, (prompt) => prompt.category))) {
    console.log(`\n${category.replaceAll('_', ' ')}`)
    for (const { id, text } of prompts ?? []) console.log(`  ${id}\n    ${text.en}\n    ${text.es}`)
  }
  console.log(`\n${listed.length} prompts.`)
}
const refused = catalogue.flatMap((prompt) => objections(prompt).map(({ found, say }) => `${prompt.id}: "${found}". ${say}`))
for (const line of refused) console.error(line)
process.exitCode = refused.length > 0 ? 1 : 0
