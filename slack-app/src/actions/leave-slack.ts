import type { Action, Listener } from '../action.ts'

/** An event that comes late may be of a removal that is over. Slack itself says whether the token is still good. */
async function removedUnlessGood(to: Listener): Promise<void> {
  const good = await to.web.auth.test().catch(() => undefined)
  if (!good) to.removed()
}

function listen(to: Listener): void {
  to.event('app_uninstalled', () => removedUnlessGood(to))
  to.event('tokens_revoked', async (event) => {
    // People take back tokens of their own too. Tend has none of those.
    if (((event as { tokens?: { bot?: string[] } }).tokens?.bot ?? []).length > 0) await removedUnlessGood(to)
  })
}

/** The app is removed from Slack, or its token is taken back: nothing is posted any more, and the server says so. */
export const leaveSlack: Action = { name: 'leave-slack', events: ['app_uninstalled', 'tokens_revoked'], listen }
