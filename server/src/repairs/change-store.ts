import type { Change } from '@tend/shared/repairs/change-state'
import type { RepairItem } from '@tend/shared/repairs/state'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['practice_shift']>

/** Reads the changes proposed in these repairs, by repair, oldest first. */
export async function loadChanges(work: Work, repairIds: readonly string[]): Promise<(repairId: string) => Change[]> {
  const rows = await work.trx
    .selectFrom('practice_shift')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('repair_id', 'in', repairIds)
    .orderBy('proposed_on')
    .orderBy('id')
    .execute()
  return (repairId) => rows.filter((row) => row.repair_id === repairId).map((row) => toChange(work, row))
}

function toChange({ keys }: Work, row: Row): Change {
  const texts = keys.open('practice_shift', row, ['words', 'touches', 'will_see', 'reason', 'carrier'])
  const proposed = {
    id: row.id,
    words: texts.words ?? '',
    touches: texts.touches ?? '',
    willSee: texts.will_see ?? '',
    carriedBy: texts.carrier,
    lookAgainOn: row.look_again_on,
    proposedOn: row.proposed_on,
  }
  return row.state === 'dropped' ? { ...proposed, state: row.state, reason: texts.reason ?? '' } : { ...proposed, state: row.state }
}

/** Saves the changes that a decision made. */
export async function saveChanges(work: Work, after: RepairItem, before: RepairItem): Promise<void> {
  const known = new Set(before.changes)
  const ids = new Set(before.changes.map(({ id }) => id))
  for (const change of after.changes)
    if (!known.has(change)) await (ids.has(change.id) ? updateChange(work, change) : insertChange(work, after.id, change))
}

/** Every save has a key of its own, so that a reason, or a carrier who left, goes with the key it was under. */
function columnsOf({ keys }: Work, change: Change) {
  const { words, touches, willSee, carriedBy } = change
  const reason = change.state === 'dropped' ? change.reason : null
  const texts = { words, touches, will_see: willSee, reason, carrier: carriedBy }
  const { record_key, words_sealed, touches_sealed, will_see_sealed, reason_sealed, carrier_sealed } = keys.seal(
    'practice_shift',
    change.id,
    texts,
  )
  return {
    record_key,
    words_sealed: words_sealed as Buffer,
    touches_sealed: touches_sealed as Buffer,
    will_see_sealed: will_see_sealed as Buffer,
    reason_sealed,
    carrier_sealed,
    carrier_tag: carriedBy === null ? null : keys.tag('change_carrier', carriedBy),
    state: change.state,
    look_again_on: change.lookAgainOn,
    proposed_on: change.proposedOn,
  }
}

async function insertChange(work: Work, repairId: string, change: Change): Promise<void> {
  await work.trx
    .insertInto('practice_shift')
    .values({ workspace_id: work.workspaceId, id: change.id, repair_id: repairId, ...columnsOf(work, change) })
    .execute()
}

async function updateChange(work: Work, change: Change): Promise<void> {
  await work.trx
    .updateTable('practice_shift')
    .set(columnsOf(work, change))
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', change.id)
    .execute()
}

/**
 * Reads the changes that the person who acts carries and that are not dropped. Anyone in the circle may take them on while the person
 * rests.
 */
export async function changesICarry(work: Work): Promise<{ kind: 'change'; subject: string; circleId: string; only: null }[]> {
  const rows = await work.trx
    .selectFrom('practice_shift')
    .innerJoin('repair_item', (on) =>
      on.onRef('repair_item.workspace_id', '=', 'practice_shift.workspace_id').onRef('repair_item.id', '=', 'practice_shift.repair_id'),
    )
    .select(['practice_shift.id', 'repair_item.circle_id'])
    .where('practice_shift.workspace_id', '=', work.workspaceId)
    .where('carrier_tag', '=', work.keys.tag('change_carrier', work.actor.memberId))
    .where('practice_shift.state', '<>', 'dropped')
    .orderBy('practice_shift.id')
    .execute()
  return rows.map(({ id, circle_id }) => ({ kind: 'change', subject: id, circleId: circle_id, only: null }))
}
