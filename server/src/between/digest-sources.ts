import { viewForCircle } from '@tend/shared/backburner/view'
import type { DigestMaterial } from '@tend/shared/digests/compose'
import { viewRepairForCircle } from '@tend/shared/repairs/view'
import { viewRestForCircle } from '@tend/shared/rests/view'
import { dayIn } from '@tend/shared/zone'
import { loadAgreements } from '../agreements/store.ts'
import { loadItems } from '../backburner/store.ts'
import { loadRepairs } from '../repairs/store.ts'
import { loadResting } from '../rests/store.ts'
import type { Work } from '../work.ts'

type Source<Kind extends keyof DigestMaterial> = (work: Work, circleId: string) => Promise<DigestMaterial[Kind]>
type DigestSources = { items: Source<'items'>; repairs: Source<'repairs'>; agreements: Source<'agreements'>; rests: Source<'rests'> }

/** Digests read from here: from views that the whole circle may read together. Nothing else is within their reach. */
export const digestSources: DigestSources = {
  items: async (work, circleId) => {
    const read = await loadItems(work, circleId)
    return read ? read.items.map((item) => viewForCircle(item, read.circle, dayIn(read.circle.timeZone, work.now))) : []
  },
  repairs: async (work, circleId) => {
    const read = await loadRepairs(work, circleId)
    return read ? read.repairs.map((repair) => viewRepairForCircle(repair, read.context)) : []
  },
  agreements: async (work, circleId) => {
    const read = await loadAgreements(work, circleId, undefined, true)
    return read ? read.agreements.map(({ words, lookAgainOn }) => ({ words, lookAgainOn })) : []
  },
  rests: async (work, circleId) => {
    const read = await loadResting(work, circleId)
    return read ? read.rests.flatMap((rest) => viewRestForCircle(rest, read.seen) ?? []) : []
  },
}
