import { webApi } from '@slack/bolt'
import { quietLogger, type SlackLog } from './log.ts'
import { type OverLimit, within } from './outgoing.ts'
import type { SlackSettings } from './settings.ts'

/** Slack waits 3 s for the app. A person who pressed something does not wait longer for Slack. */
const TIMEOUT_MS = 2500

/** Slack's Web API for people who are waiting: no retries, and one pass over every view and message that goes out. */
export class Web extends webApi.WebClient {
  private readonly overLimit: OverLimit
  private readonly ownLog: SlackLog

  constructor(settings: SlackSettings, log: SlackLog, overLimit: OverLimit) {
    super(settings.botToken, webOptions(settings, log))
    this.overLimit = overLimit
    this.ownLog = log
  }

  override apiCall(method: string, options: Record<string, unknown> = {}): Promise<webApi.WebAPICallResult> {
    if (options.view) return super.apiCall(method, { ...options, view: within(options.view as object, this.overLimit, this.ownLog) })
    if (!Array.isArray(options.blocks)) return super.apiCall(method, options)
    const { text, blocks } = within({ text: options.text, blocks: options.blocks }, this.overLimit, this.ownLog)
    return super.apiCall(method, { ...options, text, blocks })
  }
}

/** No retries, no waiting out of rate limits, and no library that logs what it sends. */
export function webOptions(settings: SlackSettings, log: SlackLog): webApi.WebClientOptions {
  return {
    slackApiUrl: settings.apiUrl,
    timeout: TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quietLogger(log),
    allowAbsoluteUrls: false,
  }
}
