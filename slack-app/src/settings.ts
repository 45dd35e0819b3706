/** How this app speaks with Slack: with one workspace's bot token, and by Socket Mode (`appToken`) or signed HTTP (`signingSecret`). */
export type SlackSettings = {
  botToken: string
  appToken: string | undefined
  signingSecret: string | undefined
  /** Slack's Web API, or a stand-in for it; ends with a slash. */
  apiUrl: string
}

/** What the environment says: no Slack at all, Slack, or the name of what is still missing. */
export type SlackChoice = { kind: 'none' } | { kind: 'slack'; settings: SlackSettings } | { kind: 'missing'; name: string }

/** Reads the `SLACK_…` variables. An empty variable counts as none. */
export function readSlackSettings(environment: Readonly<Record<string, string | undefined>>): SlackChoice {
  const read = (name: string) => environment[name]?.trim() || undefined
  const botToken = read('SLACK_BOT_TOKEN')
  const appToken = read('SLACK_APP_TOKEN')
  const signingSecret = read('SLACK_SIGNING_SECRET')
  if (!botToken) return appToken || signingSecret ? { kind: 'missing', name: 'SLACK_BOT_TOKEN' } : { kind: 'none' }
  if (!appToken && !signingSecret) return { kind: 'missing', name: 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET' }
  const apiUrl = `${(read('SLACK_API_URL') ?? 'https://slack.com/api').replace(/\/+$/, '')}/`
  return { kind: 'slack', settings: { botToken, appToken, signingSecret, apiUrl } }
}
