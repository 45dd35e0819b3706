import { errorFields } from './log.ts'

/**
 * How Slack stands to this app: `away` when it did not answer, `refused` when it does not let the app in until a person changes something,
 * `removed` when a person took the app out of it.
 */
export type SlackState = 'connected' | 'away' | 'refused' | 'removed'

/** Slack's codes for a token that it does not accept. Its outages and limits have other codes, and a page that is not Slack's has none. */
const codes = new Set([
  'access_denied',
  'account_inactive',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_auth',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
  'user_removed_from_team',
])

/** Whether Slack said that it does not accept the app. Every other failure passes by itself. */
export function refusesUs(error: unknown): boolean {
  return codes.has(errorFields(error).code ?? '')
}
