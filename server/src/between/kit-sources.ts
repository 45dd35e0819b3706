import type { AgreementView } from '@tend/shared/agreements/schema'
import { viewAgreement } from '@tend/shared/agreements/view'
import type { KitMaterial } from '@tend/shared/resources/compose'
import type { TakeWithUs } from '@tend/shared/rounds/schema'
import { loadAgreements } from '../agreements/store.ts'
import type { Work } from '../work.ts'

type KitSources = {
  agreements(work: Work, circleId: string): Promise<AgreementView[]>
  taken(work: Work, circleId: string): Promise<KitMaterial['taken']>
}

/**
 * A circle's kit reads from here, beside its resources: the agreements that hold, and what the circle took with it from its rounds. No
 * answer is read.
 */
export const kitSources: KitSources = {
  agreements: async (work, circleId) => {
    const read = await loadAgreements(work, circleId, undefined, true)
    return read ? read.agreements.map((one) => viewAgreement(one, read.today)) : []
  },
  taken: async ({ trx, workspaceId, keys }, circleId) => {
    const rows = await trx
      .selectFrom('round')
      .select(['id', 'record_key', 'library_question', 'taken_sealed'])
      .where('workspace_id', '=', workspaceId)
      .where('circle_id', '=', circleId)
      .where('state', '=', 'done')
      .orderBy('opened_on')
      .orderBy('id')
      .execute()
    return rows.flatMap((row) => {
      const { taken } = keys.open('round', row, ['taken'])
      return row.library_question && taken ? [{ question: row.library_question, words: (JSON.parse(taken) as TakeWithUs).words }] : []
    })
  },
}
