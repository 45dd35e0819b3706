import { randomBytes } from 'node:crypto'
import { viewRepair } from '@tend/shared/repairs/view'
import type { TakeOut } from '../members/takeout.ts'
import type { Work } from '../work.ts'
import { loadRepairs } from './store.ts'

const bound = (id: string, { actor }: Work) => `${id} ${actor.memberId}`

async function takeOut(work: Work) {
  const mine = []
  for (const circleId of work.actor.roles.keys()) {
    const read = await loadRepairs(work, circleId)
    for (const repair of read?.repairs ?? []) {
      const { id, title, ...seen } = viewRepair(
        repair,
        read?.context ?? { reader: work.actor.memberId, today: work.today, names: new Map() },
      )
      const own = {
        parts: seen.parts.filter((part) => part.mine),
        needs: seen.needs.filter((need) => need.mine),
        acknowledgements: seen.acknowledgements.filter((one) => one.mine || one.joinedByMe),
        changes: seen.changes.filter((change) => change.carriedByMe),
      }
      if (Object.values(own).some((list) => list.length > 0)) mine.push({ id, title, ...own })
    }
  }
  return { repairs: mine }
}

async function erase(work: Work): Promise<void> {
  const { trx, workspaceId, keys, actor } = work
  const repairs = await trx.selectFrom('repair_item').select('id').where('workspace_id', '=', workspaceId).execute()
  // A part takes its needs, and all their keys, with it.
  const parts = repairs.map(({ id }) => keys.tag('part', bound(id, work)))
  if (parts.length > 0) await trx.deleteFrom('repair_part').where('workspace_id', '=', workspaceId).where('tag', 'in', parts).execute()
  await eraseAcknowledgements(work)
  await trx
    .updateTable('practice_shift')
    .set({ carrier_tag: null, carrier_sealed: null })
    .where('workspace_id', '=', workspaceId)
    .where('carrier_tag', '=', keys.tag('change_carrier', actor.memberId))
    .execute()
}

/** An acknowledgement that was shared is the circle's and stays, without a mark of who drafted it. One that was not shared goes. */
async function eraseAcknowledgements(work: Work): Promise<void> {
  const { trx, workspaceId, keys } = work
  const rows = await trx
    .selectFrom('acknowledgement')
    .select(['id', 'state', 'drafter_tag'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  if (rows.length === 0) return
  const joins = rows.map(({ id }) => keys.tag('joiner', bound(id, work)))
  await trx.deleteFrom('acknowledgement_join').where('workspace_id', '=', workspaceId).where('tag', 'in', joins).execute()
  for (const { id, state, drafter_tag } of rows) {
    if (!keys.tag('drafter', bound(id, work)).equals(drafter_tag)) continue
    const shared = state === 'shared' || state === 'made'
    if (shared)
      await trx
        .updateTable('acknowledgement')
        .set({ drafter_tag: randomBytes(32) })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .execute()
    else await trx.deleteFrom('acknowledgement').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  }
}

export const repairTakeOut: TakeOut = {
  tables: ['repair_part', 'repair_need', 'acknowledgement', 'acknowledgement_join', 'practice_shift'],
  takeOut,
  erase,
}
