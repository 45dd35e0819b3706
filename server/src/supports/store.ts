import { ownNotices } from '@tend/shared/deliveries/plan'
import type { Carried } from '@tend/shared/rests/state'
import { partsOf, type Support, type SupportingCircle } from '@tend/shared/supports/state'
import type { SupportContext } from '@tend/shared/supports/view'
import { addDays } from '@tend/shared/zone'
import { type Selectable, sql } from 'kysely'
import type { Tables } from '../data/tables.ts'
import { uncertainOf } from '../deliveries/uncertain.ts'
import { type Page, readAfter } from '../http/cursor.ts'
import { loadCircleOfPeople, namesOf } from '../members/people.ts'
import { standInsFor } from '../rests/resting.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['support']>
/** A support with its circle and the names a view shows. */
export type LoadedSupport = { support: Support; circle: SupportingCircle; seen: SupportContext }

/** Reads what asking and offering need: the circle; nothing when the repair it is to stand on is not one of the circle's. */
export async function loadBeginning(
  work: Work,
  input: { circleId: string; repairId: string | null },
): Promise<SupportingCircle | undefined> {
  if (input.repairId !== null) {
    const repair = await work.trx
      .selectFrom('repair_item')
      .select('id')
      .where('workspace_id', '=', work.workspaceId)
      .where('circle_id', '=', input.circleId)
      .where('id', '=', input.repairId)
      .executeTakeFirst()
    if (!repair) return undefined
  }
  return loadCircleOfPeople(work, input.circleId)
}

/**
 * Reads the supports that the person who acts has to do with, newest first: one more than the page holds. What is not theirs is not even
 * read.
 */
