import type { Need, Part } from '@tend/shared/repairs/part-state'
import type { RepairItem } from '@tend/shared/repairs/state'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import type { Work } from '../work.ts'

type PartRow = Selectable<Tables['repair_part']>
type NeedRow = Selectable<Tables['repair_need']>
type Held = Pick<RepairItem, 'parts' | 'needs'>

/** Tags are bound to the repair, so that one person's parts in two repairs cannot be matched. */
const tagOf = ({ keys, actor }: Work, repairId: string) => keys.tag('part', `${repairId} ${actor.memberId}`)

/** Reads the parts and needs of these repairs, by repair. Only of one's own part is it known whose it is. */
export async function loadPartsAndNeeds(work: Work, repairIds: readonly string[]): Promise<(repairId: string) => Held> {
  const { trx, workspaceId } = work
  const parts = await trx
    .selectFrom('repair_part')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('repair_id', 'in', repairIds)
    .orderBy('id')
    .execute()
  const needs = await trx
    .selectFrom('repair_need')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('repair_id', 'in', repairIds)
    .orderBy('id')
    .execute()
  return (repairId) => {
    const mine = tagOf(work, repairId)
    const own = parts.filter((row) => row.repair_id === repairId).map((row) => toPart(work, row, mine.equals(row.tag)))
    const myPart = own.find((part) => part.mine)?.id
    return { parts: own, needs: needs.filter((row) => row.repair_id === repairId).map((row) => toNeed(work, row, myPart)) }
  }
}

function toPart({ keys }: Work, row: PartRow, mine: boolean): Part {
  const name = row.name_sealed === null ? null : keys.open('repair_part', row, ['name']).name
  const part = { id: row.id, name, wish: row.wish, wishShown: row.wish_shown, mine }
  return row.state === 'at_rest' ? { ...part, state: row.state, shared: row.rest_shared } : { ...part, state: row.state }
}

function toNeed({ keys }: Work, row: NeedRow, myPart: string | undefined): Need {
  const named = { id: row.id, kind: row.kind, words: keys.open('repair_need', row, ['words']).words ?? '', state: row.state }
  if (row.part_id !== null) return { ...named, of: 'part', partId: row.part_id, mine: row.part_id === myPart, clearedOn: row.cleared_on }
  return { ...named, of: 'circle', namedOn: row.cleared_on ?? '' }
}

/** Saves what a decision changed. A part whose person left takes its needs, and all their keys, with it. */
export async function savePartsAndNeeds(work: Work, after: RepairItem, before: RepairItem): Promise<void> {
  const known = new Set<Part | Need>([...before.parts, ...before.needs])
  const ids = new Set([...before.parts, ...before.needs].map(({ id }) => id))
  const kept = new Set(after.parts.map(({ id }) => id))
  for (const { id } of before.parts) if (!kept.has(id)) await deletePart(work, id)
  for (const part of after.parts) if (!known.has(part)) await (ids.has(part.id) ? updatePart(work, part) : insertPart(work, after.id, part))
  for (const need of after.needs) if (!known.has(need)) await (ids.has(need.id) ? updateNeed(work, need) : insertNeed(work, after.id, need))
}

/**
 * Every save has a key of its own: a name that was replaced is gone with the key it was under. Only the person's own part is ever saved.
 */
function columnsOf({ keys, actor }: Work, part: Part) {
  const { record_key, member_sealed, name_sealed } = keys.seal('repair_part', part.id, { member: actor.memberId, name: part.name })
  return {
    record_key,
    member_sealed: member_sealed as Buffer,
    name_sealed,
    wish: part.wish,
    wish_shown: part.wishShown,
    state: part.state,
    rest_shared: part.state === 'at_rest' && part.shared,
  }
}

async function insertPart(work: Work, repairId: string, part: Part): Promise<void> {
  const { trx, workspaceId } = work
  const place = { workspace_id: workspaceId, id: part.id, repair_id: repairId, tag: tagOf(work, repairId) }
  await trx
    .insertInto('repair_part')
    .values({ ...place, ...columnsOf(work, part) })
    .execute()
}

async function updatePart(work: Work, part: Part): Promise<void> {
  const { trx, workspaceId } = work
  await trx
    .updateTable('repair_part')
    .set(columnsOf(work, part))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', part.id)
    .execute()
}

async function deletePart({ trx, workspaceId }: Work, id: string): Promise<void> {
  await trx.deleteFrom('repair_part').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

const clearedOn = (need: Need) => (need.of === 'circle' ? need.namedOn : need.clearedOn)

async function insertNeed({ trx, workspaceId, keys }: Work, repairId: string, need: Need): Promise<void> {
  const { record_key, words_sealed } = keys.seal('repair_need', need.id, { words: need.words })
  await trx
    .insertInto('repair_need')
    .values({
      workspace_id: workspaceId,
      id: need.id,
      repair_id: repairId,
      part_id: need.of === 'part' ? need.partId : null,
      record_key,
      words_sealed: words_sealed as Buffer,
      kind: need.kind,
      state: need.state,
      cleared_on: clearedOn(need),
    })
    .execute()
}

async function updateNeed({ trx, workspaceId }: Work, need: Need): Promise<void> {
  await trx
    .updateTable('repair_need')
    .set({ state: need.state, cleared_on: clearedOn(need) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', need.id)
    .execute()
}
