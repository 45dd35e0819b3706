const levels = { info: 0, warn: 1, error: 2 } as const
export type Level = keyof typeof levels

/** Everything a log line may hold: names from the code, numbers and random ids. Nothing that a person typed fits in here. */
export type SafeFields = {
  /** The pattern of a route, such as `/v1/concerns/:id`, never the path that was asked for. */
  route?: string
  method?: string
  status?: number
  ms?: number
  /** The code of a refusal or an error. */
  code?: string
  /** The class of an error. Its message may quote data and is left out. */
  error?: string
  /** The place in our own files where an error came from. */
  at?: string
  requestId?: string
  count?: number
  attempt?: number
  pid?: number
  port?: number
}

/** Events are named `feature.what_happened`, in the code. */
export type LogEvent = `${string}.${string}`

export type Log = Record<Level, (event: LogEvent, fields?: SafeFields) => void>

/** Makes a log that writes one JSON object a line. `write` and `clock` are parameters, so that tests can read what would be logged. */
export function createLog(level: Level, write: (line: string) => void, clock: () => Date): Log {
  const at =
    (own: Level) =>
    (event: LogEvent, fields: SafeFields = {}) => {
      if (levels[own] >= levels[level]) write(JSON.stringify({ time: clock().toISOString(), level: own, event, ...fields }))
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

/** Tells of an error what may be logged: its class, its code, and the first of our own lines it passed through. */
export function safeError(error: unknown): SafeFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Za-z0-9_]{1,40}$/.test(error.code) ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node_modules'))
  const at = frames.map((line) => line.match(/((?:server|shared|slack-app)\/src\/[\w./-]+:\d+)/)?.[1]).find((place) => place !== undefined)
  return { error: error.name, ...(code ? { code } : {}), ...(at ? { at } : {}) }
}
