import type { Actor } from '../members/schema.ts'
import { type Given, ok, refuse } from '../result.ts'
import { dayIn } from '../zone.ts'
import { release } from './decide.ts'
import type { ClaimPart, NameNeed, RestMyPart, SayNeed, SayWish } from './part-schema.ts'
import type { Need, Part } from './part-state.ts'
import { happened, type InCircle, type RepairDecision, type RepairItem, unchanged } from './state.ts'

export type ChosenNeed = { repair: RepairItem; need: Need }

/** How many needs one person names in a repair at most, and how many a circle does, so that people can still read them. */
export const mostNeeds = 30

const noPart = () => refuse('not_now', 'Take your own part in this first.')
const minePart = ({ parts }: RepairItem): Part | undefined => parts.find(({ mine }) => mine)

function withPart(repair: RepairItem, changed: Part): RepairItem {
  return { ...repair, parts: repair.parts.map((one) => (one.id === changed.id ? changed : one)) }
}
function withNeed(repair: RepairItem, changed: Need): RepairItem {
  return { ...repair, needs: repair.needs.map((one) => (one.id === changed.id ? changed : one)) }
}

/**
 * Takes one's own part, as "someone" or under a name of one's choice. Doing it again changes the name. It says nothing for anybody else.
 */
export function claim(repair: RepairItem, { name }: ClaimPart, { id }: Given<Actor>): RepairDecision {
  const part = minePart(repair)
  if (part) return part.name === name ? unchanged(repair) : happened('part.claimed', withPart(repair, { ...part, name }), part.id)
  const claimed: Part = { id: id(), name, wish: 'silence', wishShown: false, mine: true, state: 'present' }
  return happened('part.claimed', { ...repair, parts: [...repair.parts, claimed] }, claimed.id)
}

/**
 * Says what one wishes about being acknowledged, and can be said otherwise at any time. An acknowledgement that was kept reaches the circle
 * once every wish allows it.
 */
export function wish({ repair, circle }: InCircle, { wish, shown }: SayWish, { now }: { now: Date }): RepairDecision {
  const part = minePart(repair)
  if (!part) return noPart()
  if (part.wish === wish && part.wishShown === shown) return unchanged(repair)
  return released({ repair, circle }, { ...part, wish, wishShown: shown }, 'part.wished', now)
}

/** A person says "My part is at rest for now", and nothing reaches it meanwhile. Nobody else sees this unless it is shared. */
export function restMyPart(repair: RepairItem, { shared }: RestMyPart): RepairDecision {
  const part = minePart(repair)
  if (!part) return noPart()
  if (part.state === 'at_rest' && part.shared === shared) return unchanged(repair)
  return happened('part.rested', withPart(repair, { ...part, state: 'at_rest', shared }), part.id)
}

/** One's part is present again, with the wish that it had. */
export function takeUpAgain({ repair, circle }: InCircle, _: unknown, { now }: { now: Date }): RepairDecision {
  const part = minePart(repair)
  if (!part) return noPart()
  if (part.state === 'present') return unchanged(repair)
  const { id, name, wish, wishShown, mine } = part
  return released({ repair, circle }, { id, name, wish, wishShown, mine, state: 'present' }, 'part.taken_up_again', now)
}

function released({ repair, circle }: InCircle, part: Part, kind: 'part.wished' | 'part.taken_up_again', now: Date): RepairDecision {
  const { state, events } = release(withPart(repair, part), dayIn(circle.timeZone, now))
  return ok({ state, events: [{ kind, subject: part.id, circleId: repair.circleId }, ...events] })
}

/** A person leaves: their part and their needs are gone, also needs they cleared. Acknowledgements that were kept stay kept. */
export function leave(repair: RepairItem): RepairDecision {
  const part = minePart(repair)
  if (!part) return unchanged(repair)
  const parts = repair.parts.filter(({ id }) => id !== part.id)
  const needs = repair.needs.filter((need) => need.of === 'circle' || need.partId !== part.id)
  return happened('part.left', { ...repair, parts, needs }, part.id)
}

/** Names a need, one's own or the circle's. Refuses a need of one's own without a part, and more than thirty. */
export function nameNeed({ repair, circle }: InCircle, { of, kind, words }: NameNeed, { now, id }: Given<Actor>): RepairDecision {
  const part = minePart(repair)
  if (of === 'me' && !part) return noPart()
  const same = repair.needs.filter((need) => (of === 'me' ? need.of === 'part' && need.mine : need.of === 'circle'))
  if (same.length >= mostNeeds) return refuse('not_now', 'There is a lot here already: let go of something first.')
  const named = { id: id(), kind, words, state: 'said' as const }
  const need: Need =
    of === 'me' && part
      ? { ...named, of: 'part', partId: part.id, mine: true, clearedOn: null }
      : { ...named, of: 'circle', namedOn: dayIn(circle.timeZone, now) }
  return happened('need.named', { ...repair, needs: [...repair.needs, need] }, need.id)
}

/** Lets the circle read one need of one's own, or takes that back. Everybody reads the circle's needs anyway. */
export function clear(
  { repair, need, circle }: ChosenNeed & InCircle,
  { cleared }: { cleared: boolean },
  { now }: { now: Date },
): RepairDecision {
  if (need.of === 'circle') return refuse('not_now', 'Everybody reads this already.')
  if ((need.clearedOn !== null) === cleared) return unchanged(repair)
  const clearedOn = cleared ? dayIn(circle.timeZone, now) : null
  return happened(cleared ? 'need.cleared' : 'need.kept_back', withNeed(repair, { ...need, clearedOn }), need.id)
}

/** Says how it is with a need: any of these states at any time, in any order. The policy says who may do so. */
export function sayNeed({ repair, need }: ChosenNeed, { state }: SayNeed): RepairDecision {
  return need.state === state ? unchanged(repair) : happened('need.said', withNeed(repair, { ...need, state }), need.id)
}

/** A need is not needed any more, or not in this way. It can be said again at any time. */
export function letGo({ repair, need }: ChosenNeed): RepairDecision {
  return need.state === 'let_go' ? unchanged(repair) : happened('need.let_go', withNeed(repair, { ...need, state: 'let_go' }), need.id)
}
