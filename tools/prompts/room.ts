import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promptsCopy } from '@tend/shared/copy/prompts'
import { readingRoomCopy } from '@tend/shared/copy/reading-room'
import { catalogue } from '@tend/shared/prompts/catalogue/catalogue'
import { type RoundEntry, rounds } from '@tend/shared/prompts/catalogue/rounds'
import { Category, type Prompt } from '@tend/shared/prompts/schema'
import { build } from 'vite'

const root = path.resolve(import.meta.dirname, '../..')
const languages = ['en', 'es'] as const
type Said = Prompt['text']

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Says the same in both languages, side by side. The page hides one of them when a language is chosen. */
function inBoth(tag: string, say: (language: 'en' | 'es') => string, attributes = ''): string {
  return languages.map((language) => `<${tag} lang="${language}" ${attributes}>${escaped(say(language))}</${tag}>`).join('')
}

const sentence = (text: Said, attributes = 'class="text"') => inBoth('p', (language) => text[language], attributes)

function tags({ moment, trigger, audience, depth, shareSafe, action }: Prompt): string {
  const tag = (say: (language: 'en' | 'es') => string, more = '') => inBoth('span', say, `class="tag ${more}"`)
  return [
    tag((language) => promptsCopy[language].moments[moment]),
    tag((language) => promptsCopy[language].triggers[trigger]),
    tag((language) => promptsCopy[language].audiences[audience]),
    tag((language) => readingRoomCopy[language].depth(depth)),
    tag((language) => (shareSafe ? readingRoomCopy[language].onScreen : readingRoomCopy[language].private), shareSafe ? '' : 'clay'),
    tag((language) => promptsCopy[language].actions[action]),
  ].join('')
}

function card(prompt: Prompt, follow = ''): string {
  const words = escaped(`${prompt.id} ${prompt.text.en} ${prompt.text.es}`.toLowerCase())
  return `<li class="card" data-moment="${prompt.moment}" data-words="${words}">${sentence(prompt.text)}${follow}${sentence(prompt.why, 'class="soft"')}<div>${tags(prompt)}</div><p class="soft">${prompt.id}</p></li>`
}

function roundCard({ kind, question, followUps }: RoundEntry): string {
  const season = kind === 'season' ? inBoth('span', (language) => readingRoomCopy[language].season, 'class="tag clay"') : ''
  const lists = languages.map(
    (language) => `<ul class="follow" lang="${language}">${followUps.map((one) => `<li>${escaped(one[language])}</li>`).join('')}</ul>`,
  )
  return card(question, season + lists.join(''))
}

function category(name: Category): string {
  const prompts = catalogue.filter((prompt) => prompt.category === name)
  const heading = inBoth('span', (language) => `${promptsCopy[language].categories[name]} · ${prompts.length} `)
  return `<section id="${name}"><h2>${heading}</h2><ul class="prompts">${prompts.map((prompt) => card(prompt)).join('')}</ul></section>`
}

function bar(): string {
  const moments = Object.keys(promptsCopy.en.moments) as Prompt['moment'][]
  const option = (value: string, say: (language: 'en' | 'es') => string) =>
    `<option value="${value}" data-en="${escaped(say('en'))}" data-es="${escaped(say('es'))}">${escaped(say('en'))}</option>`
  const label = (say: (copy: (typeof readingRoomCopy)['en']) => string) => inBoth('span', (language) => say(readingRoomCopy[language]))
  return `<form class="bar">
<label>${label((copy) => copy.language)}<select name="language">${option('', (language) => readingRoomCopy[language].bothLanguages)}<option value="en">English</option><option value="es">Español</option></select></label>
<label>${label((copy) => copy.moment)}<select name="moment">${option('', (language) => readingRoomCopy[language].anyMoment)}${moments.map((one) => option(one, (language) => promptsCopy[language].moments[one])).join('')}</select></label>
<label>${label((copy) => copy.search)}<input type="search" name="search"></label>
</form>`
}

function page(title: string, body: string, script: string): string {
  const style = [path.join(root, 'extension/look/tokens.css'), path.join(import.meta.dirname, 'room.css')]
  const css = style.map((file) => readFileSync(file, 'utf8')).join('\n')
  // A script may not hold its own end.
  const safe = script.replaceAll('</script', '<\\/script')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>${css}</style></head>
<body>${body}<script>${safe}</script></body></html>
`
}

function library(script: string): string {
  const say = (tag: string, of: (copy: (typeof readingRoomCopy)['en']) => string, more = '') =>
    inBoth(tag, (language) => of(readingRoomCopy[language] as (typeof readingRoomCopy)['en']), more)
  const body = `<header>${say('h1', (copy) => copy.title)}${say('p', (copy) => copy.lead(catalogue.length, Category.options.length))}${say('p', (copy) => copy.review, 'class="soft"')}
<p><a href="call.html">${say('span', (copy) => `${copy.toCall} `)}</a></p></header>
<main>${bar()}
<section><h2>${say('span', (copy) => `${copy.rounds} `)}</h2>${say('p', (copy) => copy.roundsLead, 'class="soft"')}<ul class="prompts">${rounds.map(roundCard).join('')}</ul></section>
${Category.options.map(category).join('\n')}
<p class="nothing" hidden>${say('span', (copy) => copy.nothing)}</p></main>`
  return page(readingRoomCopy.en.title, body, script)
}

/** Bundles one of the pages' scripts, with everything it asks of shared, into a single piece. */
async function bundle(file: string): Promise<string> {
  const entry = path.join(import.meta.dirname, file)
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: true, target: 'es2023', lib: { entry, formats: ['iife'], name: 'tend' } },
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (!first || !('output' in first)) throw new Error(`${file} was not bundled.`)
  return first.output[0].code
}

/** Writes the two pages and gives back where they lie. Each is one file that needs no network. */
export async function writeRoom(folder = path.join(root, '.prompts')): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const pages = {
    'index.html': library(await bundle('browse.ts')),
    'call.html': page(readingRoomCopy.en.callTitle, '<main id="call"></main>', await bundle('play.ts')),
  }
  return Object.entries(pages).map(([name, html]) => {
    const file = path.join(folder, name)
    writeFileSync(file, html)
    return file
  })
}
