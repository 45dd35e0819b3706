import { byText } from '../order.ts'
import type { NeedView, PartView, Wish } from './part-schema.ts'
import type { Need, Part } from './part-state.ts'
import { maySeeNeed } from './policy.ts'

/** The ways of being acknowledged that are welcome. Nothing else of another person's wish can ever be shown. */
const welcome: readonly Wish[] = ['in_a_call', 'in_writing', 'through_a_steward']

/**
 * What a reader reads of the parts in a repair: all of their own, which stands first; of others a name if they chose one, and what they let
 * be shown.
 */
export function viewParts(parts: readonly Part[]): PartView[] {
  // They are sorted by what is shown and nothing else, so that the order does not tell who came when.
  return parts.map(viewPart).sort((a, b) => Number(b.mine) - Number(a.mine) || byText(JSON.stringify(a), JSON.stringify(b)))
}

function viewPart(part: Part): PartView {
  const { name, wish, wishShown, mine } = part
  const rests = part.state === 'at_rest'
  const shared = rests && part.shared
  if (mine) return { mine, name, atRest: rests, wish, wishShown, restShared: shared }
  // While a part rests, nothing is for now. Others cannot tell that from a wish that is no longer shown.
  const shown = wishShown && welcome.includes(wish) && !rests
  return { mine, name, atRest: shared, wish: shown ? wish : null, wishShown: null, restShared: null }
}

/**
 * What a reader reads of the needs in a repair: their own, the circle's, and those that others cleared. It never says whose a cleared need
 * is.
 */
export function viewNeeds(needs: readonly Need[]): NeedView[] {
  return needs
    .filter(maySeeNeed)
    .map((need) => viewNeed(need))
    .sort((a, b) => byText(a.id, b.id))
}

function viewNeed(need: Need): NeedView {
  const { id, kind, words, state } = need
  if (need.of === 'circle') return { id, of: 'circle', mine: false, kind, words, state, clearedOn: null }
  return { id, of: 'someone', mine: need.mine, kind, words, state, clearedOn: need.mine ? need.clearedOn : null }
}
