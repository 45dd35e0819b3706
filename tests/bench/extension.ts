import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { median, medianInterval, say } from './figure.ts'
import { loadPairs } from './page-load.ts'

const output = path.resolve(import.meta.dirname, '../../extension/.output')

async function pageLoad(): Promise<boolean> {
  const pairs = await loadPairs(path.join(output, 'chrome-mv3-e2e'))
  const difference = pairs.map(({ tended, bare }) => tended - bare)
  const [low, high] = medianInterval(difference)
  return say({
    name: 'extension.page-load-difference',
    value: median(difference),
    unit: 'ms',
    aim: { under: 2 },
    note: `95 % ${low.toFixed(1)} to ${high.toFixed(1)}, ${pairs.length} pairs, ${median(pairs.map(({ bare }) => bare)).toFixed(1)} ms without`,
  })
}

/** The scripts that stand in every matched page. A script with globs stands only in the frames that a call makes. */
function alwaysOn(): boolean {
  const build = path.join(output, 'chrome-mv3')
  type Script = { js?: string[]; include_globs?: string[] }
  const manifest: { content_scripts?: Script[] } = JSON.parse(readFileSync(path.join(build, 'manifest.json'), 'utf8'))
  const { always = [], called = [] } = Object.groupBy(manifest.content_scripts ?? [], (script) =>
    script.include_globs ? 'called' : 'always',
  )
  const size = (scripts: Script[]) => {
    const files = [...new Set(scripts.flatMap(({ js = [] }) => js))]
    return files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(build, file)), { level: 9 }).length, 0) / 1000
  }
  return say({
    name: 'extension.always-on-scripts',
    value: size(always),
    unit: 'kB gzip',
    aim: { under: 4 },
    note: `and ${size(called).toFixed(1)} kB where a call is, or at a host's root`,
  })
}

/** Measures what the extension costs a page that it matches but that holds no call. */
export async function benchExtension(): Promise<boolean[]> {
  return [alwaysOn(), await pageLoad()]
}
