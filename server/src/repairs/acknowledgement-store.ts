import type { Acknowledgement, RepairItem } from '@tend/shared/repairs/state'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['acknowledgement']>

/** Tags are bound to the record, so that one person's marks on two of them cannot be matched. */
const bound = (id: string, memberId: string) => `${id} ${memberId}`
const sharedOn = (one: Acknowledgement) => (one.state === 'shared' || one.state === 'made' ? one.sharedOn : null)

/** Reads the acknowledgements of these repairs, by repair, oldest first. */
export async function loadAcknowledgements(work: Work, repairIds: readonly string[]): Promise<(repairId: string) => Acknowledgement[]> {
  const { trx, workspaceId, keys, actor } = work
  const found = await trx
    .selectFrom('acknowledgement')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('repair_id', 'in', repairIds)
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
  return (repairId) => found.filter(({ repair_id }) => repair_id === repairId).map((one) => toAcknowledgement(work, one, mine.has(one.id)))
}

function toAcknowledgement({ keys, actor }: Work, row: Row, joinedByMe: boolean): Acknowledgement {
  const { words, author } = keys.open('acknowledgement', row, ['words', 'author'])
  const drafted = {
    id: row.id,
    by: row.by,
    about: row.about,
    words: words ?? '',
    how: row.how,
    draftedOn: row.drafted_on,
    from: author,
    joinedByMe,
    mine: keys.tag('drafter', bound(row.id, actor.memberId)).equals(row.drafter_tag),
  }
  if (row.state === 'shared' || row.state === 'made') return { ...drafted, state: row.state, sharedOn: row.shared_on ?? row.drafted_on }
  return { ...drafted, state: row.state }
}

/** Saves the acknowledgements that a decision changed. */
export async function saveAcknowledgements(work: Work, after: RepairItem, before: RepairItem): Promise<void> {
  for (const one of after.acknowledgements) {
    const known = before.acknowledgements.find(({ id }) => id === one.id)
    if (!known) await insertAcknowledgement(work, after.id, one)
    else if (known !== one) await updateAcknowledgement(work, one, known)
  }
}

async function insertAcknowledgement({ trx, workspaceId, keys, actor }: Work, repairId: string, one: Acknowledgement): Promise<void> {
  const sealed = keys.seal('acknowledgement', one.id, { words: one.words, author: one.from })
  await trx
    .insertInto('acknowledgement')
    .values({
      workspace_id: workspaceId,
      id: one.id,
      repair_id: repairId,
      record_key: sealed.record_key,
      words_sealed: sealed.words_sealed as Buffer,
      author_sealed: sealed.author_sealed,
      by: one.by,
      how: one.how,
      state: one.state,
      about: one.about,
      drafted_on: one.draftedOn,
      shared_on: sharedOn(one),
      drafter_tag: keys.tag('drafter', bound(one.id, actor.memberId)),
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
