import type { Agreement } from '@tend/shared/agreements/state'
import { dayIn } from '@tend/shared/zone'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import { type Page, readAfter } from '../http/cursor.ts'
import { type CircleAround, loadCircleAround } from '../members/circle.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['agreement']>
/** An agreement with the circle its days belong to. */
export type LoadedAgreement = { agreement: Agreement; circle: CircleAround; today: string }

/** Reads a circle's agreements, oldest first: one more than the page holds. `holding` leaves out those that were dropped. */
export async function loadAgreements(
  work: Work,
  circleId: string,
  page?: Page,
  holding = false,
): Promise<{ circle: CircleAround; agreements: Agreement[]; today: string } | undefined> {
  const circle = await loadCircleAround(work, circleId)
  if (!circle) return undefined
  let query = work.trx.selectFrom('agreement').selectAll().where('workspace_id', '=', work.workspaceId).where('circle_id', '=', circleId)
  if (holding) query = query.where('state', '<>', 'dropped')
  if (page) query = query.where(readAfter(page, 'agreed_on', 'oldest')).limit(page.limit + 1)
  const rows = await query.orderBy('agreed_on').orderBy('id').execute()
  return { circle, agreements: rows.map((row) => toAgreement(work, row)), today: dayIn(circle.timeZone, work.now) }
}

/** Reads one agreement, locked until the transaction ends. */
export async function loadAgreement(work: Work, { id }: { id: string }): Promise<LoadedAgreement | undefined> {
  const row = await work.trx
    .selectFrom('agreement')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const circle = row && (await loadCircleAround(work, row.circle_id))
  return row && circle && { agreement: toAgreement(work, row), circle, today: dayIn(circle.timeZone, work.now) }
}

export async function insertAgreement(work: Work, agreement: Agreement): Promise<void> {
  const { record_key, ...sealed } = columns(work, agreement)
  await work.trx
    .insertInto('agreement')
    .values({ workspace_id: work.workspaceId, id: agreement.id, circle_id: agreement.circleId, record_key, ...sealed })
    .execute()
}

/** Saves what a decision made of an agreement, under a new record key each time: what was replaced is gone with the key it was under. */
export async function saveAgreement(work: Work, agreement: Agreement): Promise<void> {
  await work.trx
    .updateTable('agreement')
    .set(columns(work, agreement))
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', agreement.id)
    .execute()
}

function columns({ keys }: Work, agreement: Agreement) {
  const dropped = agreement.state === 'dropped' ? agreement : undefined
  const texts = { words: agreement.words, earlier: JSON.stringify(agreement.earlier), reason: dropped?.reason ?? null }
  const { record_key, words_sealed, earlier_sealed, reason_sealed } = keys.seal('agreement', agreement.id, texts)
  return {
    record_key,
    words_sealed: words_sealed as Buffer,
    earlier_sealed: earlier_sealed as Buffer,
    reason_sealed,
    state: agreement.state,
    agreed_on: agreement.agreedOn,
    worded_on: agreement.wordedOn,
    look_again_on: agreement.lookAgainOn,
    dropped_on: dropped?.droppedOn ?? null,
  }
}

function toAgreement({ keys }: Work, row: Row): Agreement {
  const { words, earlier, reason } = keys.open('agreement', row, ['words', 'earlier', 'reason'])
  const agreed = {
    id: row.id,
    circleId: row.circle_id,
    words: words ?? '',
    agreedOn: row.agreed_on,
    wordedOn: row.worded_on,
    lookAgainOn: row.look_again_on,
    earlier: JSON.parse(earlier ?? '[]') as Agreement['earlier'],
  }
  if (row.state === 'dropped') return { ...agreed, state: row.state, reason: reason ?? '', droppedOn: row.dropped_on ?? row.worded_on }
  return { ...agreed, state: row.state }
}
