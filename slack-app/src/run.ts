import type { Transport } from '@tend/server/client'
import type { Patience } from '@tend/server/data/postgres'
import { createLog, type Log, safeError } from '@tend/server/log'
import { StartProblem } from '@tend/server/problem'
import type { Running } from '@tend/server/serve'
import { readSettings, type Settings } from '@tend/server/settings'
import { startServer } from '@tend/server/start'
import { terminalCopy, terminalLanguage } from '@tend/shared/copy/terminal'
import type { SlackApp } from './app.ts'
import type { Core } from './core.ts'
import { errorFields } from './log.ts'
import { refusesUs, type SlackState } from './refusal.ts'
import { readSlackSettings, type SlackSettings } from './settings.ts'
import { greeting, problemSentence } from './terminal.ts'

/** Everything ends within 5 s. What has not ended by then is left, and the database ends by itself. */
const END_MS = 4500
/** How long the app waits before it tries Slack again, in ms: longer each time, up to the last. */
const AGAIN_MS = 15_000
const AGAIN_LAST_MS = 60_000

/** Where Tend waits otherwise than usual: for its PostgreSQL, and before it asks again what there is to post in Slack (ms). */
export type RunPatience = { postgres?: Partial<Patience>; deliverEveryMs?: number }

const language = terminalLanguage(process.env)
const endings: (() => Promise<void>)[] = []
let ending: Promise<void> | undefined

function end(code: number): Promise<void> {
  ending ??= (async () => {
    const forced = setTimeout(() => process.exit(code), END_MS)
    for (const stop of endings.splice(0).reverse()) await stop().catch(() => {})
    clearTimeout(forced)
    process.exit(code)
  })()
  return ending
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

// These stand before anything starts, so that an impatient Ctrl-C leaves nothing running. A second one does not wait.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (ending) process.exit(1)
    say(`\n${terminalCopy[language].ending}`)
    void end(0)
  })

// When npm is killed outright it leaves its child behind, which notices that its parent is another one.
function endWithParent(): void {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event !== 'start') return
  setInterval(() => process.ppid !== parent && void end(0), 1000).unref()
}

/** The typed client over memory or over the network: the same for both, with a fresh 60-second token for each request. */
async function coreOver(base: string, transport: Transport, secret: string): Promise<Core> {
  const [{ createClient, wholeLists }, { signPerson, signService }] = await Promise.all([
    import('@tend/server/client'),
    import('@tend/server/http/actor-token'),
  ])
  const sign = (who: Parameters<Core['clientFor']>[0]) =>
    who === 'service' ? signService(secret, new Date()) : signPerson(secret, who, new Date())
  return {
    clientFor: (who, headers = {}) =>
      createClient(base, wholeLists(transport), async () => ({ ...headers, authorization: `Bearer ${await sign(who)}` })),
  }
}

function slackSettings(): SlackSettings | undefined {
  const choice = readSlackSettings(process.env)
  if (choice.kind === 'missing') throw new StartProblem('slack_incomplete', { name: choice.name })
  return choice.kind === 'slack' ? choice.settings : undefined
}

/** Says what keeps the Slack app out until a person changes something. Gives nothing when the app may well come in later. */
function refusalOf(error: unknown): StartProblem | undefined {
  const { code = '' } = errorFields(error)
  if (!(error instanceof Error && error.name === 'TeamRefused'))
    return refusesUs(error) ? new StartProblem('slack_refused', { reason: code }) : undefined
  if (code === 'taken') return new StartProblem('slack_team_taken')
  if (code === 'org_install') return new StartProblem('slack_org_install')
  return code === 'unauthorised' ? new StartProblem('core_unreachable', { url: process.env.CORE_URL ?? '' }) : undefined
}

type Told = { app?: SlackApp; refusal?: StartProblem | undefined }
type Slack = {
  settings: SlackSettings
  core: Core
  log: Log
  /** Whether other things run in this process. If so, nothing that Slack says ends them. */
  besides: boolean
  everyMs: number | undefined
  tell(state: SlackState, told?: Told): void
}

