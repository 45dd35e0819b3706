import { type BackBurnerItem, grownInto } from '@tend/shared/backburner/state'
import { dayIn } from '@tend/shared/zone'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import { type Page, readAfter } from '../http/cursor.ts'
import { type CircleAround, loadCircleAround } from '../members/circle.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['backburner_item']>
/** An item with what its decisions need beside it. */
export type LoadedItem = { item: BackBurnerItem; circle: CircleAround; recordKey: Buffer }

const texts = ['title', 'why', 'effect', 'link', 'reason'] as const

/** Reads a circle's back burner, with hidden items, as the policy says who sees what: one more than a page holds, or all. */
export async function loadItems(
  work: Work,
  circleId: string,
  page?: Page,
): Promise<{ circle: CircleAround; items: BackBurnerItem[] } | undefined> {
  const circle = await loadCircleAround(work, circleId)
  if (!circle) return undefined
  const { trx, workspaceId } = work
  let query = trx.selectFrom('backburner_item').selectAll().where('workspace_id', '=', workspaceId).where('circle_id', '=', circleId)
  if (page) query = query.where(readAfter(page, 'parked_on', 'oldest')).limit(page.limit + 1)
  const rows = await query.orderBy('parked_on').orderBy('id').execute()
  const echoed = await echoedByMe(work, rows)
  return { circle, items: rows.map((row) => toItem(work, row, echoed)) }
}

/** Reads one item, locked until the transaction ends. */
export async function loadItem(work: Work, { id }: { id: string }): Promise<LoadedItem | undefined> {
  const { trx, workspaceId } = work
  const row = await trx
    .selectFrom('backburner_item')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const circle = row && (await loadCircleAround(work, row.circle_id))
  if (!row || !circle) return undefined
  return { item: toItem(work, row, await echoedByMe(work, [row])), circle, recordKey: row.record_key }
}

export async function insertItem({ trx, workspaceId, keys, actor }: Work, item: BackBurnerItem): Promise<void> {
  const { title, why, effect, link } = item
  const sealed = keys.seal('backburner_item', item.id, { title, why, effect, link, reason: null })
  await trx
    .insertInto('backburner_item')
    .values({
      ...columns(item),
      workspace_id: workspaceId,
      id: item.id,
      circle_id: item.circleId,
      record_key: sealed.record_key,
      title_sealed: sealed.title_sealed as Buffer,
      why_sealed: sealed.why_sealed as Buffer,
      effect_sealed: sealed.effect_sealed as Buffer,
      link_sealed: sealed.link_sealed,
      parker_tag: keys.tag('parker', bound(item.id, actor.memberId)),
    })
    .execute()
}

/** Saves what a decision changed. The words of an item never change, so only its reason is sealed anew. */
export async function saveItem(work: Work, item: BackBurnerItem, { item: before, recordKey }: LoadedItem): Promise<void> {
  const { trx, workspaceId, keys, actor } = work
  const person = bound(item.id, actor.memberId)
  const reason = item.state === 'set_down' ? item.reason : null
  await trx
    .updateTable('backburner_item')
    .set({
      ...columns(item),
      reason_sealed: keys.seal('backburner_item', item.id, { reason }, recordKey).reason_sealed,
      ...(item.state === 'hidden' ? (before.state === 'hidden' ? {} : { hider_tag: keys.tag('hider', person) }) : { hider_tag: null }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', item.id)
    .execute()
  if (!item.echoedByMe || before.echoedByMe) return
  await trx
    .insertInto('backburner_echo')
    .values({ workspace_id: workspaceId, item_id: item.id, tag: keys.tag('echo', person) })
    .execute()
}

/** Reads an item with what happened to it, if its circle reads that: kinds and days alone, oldest first. */
export async function loadHistory(
  work: Work,
  { id }: { id: string },
): Promise<{ item: BackBurnerItem; shown: boolean; happened: { id: string; kind: string; day: string }[]; today: string } | undefined> {
  const loaded = await loadItem(work, { id })
  if (!loaded) return undefined
  const { item, circle } = loaded
  const shown = await historyShown(work, circle.id)
  const rows = shown
    ? await work.trx
        .selectFrom('event')
        .select(['id', 'kind', 'at'])
        .where('workspace_id', '=', work.workspaceId)
        .where('subject', '=', id)
        .orderBy('at')
        .orderBy('id')
        .execute()
    : []
  const happened = rows.map((row) => ({ id: row.id, kind: row.kind, day: dayIn(circle.timeZone, row.at) }))
  return { item, shown, happened, today: dayIn(circle.timeZone, work.now) }
}

async function historyShown({ trx, workspaceId }: Work, circleId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('backburner_history')
    .select('circle_id')
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .executeTakeFirst()
  return row !== undefined
}

/** Saves whether a circle reads the history of its items from now on. */
export async function showHistory({ trx, workspaceId, today }: Work, { id, shown }: { id: string; shown: boolean }): Promise<void> {
  if (!shown) await trx.deleteFrom('backburner_history').where('workspace_id', '=', workspaceId).where('circle_id', '=', id).execute()
  else
    await trx
      .insertInto('backburner_history')
      .values({ workspace_id: workspaceId, circle_id: id, shown_since: today })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'circle_id']).doNothing())
      .execute()
}

/** Tags are bound to the item, so that one person's marks on two items cannot be matched. */
const bound = (itemId: string, memberId: string) => `${itemId} ${memberId}`

function columns(item: BackBurnerItem) {
  return {
    state: item.state,
    because: item.state === 'flagged' ? item.because : null,
    repair_id: grownInto(item).repairId,
    parked_on: item.parkedOn,
    revisit_on: item.revisitOn,
    tended_on: item.tendedOn,
    quiet_until: item.quietUntil,
    echoes: item.echoes,
    link_shared: item.linkShared,
  }
}

async function echoedByMe({ trx, workspaceId, keys, actor }: Work, rows: Row[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const tags = rows.map((row) => keys.tag('echo', bound(row.id, actor.memberId)))
  const mine = await trx
    .selectFrom('backburner_echo')
    .select('item_id')
    .where('workspace_id', '=', workspaceId)
    .where('tag', 'in', tags)
    .execute()
  return new Set(mine.map(({ item_id }) => item_id))
}

function toItem({ keys, actor }: Work, row: Row, echoed: ReadonlySet<string>): BackBurnerItem {
  const { title, why, effect, link, reason } = keys.open('backburner_item', row, texts)
  const person = bound(row.id, actor.memberId)
  const parked = {
    id: row.id,
    circleId: row.circle_id,
    title: title ?? '',
    why: why ?? '',
    effect: effect ?? '',
    link,
    linkShared: row.link_shared,
    echoes: row.echoes,
    parkedOn: row.parked_on,
    revisitOn: row.revisit_on,
    tendedOn: row.tended_on,
    quietUntil: row.quiet_until,
    echoedByMe: echoed.has(row.id),
    parkedByMe: keys.tag('parker', person).equals(row.parker_tag),
  }
  if (row.state === 'flagged') return { ...parked, state: row.state, because: row.because ?? 'untended' }
  if (row.state === 'picked_up') return { ...parked, state: row.state, repairId: row.repair_id }
  if (row.state === 'set_down') return { ...parked, state: row.state, reason: reason ?? '' }
  if (row.state === 'simmering') return { ...parked, state: row.state }
  const hiddenByMe = row.hider_tag !== null && keys.tag('hider', person).equals(row.hider_tag)
  return { ...parked, state: row.state, hiddenByMe, repairId: row.repair_id }
}
