import { slackCopy } from '@tend/shared/copy/slack'
import { actions } from './actions/registry.ts'

/** All that Tend may do in Slack. It takes no history and no message events, so this list proves that it cannot read messages. */
export const BOT_SCOPES = ['commands', 'chat:write', 'im:write', 'users:read'] as const

/**
 * The app asks for these beside them, and a workspace may leave them out. They serve only to notice that people of other workspaces read
 * the digest's channel.
 */
export const OPTIONAL_SCOPES = ['channels:read', 'groups:read'] as const

/** The app as Slack makes it: by Socket Mode, or by signed HTTP to a public address. */
export function manifestFor(publicUrl: string | undefined): object {
  const { en } = slackCopy
  const events = actions.flatMap((action) => action.events ?? [])
  const url = publicUrl ? `${publicUrl.replace(/\/+$/, '')}/slack/events` : undefined
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: { name: 'Tend', description: en.appDescription, background_color: '#2e6f5a' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Tend', always_online: false },
      shortcuts: actions.flatMap(({ shortcuts = [] }) =>
        shortcuts.map(({ id, type, copy }) => ({ ...en.shortcuts[copy], callback_id: id, type })),
      ),
      slash_commands: actions.flatMap(({ commands = [] }) =>
        commands.map((command) => ({
          command,
          description: en.commandDescription,
          usage_hint: '[connect]',
          should_escape: false,
          ...(url ? { url } : {}),
        })),
      ),
    },
    oauth_config: { scopes: { bot: BOT_SCOPES, bot_optional: OPTIONAL_SCOPES } },
    settings: {
      event_subscriptions: { ...(url ? { request_url: url } : {}), bot_events: events },
      interactivity: { is_enabled: true, ...(url ? { request_url: url, message_menu_options_url: url } : {}) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  }
}

/** The address that makes the app with this manifest, in one click. */
export function installLink(publicUrl: string | undefined): string {
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifestFor(publicUrl)))}`
}
