import { type Fields, fieldsOf } from './fields.ts'
import type { ShownModal } from './messages/same-page.ts'

/** What one person did in Slack, reduced to what actions may know. Values are ids and names of ours, never anybody's words. */
export type Visit = {
  team: string
  user: string
  trigger: string
  /** The same for the same press or submission, however often it arrives. */
  key: string
  /** The value of the button pressed or of the option chosen. */
  value: string
  view: ShownModal | undefined
  fields: Fields
  channel: string | undefined
  /** Where a message shortcut was used. */
  message: { ts: string; thread: string | undefined; domain: string; permalink: string | undefined } | undefined
  /** What followed a slash command; never words for a concern. */
  said: string
}

type Interaction = {
  team?: { id?: string; domain?: string } | null
  user?: { id: string; team_id?: string }
  team_id?: string
  is_enterprise_install?: boolean | string
  authorizations?: { team_id?: string | null; is_enterprise_install?: boolean }[]
  user_id?: string
  trigger_id?: string
  channel_id?: string
  channel?: { id?: string }
  text?: string
  message?: { ts?: string; thread_ts?: string; permalink?: string }
  message_ts?: string
  container?: { message_ts?: string }
  view?: ShownModal & { app_installed_team_id?: string }
  value?: string
  actions?: { action_id: string; action_ts?: string; value?: string; selected_option?: { value?: string } | null }[]
}

function keyOf(body: Interaction): string {
  const action = body.actions?.[0]
  const place = body.view
    ? `${body.view.id}:${body.view.private_metadata || body.view.hash || ''}`
    : `${body.container?.message_ts ?? ''}:${body.user?.id ?? ''}`
  const what = action
    ? `${action.action_id}:${action.value ?? action.selected_option?.value ?? ''}:${body.view ? '' : (action.action_ts ?? '')}`
    : 'submit'
  return `slack:${place}:${what}`.replace(/[^\x21-\x7e]/g, '').slice(0, 200)
}

/** The installation of the app that a payload is for. */
export type Installation = {
  /** The workspace the app is in. */
  team: string
  /** Whether it is installed for a whole organisation, which has no workspace of its own. */
  org: boolean
  /** The workspace that its person is said to be of. On Enterprise Grid that may be another one of theirs, or the organisation. */
  home: string
}

/**
 * Reads the installation where Slack says it: `team` of a modal is the workspace it was sent from, and `team` of an event the one where it
 * happened.
 */
export function installationOf(raw: unknown): Installation {
  const body = raw as Interaction
  const authorized = body.authorizations?.[0]
  const team = authorized?.team_id ?? body.view?.app_installed_team_id ?? body.team?.id ?? body.team_id ?? ''
  const org = String(authorized?.is_enterprise_install ?? body.is_enterprise_install) === 'true'
  return { team, org, home: body.user?.team_id ?? team }
}

/** Reads any of Slack's payloads about a person. */
export function visitOf(raw: unknown): Visit {
  const body = raw as Interaction
  const action = body.actions?.[0]
  const ts = body.message?.ts ?? body.message_ts
  return {
    team: installationOf(body).team,
    user: body.user?.id ?? body.user_id ?? '',
    trigger: body.trigger_id ?? '',
    key: keyOf(body),
    value: action?.selected_option?.value ?? action?.value ?? body.value ?? '',
    view: body.view,
    fields: fieldsOf(body.view?.state?.values),
    channel: body.channel_id ?? body.channel?.id,
    message: ts ? { ts, thread: body.message?.thread_ts, domain: body.team?.domain ?? '', permalink: body.message?.permalink } : undefined,
    said: (body.text ?? '').trim(),
  }
}
