import type { Listener } from '../listen.ts'
import type { Action } from './registry.ts'

function listen(to: Listener): void {
  to.event('app_uninstalled', async () => to.removed())
  to.event('tokens_revoked', async (event) => {
    // People take back tokens of their own too, and Tend has none of those.
    if (((event as { tokens?: { bot?: string[] } }).tokens?.bot ?? []).length > 0) to.removed()
  })
}

/** The app is removed from Slack, or its token taken back: nothing is posted any more, and the server says so. */
export const leaveSlack: Action = { name: 'leave-slack', events: ['app_uninstalled', 'tokens_revoked'], listen }
