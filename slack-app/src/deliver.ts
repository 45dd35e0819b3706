import { webApi } from '@slack/bolt'
import type { ClaimedDelivery, DeliveryTrouble, ReportDelivery } from '@tend/shared/deliveries/schema'
import { ask, type Core } from './core.ts'
import { errorFields, type Log } from './log.ts'
import { digestMessages, type Message } from './messages/digest.ts'
import { noticeMessage } from './messages/notice.ts'
import { type OverLimit, within } from './outgoing.ts'
import type { SlackSettings } from './settings.ts'
import { webOptions } from './web.ts'

/** What became of a post. `uncertain`: nobody can know, and nobody posts it again but a person. */
export type Outcome = ReportDelivery extends infer Said ? (Said extends unknown ? Omit<Said, 'attempt'> : never) : never

/** How long a post may take, in ms: nobody waits for it, so longer than for people who pressed something. */
const postTimeoutMs = 10_000
/** How often the outbox is asked, in ms; when the server is away, rarer each time up to the last. */
const pollMs = 3_000
const pollAwayMs = 60_000
const atOnce = 10
/** When to say again what became of a post, in ms, while the server does not answer. */
const reportAgainMs = [500, 2_000, 6_000, 15_000]

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
const laterSeconds = 30
/** How long a notice waits while Slack does not accept the app, in s: it goes out once the app is added again. */
const installedAgainSeconds = 3600
/** Slack's codes that a facilitator can do something about. */
const troubles: Readonly<Record<string, DeliveryTrouble>> = {
  channel_not_found: 'channel_gone',
  is_archived: 'channel_gone',
  not_in_channel: 'not_in_channel',
  account_inactive: 'not_installed',
  invalid_auth: 'not_installed',
  not_authed: 'not_installed',
  token_expired: 'not_installed',
  token_revoked: 'not_installed',
}
/** Failures before anything was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

const later = (retryAfterSeconds: number): Outcome => ({ outcome: 'refused', retryAfterSeconds, permanent: false })
const never = (trouble: DeliveryTrouble): Outcome => ({ outcome: 'refused', retryAfterSeconds: 0, permanent: true, trouble })

/** What a failed call means. Only what is known to have posted nothing is safe to try again; everything else is uncertain. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof webApi.WebAPIRateLimitedError) return later(Math.min(86_400, Math.max(1, error.retryAfter)))
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error
    // A body that is not JSON arrives here too, as its own text.
    if (typeof code !== 'string' || !/^[a-z][a-z0-9_:-]{2,80}$/.test(code) || openCodes.has(code)) return { outcome: 'uncertain' }
    return laterCodes.has(code) ? later(laterSeconds) : never(troubles[code] ?? 'refused')
  }
  if (error instanceof webApi.WebAPIRequestError && neverSent.has(causeOf(error.original))) return later(laterSeconds)
  return { outcome: 'uncertain' }
}

function causeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause ? causeOf(cause) : ''
}

export type Outbox = {
  core: Core
  settings: SlackSettings
  /** The team the token belongs to. */
  team: string
  log: Log
  overLimit: OverLimit
  now(): Date
  /** How often the outbox is asked, in ms. */
  everyMs?: number
}
export type Deliverer = {
  /** Takes what is due once and posts it; how many were taken. Throws when the server is away. */
  once(): Promise<number>
  start(): void
  /** Ends after what is being posted now. */
  stop(): Promise<void>
}

