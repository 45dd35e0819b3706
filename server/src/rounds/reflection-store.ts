import type { LinkReflection, WriteReflection } from '@tend/shared/rounds/schema'
import type { Reflection } from '@tend/shared/rounds/state'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import { type Page, readAfter } from '../http/cursor.ts'
import type { Work } from '../work.ts'

/** Reads the reflections of the person who acts, newest first: one more than the page holds. Those of others are not even read. */
export async function loadReflections(work: Work, page: Page): Promise<Reflection[]> {
  const rows = await ownReflections(work)
    .where(readAfter(page, 'begun_on', 'newest'))
    .orderBy('begun_on', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return rows.map((row) => toReflection(work, row))
}

/** Reads one reflection of the person who acts, locked until the transaction ends. */
export async function loadReflection(work: Work, { id }: { id: string }): Promise<Reflection | undefined> {
  const row = await ownReflections(work).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toReflection(work, row)
}

/** How many reflections the person who acts keeps. */
export async function countReflections(work: Work): Promise<number> {
  return (await ownReflections(work).execute()).length
}

const ownReflections = (work: Work) =>
  work.trx
    .selectFrom('reflection')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('owner_tag', '=', work.keys.tag('reflection', work.actor.memberId))

/** Writes a reflection whole under a new key: what was written before is gone with the old key. */
export async function saveReflection(work: Work, reflection: Reflection): Promise<void> {
  const { id, ownerId, answers, links, begunOn } = reflection
  const texts = { owner: ownerId, answers: JSON.stringify(answers), links: JSON.stringify(links) }
  const { record_key, owner_sealed, answers_sealed, links_sealed } = work.keys.seal('reflection', id, texts)
  const written = {
    record_key,
    owner_sealed: owner_sealed as Buffer,
    answers_sealed: answers_sealed as Buffer,
    links_sealed: links_sealed as Buffer,
    owner_tag: work.keys.tag('reflection', ownerId),
    begun_on: begunOn,
  }
  await work.trx
    .insertInto('reflection')
    .values({ workspace_id: work.workspaceId, id, ...written })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(written))
    .execute()
}

/** Deletes a reflection for good, with its key. */
export async function deleteReflection({ trx, workspaceId }: Work, { id }: Reflection): Promise<void> {
  await trx.deleteFrom('reflection').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

function toReflection({ keys }: Work, row: Selectable<Tables['reflection']>): Reflection {
  const { owner, answers, links } = keys.open('reflection', row, ['owner', 'answers', 'links'])
  return {
    id: row.id,
    ownerId: owner ?? '',
    begunOn: row.begun_on,
    answers: JSON.parse(answers ?? '{}') as WriteReflection,
    links: JSON.parse(links ?? '{}') as LinkReflection,
  }
}
