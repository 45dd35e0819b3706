import type { Names } from '../members/schema.ts'
import { daysBetween, weeksBetween } from '../zone.ts'
import { viewChange } from './change-view.ts'
import type { RepairForCircle } from './circle-schema.ts'
import { viewNeeds, viewParts } from './part-view.ts'
import { maySeeAcknowledgement } from './policy.ts'
import type { AcknowledgementView, RepairView } from './schema.ts'
import { type Acknowledgement, paceOf, type RepairItem } from './state.ts'

/** How many days after acknowledging "nothing changed yet" begins to be said. */
export const unchangedDays = 28

/** What a view needs beside the repair: the reader, a day of the circle, and the names of members. */
export type RepairContext = { reader: string; today: string; names: Names }

/** What a member sees: what is shared and cleared, and what is their own. */
export function viewRepair(repair: RepairItem, context: RepairContext): RepairView {
  const { id, circleId, title, state, openedOn, fromItemId } = repair
  return {
    id,
    circleId,
    title,
    state,
    openedOn,
    fromItemId,
    openWeeks: weeksBetween(openedOn, context.today),
    acknowledged: repair.acknowledgements.some(isShared),
    nothingChangedYet: nothingChangedYet(repair, context.today),
    acknowledgements: repair.acknowledgements.filter(maySeeAcknowledgement).map((one) => viewAcknowledgement(one, context.names)),
    parts: viewParts(repair.parts),
    needs: viewNeeds(repair.needs),
    changes: repair.changes.map((change) => viewChange(change, context)),
  }
}

/**
 * What everybody may read at once, in a channel: shared words, cleared needs and changes. It holds nobody's drafts, and nothing at all of
 * parts.
 */
export function viewRepairForCircle(repair: RepairItem, { today, names }: Omit<RepairContext, 'reader'>): RepairForCircle {
  const { id, title, state, openedOn } = repair
  const nobodys = { ...repair, parts: repair.parts.map((part) => ({ ...part, mine: false })) }
  return {
    id,
    title,
    state,
    openedOn,
    openWeeks: weeksBetween(openedOn, today),
    nothingChangedYet: nothingChangedYet(nobodys, today),
    acknowledgements: repair.acknowledgements
      .filter(isShared)
      .map(({ words, from, sharedOn }) => ({ words, from: from === null ? null : (names.get(from) ?? null), sharedOn })),
    needs: repair.needs.flatMap((need) => {
      const clearedOn = need.of === 'circle' ? need.namedOn : need.clearedOn
      const asked = need.state === 'said' || need.state === 'being_met'
      return clearedOn !== null && asked ? [{ kind: need.kind, words: need.words, clearedOn }] : []
    }),
    changes: repair.changes.map(({ words, state, lookAgainOn }) => ({ words, state, lookAgainOn })),
  }
}

/**
 * Whether it was acknowledged four weeks ago and nothing was practised since. This is not said while a part asks for time: one whose rest
 * the circle may read, or the reader's own. A rest that only its person may see changes nothing for others.
 */
function nothingChangedYet(repair: RepairItem, today: string): boolean {
  const first = repair.acknowledgements
    .filter(isShared)
    .map(({ sharedOn }) => sharedOn)
    .sort()[0]
  if (first === undefined || daysBetween(first, today) < unchangedDays || paceOf(repair) === 'practising') return false
  return !repair.parts.some((part) => part.state === 'at_rest' && (part.shared || part.mine))
}

function isShared(one: Acknowledgement): one is Extract<Acknowledgement, { sharedOn: string }> {
  return one.state === 'shared' || one.state === 'made'
}

function viewAcknowledgement(one: Acknowledgement, names: Names): AcknowledgementView {
  const { id, by, about, words, how, state, mine, joinedByMe, from } = one
  return {
    id,
    by,
    about,
    words,
    how,
    state,
    mine,
    joinedByMe,
    from: from === null ? null : (names.get(from) ?? null),
    sharedOn: isShared(one) ? one.sharedOn : null,
  }
}
