import { App, type Receiver } from '@slack/bolt'
import { People } from './acting-member.ts'
import { actions } from './actions/registry.ts'
import { ask, type Core } from './core.ts'
import { createDeliverer, type Deliverer } from './deliver.ts'
import { BoltListener } from './listen.ts'
import { errorFields, quietLogger, type SlackLog } from './log.ts'
import type { OverLimit } from './outgoing.ts'
import { HttpReceiver } from './receiver.ts'
import type { SlackState } from './refusal.ts'
import type { SlackSettings } from './settings.ts'
import { SocketReceiver } from './socket.ts'
import { installationOf, visitOf } from './visit.ts'
import { Web, webOptions } from './web.ts'

export type SlackParts = {
  settings: SlackSettings
  core: Core
  log: SlackLog
  now?: () => Date
  /** Tests refuse what breaks Slack's limits. Production cuts it. */
  overLimit?: OverLimit
  /** How often the app asks for deliveries, in ms. */
  everyMs?: number
  /** Hears how Slack stands to the app after the start. */
  tell?: (state: SlackState) => void
  /** How long the app waits before it makes a lost connection again, in ms. Each further try waits longer. */
  againMs?: number
}

/**
 * The Slack app. `handle` answers `/slack/events` and is absent in Socket Mode. `start` comes before anything arrives, and `stop` ends all
 * of it.
 */
export type SlackApp = {
  handle: ((request: Request) => Promise<Response>) | undefined
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * Slack repeats an event that it believes lost. This many ids are remembered here. What an event changes, the server remembers too, for
 * every process.
 */
const EVENTS_REMEMBERED = 5000

function receiverOf({ settings, log, tell = () => {}, againMs }: SlackParts): Receiver & { handle?: HttpReceiver['handle'] } {
  const { appToken, signingSecret } = settings
  if (!appToken) return new HttpReceiver({ signingSecret: signingSecret ?? '', log })
  return new SocketReceiver({ settings: { ...settings, appToken }, log, tell, ...(againMs === undefined ? {} : { againMs }) })
}

/** Answers events and presses of this team once, and lets nothing else in: no other workspace, no organisation, no repetition. */
function guard(app: App, team: () => string, people: People, log: SlackLog): void {
  const seen = new Set<string>()
  app.use(async ({ body, next, ...rest }) => {
    const { event_id: eventId } = body as { event_id?: string }
    const { team: installed, org, home } = installationOf(body)
    const ours = installed === team() && !org
    const theirs = ours && home !== installed ? await people.belongs(installed, visitOf(body).user) : ours
    // Without an answer Slack keeps the page open, and nothing on it is lost.
    if (theirs === undefined) return
    if (!theirs) {
      log.info('slack.foreign_team')
      if ('ack' in rest && typeof rest.ack === 'function') await (rest.ack as () => Promise<void>)()
      return
    }
    if (eventId !== undefined) {
      if (seen.has(eventId)) return
      const [oldest] = seen
      if (seen.size >= EVENTS_REMEMBERED && oldest !== undefined) seen.delete(oldest)
      seen.add(eventId)
    }
    try {
      await next()
    } catch (error) {
      // The event may come again.
      if (eventId !== undefined) seen.delete(eventId)
      throw error
    }
  })
}

/** Puts the app together. Nothing runs before `start`. */
export function createSlackApp(parts: SlackParts): SlackApp {
  const { settings, core, log, now = () => new Date(), overLimit = 'fit' } = parts
  let team = ''
  let left = false
  let deliverer: Deliverer | undefined
  // Once the app is removed, a socket that opens again changes nothing: its token is gone.
  const tell = (state: SlackState) => {
    if (!left) parts.tell?.(state)
  }
  const removed = () => {
    tell('removed')
    left = true
    void deliverer?.stop()
  }
  const web = new Web(settings, log, overLimit)
  const receiver = receiverOf({ ...parts, tell })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: settings.botToken }),
    clientOptions: webOptions(settings, log),
    logger: quietLogger(log),
    convoStore: false,
    ignoreSelf: false,
  })
  app.error(async (error) => log.error('slack.handler_failed', errorFields(error)))
  const people = new People(web, core, now)
  guard(app, () => team, people, log)
  const listener = new BoltListener({ app, web, people, core, log, overLimit, removed })
  for (const action of actions) action.listen(listener)
  listener.answersTheRest()
  const { handle } = receiver
  return {
    handle: handle && (async (request) => (team === '' ? new Response('', { status: 503 }) : handle(request))),
    async start() {
      team = await meet(web, core, log)
      await app.start()
      const everyMs = parts.everyMs === undefined ? {} : { everyMs: parts.everyMs }
      deliverer = createDeliverer({ core, settings, team, log, overLimit, ...everyMs })
      if (!left) deliverer.start()
      log.info('slack.connected')
    },
    async stop() {
      await deliverer?.stop()
      await app.stop()
    },
  }
}

/** This Slack team is not let in; `code` is the reason. */
class TeamRefused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.name = 'TeamRefused'
    this.code = code
  }
}

/** Gives the team that the token is of, and tells it to the server so that its people may come in. */
async function meet(web: Web, core: Core, log: SlackLog): Promise<string> {
  const { team_id: team, is_enterprise_install: org } = await web.auth.test()
  if (!team) throw new Error('Slack did not say which team this token belongs to.')
  // All people of an organisation would come into one circle.
  const refused = org ? 'org_install' : await refusedBy(core, team)
  if (refused === undefined) return team
  log.error('slack.team_refused', { code: refused })
  throw new TeamRefused(refused)
}

async function refusedBy(core: Core, team: string): Promise<string | undefined> {
  const bound = await ask(core.clientFor('service').v1.slack.team.$put({ json: { team } }))
  return bound.ok ? undefined : bound.trouble.code
}

/** Puts the app together and starts it. When that fails, nothing of it is left running. */
export async function startSlack(parts: SlackParts): Promise<SlackApp> {
  const app = createSlackApp(parts)
  try {
    await app.start()
    return app
  } catch (error) {
    await app.stop().catch(() => {})
    throw error
  }
}
