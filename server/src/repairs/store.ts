import type { Change } from '@tend/shared/repairs/change-state'
import type { Need } from '@tend/shared/repairs/part-state'
import { maySeeNeed } from '@tend/shared/repairs/policy'
import type { Acknowledgement, GrowsFrom, RepairItem } from '@tend/shared/repairs/state'
import type { RepairContext } from '@tend/shared/repairs/view'
import { dayIn } from '@tend/shared/zone'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import { type Page, readAfter } from '../http/cursor.ts'
import { type CircleAround, loadCircleAround } from '../members/circle.ts'
import { namesOf } from '../members/people.ts'
import type { Work } from '../work.ts'
import { loadAcknowledgements, saveAcknowledgements } from './acknowledgement-store.ts'
import { loadChanges, saveChanges } from './change-store.ts'
import { loadPartsAndNeeds, savePartsAndNeeds } from './part-store.ts'

type RepairRow = Selectable<Tables['repair_item']>
/** A repair with the circle its days belong to. */
export type LoadedRepair = { repair: RepairItem; circle: CircleAround; context: RepairContext }

/** Reads a circle's repairs, oldest first: one more than a page holds, or all. */
export async function loadRepairs(
  work: Work,
  circleId: string,
  page?: Page,
): Promise<{ circle: CircleAround; repairs: RepairItem[]; context: RepairContext } | undefined> {
  const circle = await loadCircleAround(work, circleId)
  if (!circle) return undefined
  const { trx, workspaceId } = work
  let query = trx.selectFrom('repair_item').selectAll().where('workspace_id', '=', workspaceId).where('circle_id', '=', circleId)
  if (page) query = query.where(readAfter(page, 'opened_on', 'oldest')).limit(page.limit + 1)
  const repairs = await whole(work, await query.orderBy('opened_on').orderBy('id').execute())
  return { circle, repairs, context: await contextOf(work, circle, repairs) }
}

/** Reads one repair. */
export async function readRepair(work: Work, { id }: { id: string }): Promise<LoadedRepair | undefined> {
  const row = await one(work, id).executeTakeFirst()
  return row && around(work, row)
}

/** Reads one repair, locked until the transaction ends: every other change in it waits for its turn. */
export async function loadRepair(work: Work, { id }: { id: string }): Promise<LoadedRepair | undefined> {
  const row = await one(work, id).forUpdate().executeTakeFirst()
  return row && around(work, row)
}

function one({ trx, workspaceId }: Work, id: string) {
  return trx.selectFrom('repair_item').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id)
}

async function around(work: Work, row: RepairRow): Promise<LoadedRepair | undefined> {
  const circle = await loadCircleAround(work, row.circle_id)
  const [repair] = await whole(work, [row])
  return circle && repair && { repair, circle, context: await contextOf(work, circle, [repair]) }
}

/** Reads one acknowledgement; nothing when the repair does not have it. */
export async function loadAcknowledgement(
  work: Work,
  { id, ackId }: { id: string; ackId: string },
): Promise<(LoadedRepair & { acknowledgement: Acknowledgement }) | undefined> {
  const loaded = await loadRepair(work, { id })
  const acknowledgement = loaded?.repair.acknowledgements.find((one) => one.id === ackId)
  return loaded && acknowledgement && { ...loaded, acknowledgement }
}

/** Reads one need; nothing when the repair does not have it, or when it is another person's. */
export async function loadNeed(
  work: Work,
  { id, needId }: { id: string; needId: string },
): Promise<(LoadedRepair & { need: Need }) | undefined> {
  const loaded = await loadRepair(work, { id })
  const need = loaded?.repair.needs.find((one) => one.id === needId && maySeeNeed(one))
  return loaded && need && { ...loaded, need }
}

/** Reads one change; nothing when the repair does not have it. */
export async function loadChange(
  work: Work,
  { id, changeId }: { id: string; changeId: string },
): Promise<(LoadedRepair & { change: Change }) | undefined> {
  const loaded = await loadRepair(work, { id })
  const change = loaded?.repair.changes.find((one) => one.id === changeId)
  return loaded && change && { ...loaded, change }
}

/**
 * Reads what opening a repair needs: the circle, and the item it grows from, locked; nothing when the item is not in sight in this circle.
 */
export async function loadOpening(
  work: Work,
  input: { circleId: string; fromItemId: string | null },
): Promise<{ circle: CircleAround; from: GrowsFrom | null } | undefined> {
  const circle = await loadCircleAround(work, input.circleId)
  if (!circle || input.fromItemId === null) return circle && { circle, from: null }
  const row = await work.trx
    .selectFrom('backburner_item')
    .select(['id', 'state', 'repair_id'])
    .where('workspace_id', '=', work.workspaceId)
    .where('circle_id', '=', circle.id)
    .where('id', '=', input.fromItemId)
    .where('state', '<>', 'hidden')
    .forUpdate()
    .executeTakeFirst()
  return row && { circle, from: { id: row.id, state: row.state, repairId: row.repair_id } }
}

/** Opens a repair; the item it grows from is picked up with it. */
export async function insertRepair({ trx, workspaceId, keys }: Work, repair: RepairItem): Promise<void> {
  const sealed = keys.seal('repair_item', repair.id, { title: repair.title })
  await trx
    .insertInto('repair_item')
    .values({
      workspace_id: workspaceId,
      id: repair.id,
      circle_id: repair.circleId,
      state: repair.state,
      opened_on: repair.openedOn,
      record_key: sealed.record_key,
      title_sealed: sealed.title_sealed as Buffer,
      from_item_id: repair.fromItemId,
    })
    .execute()
  if (repair.fromItemId === null) return
  await trx
    .updateTable('backburner_item')
    .set({ state: 'picked_up', because: null, repair_id: repair.id })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', repair.fromItemId)
    .execute()
}

/** Saves a repair's state and what changed in it. Words are written once and never changed. */
export async function saveRepair(work: Work, repair: RepairItem, { repair: before }: LoadedRepair): Promise<void> {
  const { trx, workspaceId } = work
  if (repair.state !== before.state)
    await trx
      .updateTable('repair_item')
      .set({ state: repair.state })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', repair.id)
      .execute()
  await saveAcknowledgements(work, repair, before)
  await savePartsAndNeeds(work, repair, before)
  await saveChanges(work, repair, before)
}

async function whole(work: Work, rows: RepairRow[]): Promise<RepairItem[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const acknowledgementsOf = await loadAcknowledgements(work, ids)
  const heldIn = await loadPartsAndNeeds(work, ids)
  const changesOf = await loadChanges(work, ids)
  return rows.map((row) => ({
    id: row.id,
    circleId: row.circle_id,
    title: work.keys.open('repair_item', row, ['title']).title ?? '',
    state: row.state,
    openedOn: row.opened_on,
    fromItemId: row.from_item_id,
    acknowledgements: acknowledgementsOf(row.id),
    ...heldIn(row.id),
    changes: changesOf(row.id),
  }))
}

/** Reads what views say beside the repair: the names of the authors of acknowledgements and of the carriers of changes. */
async function contextOf(work: Work, circle: CircleAround, repairs: RepairItem[]): Promise<RepairContext> {
  const named = repairs.flatMap(({ acknowledgements, changes }) => [
    ...acknowledgements.flatMap(({ from }) => from ?? []),
    ...changes.flatMap(({ carriedBy }) => carriedBy ?? []),
  ])
  return { reader: work.actor.memberId, today: dayIn(circle.timeZone, work.now), names: await namesOf(work, named) }
}
