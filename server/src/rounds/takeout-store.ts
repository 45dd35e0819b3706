import { randomBytes } from 'node:crypto'
import { viewReflection, viewRound } from '@tend/shared/rounds/view'
import type { TakeOut } from '../members/takeout.ts'
import type { Work } from '../work.ts'
import { loadReflections } from './reflection-store.ts'
import { loadRounds } from './store.ts'

const ALL = { after: undefined, limit: 100_000 }
const bound = (id: string, { actor }: Work) => `${id} ${actor.memberId}`

async function takeOut(work: Work) {
  const rounds = []
  for (const circleId of work.actor.roles.keys()) {
    const read = await loadRounds(work, circleId, ALL)
    for (const round of read?.rounds ?? []) {
      const { id, question, openedOn, state, myAnswer } = viewRound(work.actor, round, new Map())
      if (myAnswer || round.openedByMe) rounds.push({ id, question, openedOn, state, myAnswer, openedByMe: round.openedByMe })
    }
  }
  const reflections = (await loadReflections(work, ALL)).map((one) => viewReflection(work.actor, one))
  return { rounds, reflections }
}

/**
 * The person's reflections and answers go. An answer that was gathered among others without a name stays, without the mark of whose it was:
 * taking it out would show the circle which one it is.
 */
async function erase(work: Work): Promise<void> {
  const { trx, workspaceId, keys, actor } = work
  const own = keys.tag('reflection', actor.memberId)
  await trx.deleteFrom('reflection').where('workspace_id', '=', workspaceId).where('owner_tag', '=', own).execute()
  const rounds = await trx
    .selectFrom('round')
    .select(['id', 'opener_tag', 'unnamed_shown'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  for (const { id, opener_tag, unnamed_shown } of rounds) {
    const tag = keys.tag('round_answer', bound(id, work))
    const answer = { workspace_id: workspaceId, round_id: id, tag }
    if (unnamed_shown === true)
      await trx
        .updateTable('round_answer')
        .set({ tag: randomBytes(32) })
        .where((is) => is.and({ ...answer, named: false }))
        .execute()
    await trx
      .deleteFrom('round_answer')
      .where((is) => is.and(answer))
      .execute()
    if (!keys.tag('round_opener', bound(id, work)).equals(opener_tag)) continue
    await trx
      .updateTable('round')
      .set({ opener_tag: randomBytes(32) })
      .where((is) => is.and({ workspace_id: workspaceId, id }))
      .execute()
  }
}

export const roundTakeOut: TakeOut = { tables: ['round', 'round_answer', 'reflection'], takeOut, erase }