export async function loadSupports(work: Work, page: Page): Promise<{ supports: Support[]; seen: SupportContext }> {
  const { keys, actor } = work
  const told = sql`exists (select 1 from support_told t where t.workspace_id = support.workspace_id and t.support_id = support.id
    and t.tag = ${keys.tag('support_told', actor.memberId)})`
  const circles = [...actor.roles.keys()]
  const inMine = circles.length > 0 ? sql`circle_id in (${sql.join(circles)})` : sql`false`
  const rows = await work.trx
    .selectFrom('support')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where(
      sql<boolean>`(by_tag = ${keys.tag('support_by', actor.memberId)} or with_tag = ${keys.tag('support_with', actor.memberId)}
        or (state <> 'ended' and ${inMine} and (told_circle or ${told})))`,
    )
    .where(readAfter(page, 'started_on', 'newest'))
    .orderBy('started_on', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const supports = await whole(work, rows)
  return { supports, seen: await seenBeside(work, supports) }
}

/** Reads one support, locked until the transaction ends. The policy says who may see it. */
export async function loadSupport(work: Work, { id }: { id: string }): Promise<LoadedSupport | undefined> {
  const row = await work.trx
    .selectFrom('support')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const circle = row && (await loadCircleOfPeople(work, row.circle_id))
  const [support] = row ? await whole(work, [row]) : []
  return support && circle && { support, circle, seen: await seenBeside(work, [support]) }
}

/** Reads the supports that the person who acts gives, as what they carry. They may pass one on only to the people who were told of it. */
export async function supportsIGive(work: Work): Promise<Carried[]> {
  const { keys, actor } = work
  const rows = await work.trx
    .selectFrom('support')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('state', '=', 'taken_up')
    .where(
      sql<boolean>`((way = 'offered' and by_tag = ${keys.tag('support_by', actor.memberId)})
        or (way = 'asked' and with_tag = ${keys.tag('support_with', actor.memberId)}))`,
    )
    .orderBy('id')
    .execute()
  return (await whole(work, rows)).map((support) => {
    const { supported } = partsOf(support)
    const only = support.told.who === 'people' ? support.told.people.filter((one) => one !== supported && one !== actor.memberId) : null
    return { kind: 'support', subject: support.id, circleId: support.circleId, only }
  })
}

async function seenBeside(work: Work, supports: Support[]): Promise<SupportContext> {
  const standIns = await standInsFor(
    work,
    supports.map(({ id }) => id),
  )
  const people = [...supports.flatMap(everybodyIn), ...[...standIns.values()].map(({ memberId }) => memberId)]
  const mine = supports.filter(({ by }) => by === work.actor.memberId).map(({ id }) => id)
  return { standIns, names: await namesOf(work, people), uncertain: await uncertainOf(work, mine, ownNotices.support) }
}

function everybodyIn(support: Support): string[] {
  const { supported, supporter } = partsOf(support)
  const told = support.told.who === 'people' ? support.told.people : []
  return [...told, ...[supported, supporter].flatMap((one) => one ?? [])]
}

/** Writes a new support. Its words and everybody in it are sealed under one key, which goes when the support goes. */
export async function insertSupport({ trx, workspaceId, keys }: Work, support: Support): Promise<void> {
  const { record_key, words_sealed, by_sealed } = keys.seal('support', support.id, { words: support.words, by: support.by })
  await trx
    .insertInto('support')
    .values({
      workspace_id: workspaceId,
      id: support.id,
      circle_id: support.circleId,
      repair_id: support.repairId,
      record_key,
      words_sealed: words_sealed as Buffer,
      by_tag: keys.tag('support_by', support.by),
      by_sealed: by_sealed as Buffer,
      with_tag: null,
      with_sealed: null,
      way: support.way,
      kind: support.kind,
      told_circle: support.told.who === 'circle',
      state: support.state,
      every_days: support.state === 'offered' ? support.everyDays : null,
      ask_on: null,
      asked: false,
      started_on: support.startedOn,
      ended_on: null,
    })
    .execute()
  if (support.told.who === 'circle') return
  const told = support.told.people.map((memberId) => {
    const tag = keys.tag('support_told', memberId)
    const name = personField(tag)
    const sealed = keys.seal('support', support.id, { [name]: memberId }, record_key)
    return { workspace_id: workspaceId, support_id: support.id, tag, person_sealed: sealed[`${name}_sealed`] as Buffer }
  })
  await trx.insertInto('support_told').values(told).execute()
}

/** A sealed id is bound to its tag: beside another tag it does not open. */
const personField = (tag: Buffer) => `person:${tag.toString('hex')}`

/** Saves where a support stands and who took it up. Its words, and the people who were told, never change. */
export async function saveSupport(work: Work, support: Support): Promise<void> {
  const { trx, workspaceId, keys } = work
  const { record_key } = await trx
    .selectFrom('support')
    .select('record_key')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', support.id)
    .executeTakeFirstOrThrow()
  const other = support.state === 'taken_up' || support.state === 'ended' ? support.with : null
  const carried = support.state === 'taken_up' ? support : undefined
  await trx
    .updateTable('support')
    .set({
      state: support.state,
      with_tag: other === null ? null : keys.tag('support_with', other),
      with_sealed: keys.seal('support', support.id, { with: other }, record_key).with_sealed,
      every_days: carried?.everyDays ?? (support.state === 'offered' ? support.everyDays : null),
      ask_on: carried?.askOn ?? null,
      asked: carried?.asked ?? false,
      ended_on: support.state === 'ended' ? support.endedOn : null,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', support.id)
    .execute()
}

async function whole({ trx, workspaceId, keys }: Work, rows: Row[]): Promise<Support[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const told = await trx
    .selectFrom('support_told')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('support_id', 'in', ids)
    .execute()
  return rows.map((row) => {
    const people = told
      .filter(({ support_id }) => support_id === row.id)
      .map(({ tag, person_sealed }) => keys.openOne('support', row.id, row.record_key, personField(tag), person_sealed))
      .sort()
    return toSupport(row, keys.open('support', row, ['words', 'by', 'with']), people)
  })
}

function toSupport(row: Row, texts: Record<'words' | 'by' | 'with', string | null>, people: string[]): Support {
  const said = {
    id: row.id,
    circleId: row.circle_id,
    repairId: row.repair_id,
    kind: row.kind,
    words: texts.words ?? '',
    by: texts.by ?? '',
    way: row.way,
    startedOn: row.started_on,
    told: row.told_circle ? { who: 'circle' as const } : { who: 'people' as const, people },
  }
  const everyDays = row.every_days ?? 14
  if (row.state === 'asked') return { ...said, state: row.state }
  if (row.state === 'offered') return { ...said, state: row.state, everyDays }
  if (row.state === 'ended') return { ...said, state: row.state, with: texts.with, endedOn: row.ended_on ?? row.started_on }
  return { ...said, state: row.state, with: texts.with ?? '', everyDays, askOn: row.ask_on ?? row.started_on, asked: row.asked }
}

/** Reads the supports whose supporter's day to be asked may have come, locked. Those that another process holds are left to it. */
export async function loadDueSupports(work: Work): Promise<Support[]> {
  const rows = await work.trx
    .selectFrom('support')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('state', '=', 'taken_up')
    .where('asked', '=', false)
    .where('ask_on', '<=', addDays(work.today, 1))
    .forUpdate()
    .skipLocked()
    .execute()
  return whole(work, rows)
}
