import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** The same names in every package. */
export const features =
  'members concerns backburner repairs supports rests agreements resources rounds prompts digests deliveries calls'.split(' ')

export type Source = { file: string; text: string; imports: string[] }

const specifier = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"\n]+)['"]/g

/** Every TypeScript source below the given folders, as paths from the root, with what each imports. Reads what git tracks or would track. */
export function sources(...folders: string[]): Source[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...folders], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed
    .split('\0')
    .filter((file) => /\.tsx?$/.test(file) && existsSync(path.join(root, file)))
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8')
      return { file, text, imports: [...text.matchAll(specifier)].map((match) => match[1] ?? '') }
    })
}

/** The path from the root that an import means, without its ending: `shared/src/concerns/decide`; a package's name where it is not ours. */
export function target(file: string, imported: string): string {
  if (imported.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(file), imported)).replace(/\.tsx?$/, '')
  const ours = imported.match(/^@tend\/([a-z-]+)\/(.+)$/)
  return ours ? `${ours[1]}/src/${ours[2]}` : imported
}

/** The text with comments and quoted strings blanked, so that a rule about code does not trip over prose. */
export function codeOnly(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|[^:])\/\/.*$/gm, '$1').replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
}
