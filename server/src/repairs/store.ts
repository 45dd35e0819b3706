import type { Acknowledgement, GrowsFrom, RepairItem, Wish } from '@tend/shared/repairs/decide'
import type { RepairContext } from '@tend/shared/repairs/view'
import { dayIn } from '@tend/shared/zone'
import type { Selectable } from 'kysely'
import { type CircleAround, loadCircleAround } from '../circle.ts'
import type { Tables } from '../database.ts'
import type { Work } from '../handle.ts'

type RepairRow = Selectable<Tables['repair_item']>
type AckRow = Selectable<Tables['acknowledgement']>
/** A repair with the circle its days belong to. */
export type Loaded = { repair: RepairItem; circle: CircleAround; context: RepairContext }
/** One acknowledgement of a repair, with the wishes of the people harmed. */
export type Chosen = Loaded & { acknowledgement: Acknowledgement; wishes: readonly Wish[] }

/** A circle's repairs, oldest first. */
export async function loadRepairs(
  work: Work,
  circleId: string,
): Promise<{ circle: CircleAround; repairs: RepairItem[]; context: RepairContext } | undefined> {
  const circle = await loadCircleAround(work, circleId)
  if (!circle) return undefined
  const { trx, workspaceId } = work
  const rows = await trx
    .selectFrom('repair_item')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .orderBy('opened_on')
    .orderBy('id')
    .execute()
  const repairs = await withAcknowledgements(work, rows)
  return { circle, repairs, context: await contextOf(work, circle, repairs) }
}

export async function loadRepair(work: Work, { id }: { id: string }): Promise<Loaded | undefined> {
  const { trx, workspaceId } = work
  const row = await trx
    .selectFrom('repair_item')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const circle = row && (await loadCircleAround(work, row.circle_id))
  if (!row || !circle) return undefined
  const [repair] = await withAcknowledgements(work, [row])
  return repair && { repair, circle, context: await contextOf(work, circle, [repair]) }
}

/** One acknowledgement; nothing when the repair does not have it. Wishes are parts': without parts there are none. */
export async function loadAcknowledgement(work: Work, { id, ackId }: { id: string; ackId: string }): Promise<Chosen | undefined> {
  const loaded = await loadRepair(work, { id })
  const acknowledgement = loaded?.repair.acknowledgements.find((one) => one.id === ackId)
  return loaded && acknowledgement && { ...loaded, acknowledgement, wishes: [] }
}

/** What opening a repair needs: the circle, and the item it grows from, locked; nothing when the item is not in sight in this circle. */
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
      ...{ workspace_id: workspaceId, id: repair.id, circle_id: repair.circleId, state: repair.state, opened_on: repair.openedOn },
      ...{ record_key: sealed.record_key, title_sealed: sealed.title_sealed as Buffer, from_item_id: repair.fromItemId },
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

/** Saves a repair's state and what changed among its acknowledgements. Words are written once and never changed. */
export async function saveRepair(work: Work, repair: RepairItem, { repair: before }: Loaded): Promise<void> {
  const { trx, workspaceId } = work
  if (repair.state !== before.state)
    await trx
      .updateTable('repair_item')
      .set({ state: repair.state })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', repair.id)
      .execute()
  for (const one of repair.acknowledgements) {
    const known = before.acknowledgements.find(({ id }) => id === one.id)
    if (!known) await insertAcknowledgement(work, repair.id, one)
    else if (known !== one) await updateAcknowledgement(work, one, known)
  }
}

async function insertAcknowledgement({ trx, workspaceId, keys, actor }: Work, repairId: string, one: Acknowledgement): Promise<void> {
  const sealed = keys.seal('acknowledgement', one.id, { words: one.words, author: one.from })
  await trx
    .insertInto('acknowledgement')
    .values({
      ...{ workspace_id: workspaceId, id: one.id, repair_id: repairId, record_key: sealed.record_key },
      ...{ words_sealed: sealed.words_sealed as Buffer, author_sealed: sealed.author_sealed, by: one.by, how: one.how, state: one.state },
      ...{ drafted_on: one.draftedOn, shared_on: sharedOn(one), drafter_tag: keys.tag('drafter', bound(one.id, actor.memberId)) },
    })
    .execute()
}

