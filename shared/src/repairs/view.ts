import { daysBetween, weeksBetween } from '../zone.ts'
import type { Acknowledgement, RepairItem } from './decide.ts'
import { maySeeAcknowledgement } from './policy.ts'
import type { AcknowledgementView, RepairView } from './schema.ts'

/** How long after acknowledging "nothing changed yet" begins to be said, in days. */
export const unchangedDays = 28

/** What a view needs beside the repair: a day of the circle, members' names, and what the parts and changes of the repair say. */
export type RepairContext = {
  today: string
  names: ReadonlyMap<string, string>
  /** Changes proposed so far. */
  changes: number
  /** A part asks for time: then nobody is told that nothing changed. */
  timeAskedFor: boolean
}

/** What a member sees: what is shared, and their own drafts. */
export function viewRepair(repair: RepairItem, context: RepairContext): RepairView {
  const shared = repair.acknowledgements.flatMap((one) => (isShared(one) ? [one.sharedOn] : [])).sort()
  const first = shared[0]
  const { id, circleId, title, state, openedOn, fromItemId } = repair
  return {
    ...{ id, circleId, title, state, openedOn, fromItemId },
    openWeeks: weeksBetween(openedOn, context.today),
    acknowledged: first !== undefined,
    nothingChangedYet:
      first !== undefined && daysBetween(first, context.today) >= unchangedDays && context.changes === 0 && !context.timeAskedFor,
    acknowledgements: repair.acknowledgements.filter(maySeeAcknowledgement).map((one) => viewAcknowledgement(one, context.names)),
  }
}

/** What everybody may read at once, in a channel: shared words only, nobody's drafts. */
export function viewRepairForCircle(repair: RepairItem, context: RepairContext): RepairView {
  const shared = repair.acknowledgements.filter(isShared).map((one) => ({ ...one, mine: false, joinedByMe: false }))
  return viewRepair({ ...repair, acknowledgements: shared }, context)
}

function isShared(one: Acknowledgement): one is Extract<Acknowledgement, { sharedOn: string }> {
  return one.state === 'shared' || one.state === 'made'
}

function viewAcknowledgement(one: Acknowledgement, names: ReadonlyMap<string, string>): AcknowledgementView {
  const { id, by, words, how, state, mine, joinedByMe, from } = one
  return {
    ...{ id, by, words, how, state, mine, joinedByMe },
    from: from === null ? null : (names.get(from) ?? null),
    sharedOn: isShared(one) ? one.sharedOn : null,
  }
}
