import { randomBytes } from 'node:crypto'
import { viewItem } from '@tend/shared/backburner/view'
import { dayIn } from '@tend/shared/zone'
import type { TakeOut } from '../members/takeout.ts'
import type { Work } from '../work.ts'
import { loadItems } from './store.ts'

const bound = (id: string, { actor }: Work) => `${id} ${actor.memberId}`

async function takeOut(work: Work) {
  const mine = []
  for (const circleId of work.actor.roles.keys()) {
    const read = await loadItems(work, circleId)
    const own = (read?.items ?? []).filter((item) => item.parkedByMe || (item.echoedByMe && item.state !== 'hidden'))
    if (read) mine.push(...own.map((item) => viewItem(item, read.circle, dayIn(read.circle.timeZone, work.now))))
  }
  return { backBurner: mine }
}

/**
 * Titles are the circle's and stay, and so does the number of echoes. A link that only the parker saw goes, and so does every mark of who
 * it was.
 */
async function erase(work: Work): Promise<void> {
  const { trx, workspaceId, keys } = work
  const rows = await trx
    .selectFrom('backburner_item')
    .select(['id', 'parker_tag', 'hider_tag'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  for (const row of rows) {
    const item = trx.updateTable('backburner_item').where('workspace_id', '=', workspaceId).where('id', '=', row.id)
    if (keys.tag('parker', bound(row.id, work)).equals(row.parker_tag))
      await item.set({ link_sealed: null, parker_tag: randomBytes(32) }).execute()
    if (row.hider_tag && keys.tag('hider', bound(row.id, work)).equals(row.hider_tag))
      await item.set({ hider_tag: randomBytes(32) }).execute()
  }
  if (rows.length === 0) return
  const echoes = rows.map(({ id }) => keys.tag('echo', bound(id, work)))
  await trx.deleteFrom('backburner_echo').where('workspace_id', '=', workspaceId).where('tag', 'in', echoes).execute()
}

export const backburnerTakeOut: TakeOut = { tables: ['backburner_item', 'backburner_echo'], takeOut, erase }
