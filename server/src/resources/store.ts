import type { ResourceNeed } from '@tend/shared/resources/schema'
import type { Resource } from '@tend/shared/resources/state'
import { dayIn } from '@tend/shared/zone'
import type { Selectable } from 'kysely'
import type { Tables } from '../data/tables.ts'
import { type Page, readAfter } from '../http/cursor.ts'
import { type CircleAround, loadCircleAround } from '../members/circle.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['resource']>
/** A resource with the circle its days belong to. */
export type LoadedResource = { resource: Resource; circle: CircleAround; addedOn: string; today: string }

/** Reads a circle's resources in the order they came: one more than the page holds. Without a page, all that are current. */
export async function loadResources(
  work: Work,
  circleId: string,
  page?: Page,
): Promise<{ circle: CircleAround; resources: LoadedResource[]; today: string } | undefined> {
  const circle = await loadCircleAround(work, circleId)
  if (!circle) return undefined
  let query = work.trx.selectFrom('resource').selectAll().where('workspace_id', '=', work.workspaceId).where('circle_id', '=', circleId)
  query = page ? query.where(readAfter(page, 'added_on', 'oldest')).limit(page.limit + 1) : query.where('state', '=', 'current')
  const rows = await query.orderBy('added_on').orderBy('id').execute()
  return { circle, resources: rows.map((row) => loaded(work, row, circle)), today: dayIn(circle.timeZone, work.now) }
}

/** Reads one resource, locked until the transaction ends. */
export async function loadResource(work: Work, { id }: { id: string }): Promise<LoadedResource | undefined> {
  const row = await work.trx
    .selectFrom('resource')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const circle = row && (await loadCircleAround(work, row.circle_id))
  return row && circle && loaded(work, row, circle)
}

export async function insertResource(work: Work, resource: Resource): Promise<void> {
  await work.trx
    .insertInto('resource')
    .values({
      workspace_id: work.workspaceId,
      id: resource.id,
      circle_id: resource.circleId,
      added_on: resource.checkedOn,
      ...columns(work, resource),
    })
    .execute()
}

/** Saves a resource whole under a new key: what was written before is gone with the old key. */
export async function saveResource(work: Work, resource: Resource): Promise<void> {
  await work.trx
    .updateTable('resource')
    .set(columns(work, resource))
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', resource.id)
    .execute()
}

/** Reads the contacts and the name of a circle, for its kit. */
export async function loadKitCircle({ trx, workspaceId, keys }: Work, circleId: string) {
  const row = await trx
    .selectFrom('circle')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', circleId)
    .executeTakeFirstOrThrow()
  const { name, outside_contact, emergency_contact } = keys.open('circle', row, ['name', 'outside_contact', 'emergency_contact'])
  return { name: name ?? '', language: row.language, outsideContact: outside_contact, emergencyContact: emergency_contact }
}

function columns({ keys }: Work, resource: Resource) {
  const { name, contact, cost, access } = resource
  const texts = { name, contact, cost, access, languages: JSON.stringify(resource.languages) }
  const sealed = keys.seal('resource', resource.id, texts)
  return {
    record_key: sealed.record_key,
    name_sealed: sealed.name_sealed as Buffer,
    contact_sealed: sealed.contact_sealed as Buffer,
    cost_sealed: sealed.cost_sealed as Buffer,
    access_sealed: sealed.access_sealed as Buffer,
    languages_sealed: sealed.languages_sealed as Buffer,
    place: resource.place,
    needs: [...resource.needs],
    state: resource.state,
    checked_on: resource.checkedOn,
    retired_on: resource.state === 'retired' ? resource.retiredOn : null,
  }
}

function loaded({ keys, now }: Work, row: Row, circle: CircleAround): LoadedResource {
  const texts = keys.open('resource', row, ['name', 'contact', 'cost', 'access', 'languages'])
  const known = {
    id: row.id,
    circleId: row.circle_id,
    place: row.place,
    needs: row.needs as ResourceNeed[],
    checkedOn: row.checked_on,
    name: texts.name ?? '',
    contact: texts.contact ?? '',
    cost: texts.cost ?? '',
    access: texts.access ?? '',
    languages: JSON.parse(texts.languages ?? '[]') as string[],
  }
  const resource: Resource =
    row.state === 'retired' ? { ...known, state: row.state, retiredOn: row.retired_on ?? row.checked_on } : { ...known, state: row.state }
  return { resource, circle, addedOn: row.added_on, today: dayIn(circle.timeZone, now) }
}
