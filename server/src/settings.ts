import path from 'node:path'
import * as v from 'valibot'
import { StartProblem } from './problem.ts'

/** An empty variable counts as none. */
const text = v.pipe(
  v.string(),
  v.trim(),
  v.transform((value) => (value === '' ? undefined : value)),
)

const httpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//))
const wholeNumber = (min: number, max: number) =>
  v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(min), v.maxValue(max))

const rules = {
  PORT: v.optional(wholeNumber(0, 65_535), '8787'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//))),
  TEND_DATA: v.optional(v.string()),
  TEND_KEY: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}=?$/))),
  CORE_SECRET: v.optional(v.pipe(v.string(), v.minLength(32))),
  CORE_URL: v.optional(httpUrl),
  PUBLIC_URL: v.optional(httpUrl),
  OPERATOR: v.optional(v.pipe(v.string(), v.maxLength(120))),
  LOG: v.optional(v.picklist(['info', 'warn', 'error']), 'warn'),
}
type Name = keyof typeof rules

/** Everything that differs from one installation to another, read once from the environment. */
export type Settings = {
  port: number
  host: string
  databaseUrl: string | undefined
  /** The folder of the database and the key, as an absolute path. */
  dataFolder: string
  /** Whether the folder was chosen by TEND_DATA: it is then used or refused, never replaced. */
  dataFolderChosen: boolean
  /** The operator's key from the environment, 32 bytes. */
  key: Buffer | undefined
  coreSecret: string | undefined
  coreUrl: string | undefined
  publicUrl: string | undefined
  operator: string | undefined
  logLevel: 'info' | 'warn' | 'error'
}

/** Reads the settings. Refuses the first one that is not as it should be, by its name and never by its value, which may be a secret. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>, folder: string): Settings {
  const read = <K extends Name>(name: K): v.InferOutput<(typeof rules)[K]> => {
    const given = v.parse(v.optional(text), environment[name])
    const result = v.safeParse(rules[name], given)
    if (!result.success) throw new StartProblem('bad_setting', { name })
    return result.output as v.InferOutput<(typeof rules)[K]>
  }
  const data = read('TEND_DATA')
  const key = read('TEND_KEY')
  return {
    port: read('PORT'),
    host: read('HOST'),
    databaseUrl: read('DATABASE_URL'),
    dataFolder: path.resolve(folder, data ?? '.tend'),
    dataFolderChosen: data !== undefined,
    key: key === undefined ? undefined : Buffer.from(key, 'base64url'),
    coreSecret: read('CORE_SECRET'),
    coreUrl: read('CORE_URL')?.replace(/\/+$/, ''),
    publicUrl: read('PUBLIC_URL')?.replace(/\/+$/, ''),
    operator: read('OPERATOR'),
    logLevel: read('LOG'),
  }
}
