import { safeError } from '@tend/server/log'
import { StartProblem } from '@tend/server/problem'
import { readSettings, type Settings } from '@tend/server/settings'
import { startServer } from '@tend/server/start'
import { terminalCopy } from '@tend/shared/copy/terminal'
import { readSlackSettings, type SlackSettings } from './settings.ts'
import { greeting, problemSentence, terminalLanguage } from './terminal.ts'

/** Everything ends within 5 s: what has not by then is left, and the database ends by itself. */
const END_MS = 4500

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

// Before anything starts, so that an impatient Ctrl-C leaves nothing running; a second one does not wait.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (ending) process.exit(1)
    process.stdout.write(`\n${terminalCopy[language].ending}\n`)
    void end(0)
  })

// npm that is killed outright leaves its child behind: notice that the parent is another one.
function endWithParent(): void {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === 'start') setInterval(() => process.ppid !== parent && void end(0), 1000).unref()
}

function slackSettings(): SlackSettings | undefined {
  const choice = readSlackSettings(process.env)
  if (choice.kind === 'missing') throw new StartProblem('slack_incomplete', { name: choice.name })
  return choice.kind === 'slack' ? choice.settings : undefined
}

async function withServer(settings: Settings, slack: SlackSettings | undefined): Promise<void> {
  const server = await startServer(settings)
  endings.push(server.stop)
  const movedTo = server.dataFolder === settings.dataFolder ? undefined : server.dataFolder
  const slackLink = slack ? undefined : 'https://api.slack.com/apps?new_app=1'
  process.stdout.write(greeting(language, { address: server.address, setupSecret: server.setupSecret, movedTo, slackLink }))
}

async function main(): Promise<void> {
  const settings = readSettings(process.env, process.cwd())
  endWithParent()
  const slack = slackSettings()
  await withServer(settings, slack)
}

await main().catch(async (error: unknown) => {
  if (error instanceof StartProblem) process.stderr.write(`${problemSentence(language, error.code, error.facts)}\n`)
  else process.stderr.write(`${JSON.stringify(safeError(error))}\n${terminalCopy[language].unexpected}\n`)
  await end(1)
})