async function updateAcknowledgement({ trx, workspaceId, keys, actor }: Work, one: Acknowledgement, known: Acknowledgement): Promise<void> {
  await trx
    .updateTable('acknowledgement')
    .set({ state: one.state, shared_on: sharedOn(one) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', one.id)
    .execute()
  if (!one.joinedByMe || known.joinedByMe) return
  const tag = keys.tag('joiner', bound(one.id, actor.memberId))
  await trx.insertInto('acknowledgement_join').values({ workspace_id: workspaceId, acknowledgement_id: one.id, tag }).execute()
}

/** Tags are bound to the record, so that one person's marks on two of them cannot be matched. */
const bound = (id: string, memberId: string) => `${id} ${memberId}`
const sharedOn = (one: Acknowledgement) => (one.state === 'shared' || one.state === 'made' ? one.sharedOn : null)

async function withAcknowledgements(work: Work, rows: RepairRow[]): Promise<RepairItem[]> {
  if (rows.length === 0) return []
  const { trx, workspaceId, keys, actor } = work
  const found = await trx
    .selectFrom('acknowledgement')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(
      'repair_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('drafted_on')
    .orderBy('id')
    .execute()
  const joins = found.map(({ id }) => keys.tag('joiner', bound(id, actor.memberId)))
  const joined =
    joins.length === 0
      ? []
      : await trx
          .selectFrom('acknowledgement_join')
          .select('acknowledgement_id')
          .where('workspace_id', '=', workspaceId)
          .where('tag', 'in', joins)
          .execute()
  const mine = new Set(joined.map(({ acknowledgement_id }) => acknowledgement_id))
  return rows.map((row) => ({
    ...{ id: row.id, circleId: row.circle_id, title: keys.open('repair_item', row, ['title']).title ?? '', state: row.state },
    ...{ openedOn: row.opened_on, fromItemId: row.from_item_id },
    acknowledgements: found.filter(({ repair_id }) => repair_id === row.id).map((one) => toAcknowledgement(work, one, mine.has(one.id))),
  }))
}

function toAcknowledgement({ keys, actor }: Work, row: AckRow, joinedByMe: boolean): Acknowledgement {
  const { words, author } = keys.open('acknowledgement', row, ['words', 'author'])
  const drafted = {
    ...{ id: row.id, by: row.by, words: words ?? '', how: row.how, draftedOn: row.drafted_on, from: author, joinedByMe },
    mine: keys.tag('drafter', bound(row.id, actor.memberId)).equals(row.drafter_tag),
  }
  if (row.state === 'shared' || row.state === 'made') return { ...drafted, state: row.state, sharedOn: row.shared_on ?? row.drafted_on }
  return { ...drafted, state: row.state }
}

/** What views say beside the repair. Changes and parts have no table yet: none were proposed, and no part asks for time. */
async function contextOf({ trx, workspaceId, keys, now }: Work, circle: CircleAround, repairs: RepairItem[]): Promise<RepairContext> {
  const authors = [...new Set(repairs.flatMap(({ acknowledgements }) => acknowledgements.flatMap(({ from }) => from ?? [])))]
  const people =
    authors.length === 0
      ? []
      : await trx
          .selectFrom('member')
          .select(['id', 'record_key', 'display_name_sealed'])
          .where('workspace_id', '=', workspaceId)
          .where('id', 'in', authors)
          .execute()
  const names = new Map(people.map((row) => [row.id, keys.open('member', row, ['display_name']).display_name ?? ''] as const))
  return { today: dayIn(circle.timeZone, now), names, changes: 0, timeAskedFor: false }
}
