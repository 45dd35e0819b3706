import { viewAgreement } from '@tend/shared/agreements/view'
import { loadAgreements } from './agreements/store.ts'
import type { KitSources } from './resources/routes.ts'

/** Where a circle's kit reads from, beside its resources: what holds among what it agreed on, and what it took with it from its rounds. */
export const kitSources: KitSources = {
  agreements: async (work, circleId) => {
    const read = await loadAgreements(work, circleId, undefined, true)
    return read ? read.agreements.map((one) => viewAgreement(one, read.today)) : []
  },
  taken: async () => [],
}
