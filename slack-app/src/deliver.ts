import { webApi } from '@slack/bolt'
import type { ClaimedDelivery, ReportDelivery } from '@tend/shared/deliveries/schema'
import { ask, type Core } from './core.ts'
import { errorFields, type SlackLog } from './log.ts'
import { noticeMessage } from './messages/deliveries/notice.ts'
import { digestMessages } from './messages/digests/digest.ts'
import { type OverLimit, within } from './outgoing.ts'
import { later, laterSeconds, never, outcomeOfFailure, type PostOutcome, post, postTimeoutMs, type Ready, type Wait } from './post.ts'
import type { SlackSettings } from './settings.ts'
import { webOptions } from './web.ts'

/** How often the outbox is asked, in ms. When the server is away it is asked less often each time, up to the last. */
const pollMs = 3_000
const pollAwayMs = 60_000
const atOnce = 10
/** How long a notice waits while Slack does not accept the app, in s. It goes out once the app is added again. */
const installedAgainSeconds = 3600
/** When the app says again what became of a post, in ms, while the server does not answer. */
const reportAgainMs = [500, 2_000, 6_000, 15_000]

export type DelivererParts = {
  core: Core
  settings: SlackSettings
  /** The team that the token belongs to. */
  team: string
  log: SlackLog
  overLimit: OverLimit
  /** How often the outbox is asked, in ms. */
  everyMs?: number
  /** How long Slack may take to answer a post, in ms. */
  timeoutMs?: number
  /** Waits between the parts of a digest. Tests pass the waiting over. */
  wait?: (ms: number) => Promise<void>
}
export type Deliverer = {
  /** Takes what is due once, posts it, and gives how many were taken. Throws when the server is away. */
  once(): Promise<number>
  start(): void
  /** Ends after what is being posted now. */
  stop(): Promise<void>
}

/** Posts what the server wants posted: claims it, says that it begins, posts once, says what became of it. */
export function createDeliverer(parts: DelivererParts): Deliverer {
  const web = new webApi.WebClient(parts.settings.botToken, {
    ...webOptions(parts.settings, parts.log),
    timeout: parts.timeoutMs ?? postTimeoutMs,
    fetch: withRetryAfter,
  })
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  // When the app ends, the rest of a digest does not wait.
  const { wait = (ms: number) => pause(ms, stopping.signal) } = parts
  const once = async () => {
    const claimed = await ask(parts.core.clientFor('service').v1.deliveries.claim.$post({ json: { max: atOnce } }))
    if (!claimed.ok) throw new Error(`The outbox did not answer: ${claimed.trouble.code}.`)
    await Promise.all(claimed.value.items.map((one) => deliver({ ...parts, wait }, web, one)))
    return claimed.value.items.length
  }
  const loop = async () => {
    const { everyMs = pollMs } = parts
    let wait = everyMs
    while (!stopping.signal.aborted) {
      try {
        wait = (await once()) > 0 ? 0 : everyMs
      } catch (error) {
        wait = Math.min(pollAwayMs, Math.max(everyMs, wait * 2))
        parts.log.warn('slack.outbox_away', errorFields(error))
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

// The client takes a rate limit without this header for a failure of unknown kind.
const withRetryAfter: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  if (response.status !== 429 || response.headers.has('retry-after')) return response
  return new Response(response.body, { status: 429, headers: { 'retry-after': String(laterSeconds) } })
}

async function deliver(parts: DelivererParts & { wait: Wait }, web: webApi.WebClient, one: ClaimedDelivery): Promise<void> {
  const api = parts.core.clientFor('service').v1.deliveries[':id']
  const ready = one.team === parts.team ? await prepare(parts, web, one) : never('not_installed')
  if ('outcome' in ready) return report(parts, one, ofKind(one, ready))
  // Everything that can fail without a post is done by now. Another process posts a delivery whose claim is lost here.
  const begun = await ask(api.begin.$post({ param: { id: one.id }, json: { attempt: one.attempt } }))
  if (!begun.ok) return
  await report(parts, one, ofKind(one, await post(web, ready, parts.wait)))
}

// Facilitators see that a digest was refused, and can act. The person a notice is for learns of nothing, so the notice waits for Slack to
// accept the app.
function ofKind({ message }: ClaimedDelivery, outcome: PostOutcome): PostOutcome {
  const refused = outcome.outcome === 'refused' && outcome.trouble === 'not_installed'
  return refused && message.kind !== 'digest' ? later(installedAgainSeconds) : outcome
}

/** Finds where a delivery goes and builds what it says. Refuses channels that are shared with other workspaces. */
async function prepare(
  { overLimit, log }: DelivererParts,
  web: webApi.WebClient,
  { message }: ClaimedDelivery,
): Promise<Ready | PostOutcome> {
  try {
    if (message.kind !== 'digest') {
      const opened = await web.conversations.open({ users: message.user })
      const about = message.kind === 'notice' ? message.subjectId : message.concernId
      const messages = [within(noticeMessage(message.language, about), overLimit, log)]
      return opened.channel?.id ? { channel: opened.channel.id, messages } : later(laterSeconds)
    }
    if (await sharedOutside(web, message.channel)) return never('shared_outside')
    return { channel: message.channel, messages: digestMessages(message.digest).map((part) => within(part, overLimit, log)) }
  } catch (error) {
    const outcome = outcomeOfFailure(error)
    return outcome.outcome === 'uncertain' ? later(laterSeconds) : outcome
  }
}

/**
 * Whether people of other workspaces read this channel. Without the optional scope nobody can know, and the choice of the channel counts as
 * it is.
 */
async function sharedOutside(web: webApi.WebClient, channel: string): Promise<boolean> {
  try {
    const { channel: found } = await web.conversations.info({ channel })
    return Boolean(found?.is_ext_shared || found?.is_pending_ext_shared)
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'missing_scope') return false
    throw error
  }
}

async function report({ core, log }: DelivererParts, { id, attempt, message }: ClaimedDelivery, outcome: PostOutcome): Promise<void> {
  for (const wait of [...reportAgainMs, undefined]) {
    const json = { attempt, ...outcome } as ReportDelivery
    const said = await ask(core.clientFor('service').v1.deliveries[':id'].report.$post({ param: { id }, json }))
    if (said.ok || said.trouble.code !== 'unreachable') break
    if (wait !== undefined) await pause(wait)
  }
  // The line of a notice would hold the hour at which a person raised something.
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
