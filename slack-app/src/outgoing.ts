import { fitted, problems } from './limits.ts'
import type { SlackLog } from './log.ts'

/** What happens to a payload that breaks Slack's limits: tests refuse it, and production cuts it and logs that it had to. */
export type OverLimit = 'refuse' | 'fit'

/** Gives a payload as it may go out. */
export function within<Payload extends object>(payload: Payload, overLimit: OverLimit, log: SlackLog): Payload {
  const found = problems(payload)
  if (found.length === 0) return payload
  log.error('slack.payload_over_limit', { count: found.length })
  if (overLimit === 'refuse') throw new Error(`Slack would refuse this: ${found.map(({ where, why }) => `${where} (${why})`).join('; ')}`)
  return fitted(payload)
}
