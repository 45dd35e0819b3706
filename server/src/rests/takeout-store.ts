import { viewRest } from '@tend/shared/rests/view'
import { recordEvents } from '../events.ts'
import type { TakeOut } from '../members/takeout.ts'
import type { Work } from '../work.ts'
import { loadRests } from './store.ts'

const ALL = { after: undefined, limit: 100_000 }

async function takeOut(work: Work) {
  const seen = (await loadRests(work, ALL)).map((loaded) => viewRest(work.actor, loaded.rest, loaded))
  return {
    rests: seen.filter(({ mine }) => mine),
    standingIn: seen.flatMap(({ mine, duties, until }) => (mine ? [] : duties.map((duty) => ({ ...duty, until })))),
  }
}

/** The person's rests go, and so does what they were asked to carry for others, and that they were told of rests. */
async function erase(work: Work): Promise<void> {
  const { trx, workspaceId, keys, actor } = work
  const gone = await trx
    .deleteFrom('rest')
    .where('workspace_id', '=', workspaceId)
    .where('member_tag', '=', keys.tag('resting', actor.memberId))
    .returning(['id', 'circle_id'])
    .execute()
  await recordEvents(
    work,
    gone.map(({ id, circle_id }) => ({ kind: 'rest.ended', subject: id, circleId: circle_id })),
    true,
  )
  await trx
    .deleteFrom('rest_told')
    .where('workspace_id', '=', workspaceId)
    .where('tag', '=', keys.tag('rest_told', actor.memberId))
    .execute()
  await trx
    .deleteFrom('rest_duty')
    .where('workspace_id', '=', workspaceId)
    .where('to_tag', '=', keys.tag('duty_to', actor.memberId))
    .execute()
}

export const restTakeOut: TakeOut = { tables: ['rest', 'rest_told', 'rest_duty'], takeOut, erase }