/** Starts the Slack app, again and again while it cannot start. A refusal ends the first start only where nothing else runs. */
async function connectSlack(slack: Slack, tries = 0): Promise<void> {
  if (ending) return
  // Slack's libraries weigh 40 MB and most of a second, so only an installation that uses Slack loads them.
  const { startSlack } = await import('./app.ts')
  const { settings, core, log, everyMs, tell } = slack
  try {
    const app = await startSlack({ settings, core, log, tell, ...(everyMs === undefined ? {} : { everyMs }) })
    endings.push(() => app.stop())
    tell('connected', { app })
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal && !slack.besides && tries === 0) throw refusal
    log.warn('slack.unreachable', errorFields(error))
    tell(refusal ? 'refused' : 'away', { refusal })
    setTimeout(() => void connectSlack(slack, tries + 1), Math.min(AGAIN_LAST_MS, AGAIN_MS * 2 ** tries))
  }
}

/** Says each change of how Slack stands to the app once. A token that is wrong from the start stands out. */
function saidOnce(): (state: SlackState, told?: Told) => void {
  const copy = terminalCopy[language]
  const lines = { connected: copy.slackOn, away: copy.slackLater, refused: copy.slackRefuses, removed: copy.slackRemoved }
  let said: SlackState | undefined
  return (state, { refusal } = {}) => {
    if (state !== said) say(refusal ? `\n${problemSentence(language, refusal.code, refusal.facts)}\n${copy.withoutSlack}\n` : lines[state])
    said = state
  }
}

async function withServer(settings: Settings, slack: SlackSettings | undefined, patience: RunPatience): Promise<void> {
  const server = await startServer(settings, patience.postgres)
  endings.push(() => server.stop())
  void server.over.then(fail)
  const link = slack ? undefined : (await import('./manifest.ts')).installLink(settings.publicUrl)
  server.tellSlack({ link })
  const movedTo = server.dataFolder === settings.dataFolder ? undefined : server.dataFolder
  const { address, listensToOthers, setupSecret } = server
  say(greeting(language, { address, publicUrl: settings.publicUrl, listensToOthers, setupSecret, movedTo, slackLink: link }))
  if (!slack) return
  const saySo = saidOnce()
  const tell: Slack['tell'] = (state, told) => {
    server.tellSlack({ state, ...(told?.app ? { door: told.app.handle } : {}) })
    saySo(state, told)
  }
  await connectSlack({
    settings: slack,
    core: await coreOf(server),
    log: server.log,
    besides: true,
    everyMs: patience.deliverEveryMs,
    tell,
  })
}

// The address has no name of the machine: the server answers every loopback name, but not each address it may listen on.
function coreOf({ api, coreSecret }: Running): Promise<Core> {
  return coreOver('http://localhost', (input, init) => api.request(input instanceof Request ? input : String(input), init), coreSecret)
}

async function withoutServer(url: string, settings: Settings, slack: SlackSettings | undefined, patience: RunPatience): Promise<void> {
  if (!slack) throw new StartProblem('slack_incomplete', { name: 'SLACK_BOT_TOKEN' })
  if (!slack.appToken) throw new StartProblem('slack_incomplete', { name: 'SLACK_APP_TOKEN' })
  if (!settings.coreSecret) throw new StartProblem('core_secret_missing')
  if (!(await fetch(`${url}/health`).catch(() => undefined))?.ok) throw new StartProblem('core_unreachable', { url })
  const log = createLog(
    settings.logLevel,
    (line) => process.stderr.write(`${line}\n`),
    () => new Date(),
  )
  say(terminalCopy[language].coreUrl(url))
  const core = await coreOver(url, fetch, settings.coreSecret)
  await connectSlack({ settings: slack, core, log, besides: false, everyMs: patience.deliverEveryMs, tell: saidOnce() })
}

// A file of ours does not load. The message names files and no data.
function codeProblem(error: unknown): { why?: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return error instanceof SyntaxError || code.startsWith('ERR_') ? { why: (error as Error).message } : {}
}

async function fail(error: unknown): Promise<void> {
  if (error instanceof StartProblem) process.stderr.write(`${problemSentence(language, error.code, error.facts)}\n`)
  else process.stderr.write(`${JSON.stringify({ ...safeError(error), ...codeProblem(error) })}\n${terminalCopy[language].unexpected}\n`)
  await end(1)
}

async function start(patience: RunPatience): Promise<void> {
  const settings = readSettings(process.env, process.cwd())
  endWithParent()
  const slack = slackSettings()
  await (settings.coreUrl ? withoutServer(settings.coreUrl, settings, slack, patience) : withServer(settings, slack, patience))
}

/** Runs Tend in this process until it is told to end, as `npm start` does. It says refusals in the terminal, and they end the process. */
export async function run(patience: RunPatience = {}): Promise<void> {
  await start(patience).catch(fail)
}
