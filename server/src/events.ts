import { planDeliveries } from '@tend/shared/deliveries/plan'
import { insertDeliveries } from './deliveries/store.ts'
import type { TendEvent, Work } from './work.ts'

/** Saves events and plans the deliveries that follow from them. Of an unnamed event only the day is kept, and no actor. */
export async function recordEvents(work: Work, events: readonly TendEvent[], unnamed: boolean): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ kind, subject, circleId }) => ({
    workspace_id: work.workspaceId,
    id: unnamed ? work.randomId() : work.id(),
    kind,
    subject,
    circle_id: circleId,
    actor_id: unnamed ? null : work.actor.memberId,
    at: unnamed ? new Date(`${work.today}T00:00:00Z`) : work.now,
  }))
  await work.trx.insertInto('event').values(rows).execute()
  const planned = events.flatMap(planDeliveries)
  if (planned.length > 0) await insertDeliveries(work, planned)
}
