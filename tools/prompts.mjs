// Writes the library of prompts as two pages to look at. With --json it lists the prompts for programs, and with --figure it draws the
// documentation's month anew.
import { mkdirSync, writeFileSync } from 'node:fs'
import { catalogue } from '../shared/src/prompts/catalogue/catalogue.ts'

if (process.argv.includes('--json')) {
  const listed = catalogue.map(({ id, category, text }) => ({ id, category, text }))
  console.log(JSON.stringify(listed, null, 2))
} else if (process.argv.includes('--figure')) {
  const { document, places } = await import('./prompts/document.ts')
  const { figure, text } = document(catalogue)
  mkdirSync(new URL('.', places.figure), { recursive: true })
  writeFileSync(places.figure, figure)
  writeFileSync(places.text, text)
  console.log('Drew the month: docs/prompts.md, docs/images/prompts-month.svg')
} else {
  const { writeRoom } = await import('./prompts/room.ts')
  for (const page of await writeRoom()) console.log(page)
}