/** Posts what the server wants posted: claims, says that it begins, posts once, says what became of it. */
export function createDeliverer(outbox: Outbox): Deliverer {
  const web = new webApi.WebClient(outbox.settings.botToken, {
    ...webOptions(outbox.settings, outbox.log),
    timeout: postTimeoutMs,
    fetch: withRetryAfter,
  })
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  const once = async () => {
    const claimed = await ask(outbox.core.clientFor('service').v1.deliveries.claim.$post({ json: { max: atOnce } }))
    if (!claimed.ok) throw new Error(`The outbox did not answer: ${claimed.trouble.code}.`)
    await Promise.all(claimed.value.items.map((one) => deliver(outbox, web, one)))
    return claimed.value.items.length
  }
  const loop = async () => {
    const { everyMs = pollMs } = outbox
    let wait = everyMs
    while (!stopping.signal.aborted) {
      try {
        wait = (await once()) > 0 ? 0 : everyMs
      } catch (error) {
        wait = Math.min(pollAwayMs, Math.max(everyMs, wait * 2))
        outbox.log.warn('slack.outbox_away', errorFields(error))
      }
      await pause(wait, stopping.signal)
    }
  }
  return {
    once,
    start: () => {
      running ??= loop()
    },
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

// The client treats a rate limit without this header as a failure of unknown kind.
const withRetryAfter: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  if (response.status !== 429 || response.headers.has('retry-after')) return response
  return new Response(response.body, { status: 429, headers: { 'retry-after': String(laterSeconds) } })
}

async function deliver(outbox: Outbox, web: webApi.WebClient, one: ClaimedDelivery): Promise<void> {
  const api = outbox.core.clientFor('service').v1.deliveries[':id']
  const ready = one.team === outbox.team ? await prepare(outbox, web, one) : never('not_installed')
  if ('outcome' in ready) return report(outbox, one, ofKind(one, ready))
  // Everything that can fail without a post is behind us. A claim that is lost is somebody else's to post.
  const begun = await ask(api.begin.$post({ param: { id: one.id }, json: { attempt: one.attempt } }))
  if (!begun.ok) return
  await report(outbox, one, ofKind(one, await post(web, ready)))
}

// Facilitators see that a digest was refused, and do something; whom a notice is for learns of nothing, so it waits for Slack to accept the app.
function ofKind({ message }: ClaimedDelivery, outcome: Outcome): Outcome {
  const refused = outcome.outcome === 'refused' && outcome.trouble === 'not_installed'
  return refused && message.kind !== 'digest' ? later(installedAgainSeconds) : outcome
}

type Ready = { channel: string; messages: Message[] }

/** Finds where it goes and builds what is said. Channels shared with other workspaces are refused. */
async function prepare({ now, overLimit, log }: Outbox, web: webApi.WebClient, { message }: ClaimedDelivery): Promise<Ready | Outcome> {
  try {
    if (message.kind !== 'digest') {
      const opened = await web.conversations.open({ users: message.user })
      const about = message.kind === 'notice' ? message.subjectId : message.concernId
      const messages = [within(noticeMessage(message.language, about), overLimit, log)]
      return opened.channel?.id ? { channel: opened.channel.id, messages } : later(laterSeconds)
    }
    if (await sharedOutside(web, message.channel)) return never('shared_outside')
    const today = now().toISOString().slice(0, 10)
    return { channel: message.channel, messages: digestMessages(message.digest, today).map((part) => within(part, overLimit, log)) }
  } catch (error) {
    const outcome = outcomeOf(error)
    return outcome.outcome === 'uncertain' ? later(laterSeconds) : outcome
  }
}

/** Whether people of other workspaces read this channel; not known without the optional scope, which leaves it to whoever chose the channel. */
async function sharedOutside(web: webApi.WebClient, channel: string): Promise<boolean> {
  try {
    const { channel: found } = await web.conversations.info({ channel })
    return Boolean(found?.is_ext_shared || found?.is_pending_ext_shared)
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'missing_scope') return false
    throw error
  }
}

async function post(web: webApi.WebClient, { channel, messages }: Ready): Promise<Outcome> {
  let thread: string | undefined
  for (const { text, blocks } of messages) {
    try {
      const quiet = { unfurl_links: false, unfurl_media: false }
      const posted = await web.chat.postMessage({ channel, text, blocks, ...quiet, ...(thread ? { thread_ts: thread } : {}) })
      thread ??= posted.ts
    } catch (error) {
      // Part of it stands in the channel: that is for a person to look at.
      return thread ? { outcome: 'uncertain' } : outcomeOf(error)
    }
  }
  return { outcome: 'delivered' }
}

async function report({ core, log }: Outbox, { id, attempt, message }: ClaimedDelivery, outcome: Outcome): Promise<void> {
  for (const wait of [...reportAgainMs, undefined]) {
    const json = { attempt, ...outcome } as ReportDelivery
    const said = await ask(core.clientFor('service').v1.deliveries[':id'].report.$post({ param: { id }, json }))
    if (said.ok || said.trouble.code !== 'unreachable') break
    if (wait !== undefined) await pause(wait)
  }
  // The line of a notice would have the hour at which somebody raised something.
  if (message.kind === 'digest') log.info(`slack.digest_${outcome.outcome}`, { attempt })
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
    if (signal?.aborted) resolve()
  })
}
