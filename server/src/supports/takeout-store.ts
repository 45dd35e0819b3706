import { end } from '@tend/shared/supports/decide'
import { isPartOf } from '@tend/shared/supports/policy'
import { viewSupport } from '@tend/shared/supports/view'
import { recordEvents } from '../events.ts'
import type { TakeOut } from '../members/takeout.ts'
import type { Work } from '../work.ts'
import { loadSupport, loadSupports, saveSupport } from './store.ts'

const ALL = { after: undefined, limit: 100_000 }

async function takeOut(work: Work) {
  const { supports, seen } = await loadSupports(work, ALL)
  return { supports: supports.filter((one) => isPartOf(work.actor, one)).map((one) => viewSupport(work.actor, one, seen)) }
}

/**
 * What the person asked for or offered goes. What they took up for somebody else ends, and that person learns it as they would of any end.
 */
async function erase(work: Work): Promise<void> {
  const { trx, workspaceId, keys, actor } = work
  const own = await trx
    .deleteFrom('support')
    .where('workspace_id', '=', workspaceId)
    .where('by_tag', '=', keys.tag('support_by', actor.memberId))
    .returning(['id', 'circle_id'])
    .execute()
  const gone = own.map(({ id, circle_id }) => ({ kind: 'support.ended', subject: id, circleId: circle_id, recipients: [] }))
  await recordEvents(work, gone, true)
  const given = await trx
    .selectFrom('support')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('with_tag', '=', keys.tag('support_with', actor.memberId))
    .execute()
  for (const { id } of given) await letGo(work, id)
  await trx
    .deleteFrom('support_told')
    .where('workspace_id', '=', workspaceId)
    .where('tag', '=', keys.tag('support_told', actor.memberId))
    .execute()
}

async function letGo(work: Work, id: string): Promise<void> {
  const loaded = await loadSupport(work, { id })
  const ended = loaded && end(loaded, work)
  if (!ended?.ok || ended.value.state.state !== 'ended') return
  await saveSupport(work, { ...ended.value.state, with: null })
  await recordEvents(work, ended.value.events, true)
}

export const supportTakeOut: TakeOut = { tables: ['support', 'support_told'], takeOut, erase }
