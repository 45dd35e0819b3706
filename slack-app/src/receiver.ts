import { type App, type Receiver, type ReceiverEvent, verifySlackRequest } from '@slack/bolt'
import { errorFields, type SlackLog } from './log.ts'

/** A payload with a long message and its blocks stays far below this. Anything larger is not Slack's. */
const BODY_MAX = 512 * 1024
/** Slack gives up after 3000 ms. An answer after that reaches nobody. */
const ACK_MS = 2900
/** A signature may be five minutes old, and as far ahead of a clock that is behind. */
const AHEAD_SECONDS = 300

type Body = ReceiverEvent['body']

/** Gives the body as text, or nothing when it is larger than Slack's ever are. */
async function textOf(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_MAX) return undefined
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > BODY_MAX) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function isSignedBySlack(request: Request, body: string, signingSecret: string, now: number): boolean {
  const seconds = Number(request.headers.get('x-slack-request-timestamp') ?? Number.NaN)
  const signature = request.headers.get('x-slack-signature') ?? ''
  if (!Number.isFinite(seconds) || seconds > now / 1000 + AHEAD_SECONDS) return false
  try {
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': seconds }
    verifySlackRequest({ signingSecret, body, headers, nowMilliseconds: now })
    return true
  } catch {
    return false
  }
}

/**
 * Interactions carry JSON in the field `payload`; commands are fields; events are JSON. Gives undefined for a body of none of these kinds.
 */
function bodyOf(contentType: string, text: string): Body | undefined {
  try {
    const fields = contentType.includes('json') ? undefined : new URLSearchParams(text)
    const parsed: unknown = fields
      ? fields.has('payload')
        ? JSON.parse(fields.get('payload') ?? '')
        : Object.fromEntries(fields)
      : JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Body) : undefined
  } catch {
    return undefined
  }
}

function answerOf(response: unknown): Response {
  if (response === undefined || response === '') return new Response('')
  return typeof response === 'string' ? new Response(response) : Response.json(response)
}

/**
 * Bolt's side of `/slack/events`: checks the signature, hands the payload on, and answers with what was acknowledged. It carries transport
 * only.
 */
export class HttpReceiver implements Receiver {
  private app: App | undefined
  private readonly signingSecret: string
  private readonly log: SlackLog
  private readonly now: () => number

  constructor(options: { signingSecret: string; log: SlackLog; now?: () => number }) {
    this.signingSecret = options.signingSecret
    this.log = options.log
    this.now = options.now ?? Date.now
  }

  init(app: App): void {
    this.app = app
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  /** Answers one request from Slack; mounted at `/slack/events`. Of a refused request, only the fact is logged. */
  readonly handle = async (request: Request): Promise<Response> => {
    const text = await textOf(request)
    if (text === undefined) return new Response('', { status: 413 })
    if (!isSignedBySlack(request, text, this.signingSecret, this.now())) {
      this.log.warn('slack.signature_refused')
      return new Response('', { status: 401 })
    }
    const body = bodyOf(request.headers.get('content-type') ?? '', text)
    if (!body) return new Response('', { status: 400 })
    if (body.ssl_check) return new Response('')
    if (body.type === 'url_verification') return Response.json({ challenge: body.challenge })
    return this.process(body, request)
  }

  private process(body: Body, request: Request): Promise<Response> {
    return new Promise((done) => {
      const timer = setTimeout(() => done(new Response('', { status: 503 })), ACK_MS)
      const answer = (response: Response) => {
        clearTimeout(timer)
        done(response)
      }
      const ack = async (response?: unknown) => answer(answerOf(response))
      const retry = request.headers.get('x-slack-retry-num')
      const event: ReceiverEvent = { body, ack, ...(retry ? { retryNum: Number(retry) } : {}) }
      const processed = this.app?.processEvent(event) ?? Promise.resolve()
      processed
        .catch((error: unknown) => this.log.error('slack.handler_failed', errorFields(error)))
        .finally(() => answer(new Response('', { status: 404 })))
    })
  }
}
