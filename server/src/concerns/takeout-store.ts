import { isDeepStrictEqual } from 'node:util'
import { carryingsOf, recipientOf, repliesFor } from '@tend/shared/concerns/policy'
import type { ConcernDraft } from '@tend/shared/concerns/schema'
import type { Carrying } from '@tend/shared/concerns/state'
import { viewMine } from '@tend/shared/concerns/view'
import type { TakeOutView } from '@tend/shared/members/takeout-schema'
import { recordEvents } from '../events.ts'
import type { TakeOut } from '../members/takeout.ts'
import type { Work } from '../work.ts'
import { isFresh, openDraft } from './draft-store.ts'
import { loadAround, loadNames } from './people-store.ts'
import { loadGiven, loadMine } from './store.ts'

async function takeOut(work: Work) {
  const raised = await loadMine(work)
  const given = await loadGiven(work)
  const seen = { names: await loadNames(work, raised), today: work.today }
  const around = await loadAround(work, raised)
  return {
    concerns: raised.map((one) => viewMine(work.actor, one, seen, around(one))),
    drafts: await loadDrafts(work),
    answered: given.flatMap((one) => {
      if (one.status !== 'given') return []
      const { memberId } = work.actor
      const replies = repliesFor(memberId, one).flatMap(({ from, words, on }) => (from === null ? [] : [{ words, on }]))
      const carryings = carryingsOf(memberId, one).map(drafted)
      const givenOn = recipientOf(work.actor, one, work.today)?.givenOn ?? one.raisedOn
      return replies.length + carryings.length > 0 ? [{ id: one.id, givenOn, replies, carryings }] : []
    }),
  }
}

const drafted = ({ id, as, title, why, effect, state, askedOn, openedId }: Carrying) => ({
  id,
  as,
  title,
  why,
  effect,
  state,
  askedOn,
  openedId,
})

async function loadDrafts(work: Work): Promise<TakeOutView['drafts']> {
  const rows = await work.trx
    .selectFrom('concern_draft')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('owner_tag', '=', work.keys.tag('draft', work.actor.memberId))
    .orderBy('id')
    .execute()
  const fresh = rows.filter((row) => isFresh(work, row)).map((row) => openDraft(work, row).draft)
  // The name a client gives a form is not the person's word.
  return fresh.filter(isFirstOfItsForm).map(({ page, answers }) => ({ page, answers }))
}

/** A client may keep one form under two names. The same words under both are one form; where the words differ, both are kept. */
function isFirstOfItsForm(draft: ConcernDraft, index: number, all: readonly ConcernDraft[]): boolean {
  return draft.form === undefined || all.findIndex((other) => isDeepStrictEqual(other, draft)) === index
}

/** Everything they raised goes with its key. What was given to them stays its raiser's. */
async function erase(work: Work): Promise<void> {
  const { trx, workspaceId, keys, actor } = work
  const gone = await trx
    .deleteFrom('concern')
    .where('workspace_id', '=', workspaceId)
    .where('raiser_tag', '=', keys.tag('raiser', actor.memberId))
    .returning(['id', 'circle_id'])
    .execute()
  await recordEvents(
    work,
    gone.map(({ id, circle_id }) => ({ kind: 'concern.deleted', subject: id, circleId: circle_id })),
    true,
  )
  await trx
    .deleteFrom('concern_draft')
    .where('workspace_id', '=', workspaceId)
    .where('owner_tag', '=', keys.tag('draft', actor.memberId))
    .execute()
}

export const concernTakeOut: TakeOut = { tables: ['concern', 'concern_person', 'concern_draft'], takeOut, erase }
