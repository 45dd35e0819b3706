import type { Names } from '../members/schema.ts'
import { isFrom, isPartOf, isSupporter, maySeeSupport, type SupportActor } from './policy.ts'
import type { SupportView } from './schema.ts'
import { partsOf, type Support } from './state.ts'

/** The person who stands in for a supporter who rests, by the id of the support. */
export type StandIns = ReadonlyMap<string, { memberId: string; until: string }>
/** What a view needs beside the support. `uncertain`: the supports of which a notice may not have arrived. */
export type SupportContext = { names: Names; standIns: StandIns; uncertain: ReadonlySet<string> }

/**
 * What a person reads who is part of it or was told. Only the two of them know who took it up, and only the person who asked or offered
 * knows whom it was told. Throws for any other person: that is a bug.
 */
export function viewSupport(actor: SupportActor, support: Support, { names, standIns, uncertain }: SupportContext): SupportView {
  if (!maySeeSupport(actor, support)) throw new Error('Support is seen by those it is between, and those who were told.')
  const { id, circleId, repairId, kind, state, words, startedOn } = support
  const named = (memberId: string) => ({ memberId, displayName: names.get(memberId) ?? '' })
  const shown = (memberId: string | null) =>
    memberId !== null && (memberId === support.by || isPartOf(actor, support)) ? named(memberId) : null
  const { supported, supporter } = partsOf(support)
  const carries = support.state === 'taken_up' && isSupporter(actor, support) ? support : undefined
  const standIn = support.state === 'taken_up' ? standIns.get(id) : undefined
  const knows = standIn && (isPartOf(actor, support) || standIn.memberId === actor.memberId)
  return {
    id,
    circleId,
    repairId,
    kind,
    state,
    words,
    startedOn,
    my: isPartOf(actor, support) ? (isSupporter(actor, support) ? 'supporter' : 'supported') : null,
    supported: shown(supported),
    supporter: shown(supporter),
    told: isFrom(actor, support) ? viewTold(support, named) : null,
    standIn: knows ? { ...named(standIn.memberId), until: standIn.until } : null,
    endedOn: support.state === 'ended' ? support.endedOn : null,
    noticeUncertain: isFrom(actor, support) && support.state !== 'ended' && uncertain.has(id),
    asking: carries ? { everyDays: carries.everyDays, nextOn: carries.askOn, now: carries.asked } : null,
  }
}

function viewTold({ told }: Support, named: (memberId: string) => { memberId: string; displayName: string }): SupportView['told'] {
  return told.who === 'circle' ? { who: 'circle' } : { who: 'people', people: told.people.map(named) }
}
