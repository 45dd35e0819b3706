import type { webApi } from '@slack/bolt'

/** What a line of the log may hold here: names from the code and numbers, never what Slack or a person sent. */
type LogFields = { code?: string; error?: string; status?: number; ms?: number; count?: number; attempt?: number }

/** The server's logger, as far as the Slack app uses it. */
export type SlackLog = Record<'info' | 'warn' | 'error', (event: `${string}.${string}`, fields?: LogFields) => void>

/** Describes an error by its class and Slack's own code. Its message is left out, as it may quote what a person wrote. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const data = 'data' in error ? (error.data as { error?: unknown } | undefined) : undefined
  const code = typeof data?.error === 'string' ? data.error : 'code' in error ? error.code : undefined
  return { error: error.name, ...(typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? { code } : {}) }
}

/** Slack's libraries log payloads and addresses in their messages. This logger passes on only that they said something. */
export function quietLogger(log: SlackLog): NonNullable<webApi.WebClientOptions['logger']> {
  const level = 'warn' as webApi.LogLevel
  return {
    debug: () => {},
    info: () => {},
    warn: () => log.warn('slack.library_warned'),
    error: () => log.error('slack.library_failed'),
    setLevel: () => {},
    getLevel: () => level,
    setName: () => {},
  }
}
