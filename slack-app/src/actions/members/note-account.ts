import { type SlackUser, slackPersonOf } from '../../acting-member.ts'
import type { Action, Listener } from '../../action.ts'
import { need, Troubled } from '../../core.ts'

/** Tells the server what Slack says of an account that changed. Bots and people of other workspaces are passed over. */
export function accountOf(team: string, user: SlackUser) {
  const found = user.id && slackPersonOf(team, user.id, { ...user, deleted: false })
  if (!found) return undefined
  const { name, guest, admin } = found
  return { team, user: found.user, ...(user.deleted ? { deactivated: true } : { deactivated: false, profile: { name, guest, admin } }) }
}

function listen(to: Listener): void {
  to.event('user_change', async (event, { team, id }) => {
    const json = accountOf(team, (event as { user?: SlackUser }).user ?? {})
    if (!json) return
    to.people.forget(json.user)
    try {
      await need(to.core.clientFor('service').v1.slack.account.$put({ json: { ...json, event: id } }))
    } catch (error) {
      // Most people of a workspace have never used Tend.
      if (!(error instanceof Troubled && error.trouble.code === 'not_found')) throw error
    }
  })
}

/** A person who is deactivated in Slack, or becomes a guest or an admin there, is so in Tend at once. */
export const noteAccount: Action = { name: 'note-account', events: ['user_change'], listen }
