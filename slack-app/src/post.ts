import { webApi } from '@slack/bolt'
import { reportMs } from '@tend/shared/deliveries/decide'
import type { DeliveryTrouble, ReportDelivery } from '@tend/shared/deliveries/schema'
import type { Message } from './messages/digests/digest.ts'
import { refusesUs } from './refusal.ts'

/** What became of a post. `uncertain` means that nobody can know, and only a person posts it again. */
export type PostOutcome = ReportDelivery extends infer Said ? (Said extends unknown ? Omit<Said, 'attempt'> : never) : never

/** How long a post may take, in ms. Nobody waits for it, so it is longer than for people who pressed something. */
export const postTimeoutMs = 10_000
/** The pause between two parts of a long digest, in ms: Slack takes about one message a second in a channel. */
const betweenPartsMs = 1_100
/** After this, in ms, no part waits any more: the server must hear of the post before it counts as lost. */
const partsMs = reportMs - postTimeoutMs
/** Slack's codes that leave open whether the message was posted. */
const openCodes = new Set(['internal_error', 'fatal_error'])
/** Slack's codes for "not now". */
const laterCodes = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
])
/** How long the app waits then, in s, when Slack does not say. */
export const laterSeconds = 30
/** Slack's codes that a facilitator can do something about. */
const troubles: Readonly<Record<string, DeliveryTrouble>> = {
  channel_not_found: 'channel_gone',
  is_archived: 'channel_gone',
  not_in_channel: 'not_in_channel',
}
/** Failures before anything was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** It was not posted for now, and may be tried again after this many s. */
export const later = (retryAfterSeconds: number): PostOutcome => ({ outcome: 'refused', retryAfterSeconds, permanent: false })
/** It was not posted, and will not be by itself any more. */
export const never = (trouble: DeliveryTrouble): PostOutcome => ({ outcome: 'refused', retryAfterSeconds: 0, permanent: true, trouble })

/** Says what a failed call means. Only a call that is known to have posted nothing is safe to try again. Every other one is uncertain. */
export function outcomeOfFailure(error: unknown): PostOutcome {
  if (error instanceof webApi.WebAPIRateLimitedError) return later(Math.min(86_400, Math.max(1, error.retryAfter)))
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error
    // A body that is not JSON arrives here too, as its own text.
    if (typeof code !== 'string' || !/^[a-z][a-z0-9_:-]{2,80}$/.test(code) || openCodes.has(code)) return { outcome: 'uncertain' }
    if (refusesUs(error)) return never('not_installed')
    return laterCodes.has(code) ? later(laterSeconds) : never(troubles[code] ?? 'refused')
  }
  if (error instanceof webApi.WebAPIRequestError && neverSent.has(causeOf(error.original))) return later(laterSeconds)
  return { outcome: 'uncertain' }
}

function causeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause ? causeOf(cause) : ''
}

/** Waits so many ms. */
export type Wait = (ms: number) => Promise<void>
/** Where a message goes, and what it says. */
export type Ready = { channel: string; messages: Message[] }

/**
 * Posts every part. Once the first part stands, posting all of it again would repeat that part. A part that is refused for now therefore
 * waits alone, or else a person looks at it.
 */
export async function post(web: webApi.WebClient, { channel, messages }: Ready, wait: Wait): Promise<PostOutcome> {
  let thread: string | undefined
  let spentMs = 0
  const rest = (ms: number) => {
    spentMs += ms
    return wait(ms)
  }
  const once = async (message: Message) => {
    const began = performance.now()
    const said = await postPart(web, { channel, ...message, ...(thread ? { thread_ts: thread } : {}) })
    spentMs += performance.now() - began
    return said
  }
  for (const [index, message] of messages.entries()) {
    if (index > 0) await rest(betweenPartsMs)
    let said = await once(message)
    while (index > 0 && 'outcome' in said && spentMs + waitOf(said) < partsMs) {
      await rest(waitOf(said))
      said = await once(message)
    }
    if ('outcome' in said) return index > 0 ? { outcome: 'uncertain' } : said
    thread ??= said.ts
  }
  return { outcome: 'delivered' }
}

async function postPart(web: webApi.WebClient, part: Message & { channel: string; thread_ts?: string }) {
  try {
    return { ts: (await web.chat.postMessage({ ...part, unfurl_links: false, unfurl_media: false })).ts }
  } catch (error) {
    return outcomeOfFailure(error)
  }
}

/** How long Slack wants the app to wait, in ms: for ever after anything but "not now". */
function waitOf(said: PostOutcome): number {
  return said.outcome === 'refused' && !said.permanent ? said.retryAfterSeconds * 1000 : Number.POSITIVE_INFINITY
}
