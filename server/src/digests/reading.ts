import { composeDigest, type DigestMaterial } from '@tend/shared/digests/compose'
import { type DigestSlot, weekOf } from '@tend/shared/digests/due'
import type { DigestView } from '@tend/shared/digests/schema'
import { digestSources } from '../between/digest-sources.ts'
import type { Work } from '../work.ts'
import { loadHolidays } from './store.ts'

type Read = { digest: DigestView; channel: string | null }

/** Reads a circle's digest, for one occurrence or for the next. It is composed from views that the whole circle may read together. */
export async function readDigest(work: Work, circleId: string, slot?: Pick<DigestSlot, 'day' | 'week'>): Promise<Read | undefined> {
  const row = await loadRow(work, circleId)
  if (!row) return undefined
  const time = { timeZone: row.time_zone, digestDay: row.digest_day, digestHour: row.digest_hour }
  const { day, week } = slot ?? weekOf(time, work.now, await loadHolidays(work, circleId))
  const material: DigestMaterial = {
    circle: { id: row.id, name: work.keys.open('circle', row, ['name']).name ?? '', language: row.language },
    repairs: await digestSources.repairs(work, circleId),
    items: await digestSources.items(work, circleId),
    agreements: await digestSources.agreements(work, circleId),
    rests: await digestSources.rests(work, circleId),
  }
  const before = await dayBefore(work, circleId, day)
  return { digest: composeDigest(material, { day, week, before }), channel: row.slack_channel }
}

// What a given-up digest would have said is still to be said, so only a digest that arrived, or may have, counts as the one before.
async function dayBefore({ trx, workspaceId }: Work, circleId: string, day: string): Promise<string | null> {
  const row = await trx
    .selectFrom('delivery')
    .select((is) => is.fn.max('day').as('day'))
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .where('kind', '=', 'digest')
    .where('state', 'in', ['delivered', 'uncertain'])
    .where('day', '<', day)
    .executeTakeFirst()
  return row?.day ?? null
}

function loadRow({ trx, workspaceId }: Work, circleId: string) {
  return trx.selectFrom('circle').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', circleId).executeTakeFirst()
}
