import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { slackCopy } from '@tend/shared/copy/slack'
import { describe, expect, it } from 'vitest'
import { actions } from '../src/actions/registry.ts'
import { BOT_SCOPES, installLink, manifestFor, OPTIONAL_SCOPES } from '../src/manifest.ts'

const folder = path.resolve(import.meta.dirname, '../src/actions')

type Manifest = {
  features: {
    shortcuts: { name: string; description: string; callback_id: string; type: string }[]
    slash_commands: { command: string; description: string; url?: string }[]
  }
  oauth_config: { scopes: Record<string, string[]> }
  settings: {
    event_subscriptions: { bot_events: string[]; request_url?: string }
    interactivity: { request_url?: string; message_menu_options_url?: string }
    socket_mode_enabled: boolean
  }
}
const manifest = (address?: string) => manifestFor(address) as Manifest

describe('the registry of actions', () => {
  it('holds every file of the folder, under its own name', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && file !== 'registry.ts')
      .map((file) => path.basename(file, '.ts'))
    expect(actions.map(({ name }) => name).sort()).toEqual(files.sort())
  })
})

describe('the manifest', () => {
  it('in the repository is the one made from the registry (else: node tools/slack-manifest.mjs)', () => {
    const file = readFileSync(path.resolve(import.meta.dirname, '../manifest.json'), 'utf8')
    expect(JSON.parse(file)).toEqual(manifestFor(undefined))
  })

  it('asks for exactly four scopes and two that may be left out, and none to read messages', () => {
    expect(manifest().oauth_config.scopes).toEqual({
      bot: ['commands', 'chat:write', 'im:write', 'users:read'],
      bot_optional: ['channels:read', 'groups:read'],
    })
    expect([...BOT_SCOPES, ...OPTIONAL_SCOPES].some((scope) => scope.includes('history'))).toBe(false)
    expect(manifest().settings.event_subscriptions.bot_events).toEqual([
      'app_home_opened',
      'user_change',
      'app_uninstalled',
      'tokens_revoked',
    ])
  })

  it('keeps the names that others build on, beside any that are new', () => {
    const { shortcuts, slash_commands } = manifest().features
    const names = shortcuts.map(({ callback_id, type }) => `${callback_id} ${type}`)
    expect(names).toEqual(expect.arrayContaining(['raise_concern global', 'park_item message', 'landed_hard message']))
    expect(new Set(shortcuts.map(({ callback_id }) => callback_id)).size).toBe(shortcuts.length)
    expect(slash_commands.map(({ command }) => command)).toContain('/tend')
  })

  it('listens by Socket Mode, or at its own address', () => {
    expect(manifest().settings.socket_mode_enabled).toBe(true)
    const http = manifest('https://tend.example.org/')
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: 'https://tend.example.org/slack/events' },
      interactivity: {
        request_url: 'https://tend.example.org/slack/events',
        message_menu_options_url: 'https://tend.example.org/slack/events',
      },
    })
    expect(http.features.slash_commands[0]?.url).toBe('https://tend.example.org/slack/events')
  })

  it('can be added with one click', () => {
    const link = new URL(installLink(undefined))
    expect(link.origin + link.pathname).toBe('https://api.slack.com/apps')
    expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toEqual(manifestFor(undefined))
  })

  it.each(['en', 'es'] as const)('has names that fit, in %s', (language) => {
    const copy = slackCopy[language]
    for (const { name, description } of Object.values(copy.shortcuts)) {
      expect(name.length, name).toBeLessThanOrEqual(24)
      expect(description.length).toBeLessThanOrEqual(150)
    }
    expect(copy.appDescription.length).toBeLessThanOrEqual(140)
    for (const title of [copy.menu.title, copy.connect.title, copy.channel.title, copy.draft.title, copy.close, copy.channel.save])
      expect(title.length, title).toBeLessThanOrEqual(24)
  })
})
