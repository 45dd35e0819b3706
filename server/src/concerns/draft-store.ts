import type { ConcernDraft } from '@tend/shared/concerns/schema'
import type { SealedRow } from '../keys/seal.ts'
import type { Work } from '../work.ts'

/** How long (ms) a form that is not sent yet is kept: 24 hours. */
const DRAFT_MS = 24 * 3_600_000

/** Keeps a form as it stands, in place of what was kept under the same key. The hour is sealed with it; only the day stands outside. */
export async function saveDraft(work: Work, key: string, draft: ConcernDraft): Promise<void> {
  const id = work.randomId()
  const sealed = work.keys.seal('concern_draft', id, { draft: JSON.stringify({ savedAt: work.now.getTime(), draft }) })
  const row = { id, record_key: sealed.record_key, draft_sealed: sealed.draft_sealed as Buffer, saved_on: work.today }
  await work.trx
    .insertInto('concern_draft')
    .values({ workspace_id: work.workspaceId, ...draftTags(work, key), ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'owner_tag', 'key_tag']).doUpdateSet(row))
    .execute()
}

/** Reads the person's own draft under this key. Answers nothing once 24 hours have passed, even before the clean-up deletes it. */
export async function loadDraft(work: Work, key: string): Promise<ConcernDraft | undefined> {
  const { owner_tag, key_tag } = draftTags(work, key)
  const drafts = work.trx.selectFrom('concern_draft').select(['id', 'record_key', 'draft_sealed'])
  const own = drafts.where('workspace_id', '=', work.workspaceId).where('owner_tag', '=', owner_tag).where('key_tag', '=', key_tag)
  const row = await own.executeTakeFirst()
  return row && isFresh(work, row) ? openDraft(work, row).draft : undefined
}

/** Whether a draft's 24 hours have not passed yet. */
export function isFresh(work: Work, row: SealedRow<'draft'>): boolean {
  return work.now.getTime() - openDraft(work, row).savedAt < DRAFT_MS
}

/** Opens a draft, with the moment it was saved. */
export function openDraft({ keys }: Work, row: SealedRow<'draft'>) {
  return JSON.parse(keys.open('concern_draft', row, ['draft']).draft ?? '') as { savedAt: number; draft: ConcernDraft }
}

/** Deletes a draft with its key. */
export async function deleteDraft(work: Work, key: string): Promise<void> {
  const { owner_tag, key_tag } = draftTags(work, key)
  const own = work.trx.deleteFrom('concern_draft').where('workspace_id', '=', work.workspaceId)
  await own.where('owner_tag', '=', owner_tag).where('key_tag', '=', key_tag).execute()
}

function draftTags({ keys, actor }: Work, key: string) {
  return { owner_tag: keys.tag('draft', actor.memberId), key_tag: keys.tag('draft_key', `${actor.memberId} ${key}`) }
}
