import type { Names } from '../members/schema.ts'
import { restsOn } from './due.ts'
import { isResting, isTold, maySeeRest, type RestActor } from './policy.ts'
import type { DutyView, RestingView, RestView } from './schema.ts'
import type { Duty, RestWindow } from './state.ts'

/** What a view needs beside a rest: display names by member id, and a day of the circle. */
export type RestContext = { names: Names; today: string }

/** What the person who rests reads, or a person they told while it runs. Throws for any other person: that is a bug. */
export function viewRest(
  actor: RestActor,
  rest: RestWindow,
  { names, today, noticeUncertain }: RestContext & { noticeUncertain: boolean },
): RestView {
  if (!maySeeRest(actor, rest, today)) throw new Error('A rest is seen by the person who rests, and those they told.')
  const { id, circleId, until, helps, shared, takenOn, duties } = rest
  const mine = isResting(actor, rest)
  const named = (memberId: string) => ({ memberId, displayName: names.get(memberId) ?? '' })
  const viewDuty = ({ id, kind, subject, to, state }: Duty): DutyView => ({ id, kind, subject, to: named(to), state })
  const current = restsOn(rest, today)
  return {
    id,
    circleId,
    mine,
    until,
    helps,
    shared,
    takenOn,
    person: named(rest.memberId),
    state: current ? 'resting' : rest.state === 'ended' ? 'ended' : 'over',
    told: mine ? rest.told.map(named) : null,
    noticeUncertain: mine && current && noticeUncertain,
    duties: current ? duties.filter(({ to }) => mine || to === actor.memberId).map(viewDuty) : [],
  }
}

/**
 * What a member sees before they ask a person for something. People who were told read until when; so does everybody where the circle's
 * digest says it too. What helps is for the people who were told. Everybody else reads only that the person takes on nothing new for now.
 */
export function viewResting(actor: RestActor, rest: RestWindow, { names, today }: RestContext): RestingView {
  const told = isResting(actor, rest) || isTold(actor, rest, today)
  const named = (memberId: string) => ({ memberId, displayName: names.get(memberId) ?? '' })
  const steward = rest.duties.find(({ kind, state }) => kind === 'steward' && state === 'taken')
  return {
    ...named(rest.memberId),
    until: told || rest.shared ? rest.until : null,
    helps: told ? rest.helps : null,
    standIn: steward && restsOn(rest, today) ? named(steward.to) : null,
  }
}

/** What everybody may read at once, in a channel: a rest that its person shares, while it runs. Undefined for any other rest. */
export function viewRestForCircle(rest: RestWindow, { names, today }: RestContext): { name: string; until: string } | undefined {
  return rest.shared && restsOn(rest, today) ? { name: names.get(rest.memberId) ?? '', until: rest.until } : undefined
}
