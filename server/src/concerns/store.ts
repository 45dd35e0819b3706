import type { Concern, RaisingCircle } from '@tend/shared/concerns/decide'
import type { ConcernDraft, RaiseConcern } from '@tend/shared/concerns/schema'
import type { Names } from '@tend/shared/concerns/view'
import { missingOf, stewardsOn } from '@tend/shared/members/policy'
import { type Selectable, sql } from 'kysely'
import type { Tables } from '../database.ts'
import type { Work } from '../handle.ts'
import type { SealedRow } from '../seal.ts'

type Row = Selectable<Tables['concern']>
type Person = Pick<Selectable<Tables['concern_person']>, 'concern_id' | 'tag' | 'person_sealed' | 'place' | 'opened_on'>
/** What belongs to a concern but is not free text; sealed with it all the same. */
type Answers = Pick<RaiseConcern, 'about' | 'help' | 'nameGiven'>

/** What raising needs of a circle; nothing when it is not there. */
export async function loadRaisingCircle({ trx, workspaceId, today }: Work, circleId: string): Promise<RaisingCircle | undefined> {
  const circle = await trx
    .selectFrom('circle')
    .select(['id', 'outside_contact_sealed', 'emergency_contact_sealed'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', circleId)
    .executeTakeFirst()
  if (!circle) return undefined
  const { rows: people } = await sql<{ id: string; away: boolean; until: string | null }>`
    select m.id, m.away, a.until_day as until
    from circle_member c
      join member m on m.workspace_id = c.workspace_id and m.id = c.member_id and m.left_on is null
      left join appointment a on a.workspace_id = c.workspace_id and a.circle_id = c.circle_id and a.member_id = c.member_id
        and a.role = 'steward' and a.until_day > ${today}::date
    where c.workspace_id = ${workspaceId} and c.circle_id = ${circleId} order by m.id`.execute(trx)
  const appointments = people.flatMap(({ id, until }) => (until ? [{ memberId: id, role: 'steward' as const, untilDay: until }] : []))
  // Raising asks only whether there is a contact: what it says stays sealed.
  const contact = (sealed: Buffer | null) => (sealed === null ? null : '')
  const contacts = { outsideContact: contact(circle.outside_contact_sealed), emergencyContact: contact(circle.emergency_contact_sealed) }
  const stewards = stewardsOn({ appointments }, today)
  return { id: circle.id, people, stewards, missing: missingOf({ appointments, ...contacts }, today) }
}

/** Writes a new concern: its words, its raiser and everybody in it sealed under one key that goes when it goes. */
export async function insertConcern({ trx, workspaceId, keys }: Work, concern: Concern): Promise<void> {
  const answers: Answers = { about: concern.about, help: [...concern.help], nameGiven: concern.nameGiven }
  const people = peopleOf(concern).map((one) => ({
    ...one,
    tag: keys.tag(one.place === 'left_out' ? 'left_out' : 'recipient', one.memberId),
  }))
  const sealed = keys.seal<string>('concern', concern.id, {
    ...{ raiser: concern.raiserId, words: concern.words, answers: JSON.stringify(answers) },
    ...Object.fromEntries(people.map(({ tag, memberId }) => [personField(tag), memberId])),
  })
  await trx
    .insertInto('concern')
    .values({
      workspace_id: workspaceId,
      id: concern.id,
      circle_id: concern.circleId,
      record_key: sealed.record_key,
      raiser_tag: keys.tag('raiser', concern.raiserId),
      raiser_sealed: present(sealed.raiser_sealed),
      words_sealed: present(sealed.words_sealed),
      answers_sealed: present(sealed.answers_sealed),
      tier: concern.tier,
      status: concern.status,
      raised_on: concern.raisedOn,
      kept_until: concern.keptUntil,
    })
    .execute()
  if (people.length === 0) return
  const rows = people.map(({ tag, place, openedOn }) => {
    const person_sealed = present(sealed[`${personField(tag)}_sealed`])
    return { workspace_id: workspaceId, concern_id: concern.id, tag, person_sealed, place, opened_on: openedOn }
  })
  await trx.insertInto('concern_person').values(rows).execute()
}

function peopleOf(concern: Concern): { memberId: string; place: Person['place']; openedOn: string | null }[] {
  const recipients = concern.status === 'kept' ? [] : concern.recipients
  return [
    ...recipients.map(({ memberId, state, openedOn }) => ({ memberId, place: state, openedOn })),
    ...concern.leftOut.map((memberId) => ({ memberId, place: 'left_out' as const, openedOn: null })),
  ]
}

/** A sealed id is bound to its tag: moved beside another one it does not open. */
const personField = (tag: Buffer) => `person:${tag.toString('hex')}`

function present(sealed: Buffer | null | undefined): Buffer {
  if (!sealed) throw new Error('A text that is there seals to something.')
  return sealed
}

/** The concerns that the person who acts raised and whose day has not passed; only one of them, locked, when its id is given. */
export async function loadMine(work: Work, id?: string): Promise<Concern[]> {
  let query = work.trx
    .selectFrom('concern')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('raiser_tag', '=', work.keys.tag('raiser', work.actor.memberId))
    .where((is) => is.or([is('kept_until', 'is', null), is('kept_until', '>=', work.today)]))
  if (id !== undefined) query = query.where('id', '=', id).forUpdate()
  return whole(work, await query.execute())
}

/**
 * The concerns given to the person who acts; only one of them, locked, when its id is given. Those they were left out of, stepped back
 * from, or whose day has passed are not even read.
 */
export async function loadGiven(work: Work, id?: string): Promise<Concern[]> {
  const own = (purpose: 'recipient' | 'left_out') => sql`select 1 from concern_person p
    where p.workspace_id = concern.workspace_id and p.concern_id = concern.id and p.tag = ${work.keys.tag(purpose, work.actor.memberId)}`
  let query = work.trx
    .selectFrom('concern')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('status', '<>', 'kept')
    .where('kept_until', '>=', work.today)
    .where(sql<boolean>`exists (${own('recipient')} and p.place <> 'stepped_back')`)
    .where(sql<boolean>`not exists (${own('left_out')})`)
  if (id !== undefined) query = query.where('id', '=', id).forUpdate()
  return whole(work, await query.execute())
}

// Newest day first; within a day by id, which is random and so tells no hour.
const byDay = (a: Concern, b: Concern) => order(b.raisedOn, a.raisedOn) || order(a.id, b.id)
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

async function whole(work: Work, rows: Row[]): Promise<Concern[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const people = await work.trx
    .selectFrom('concern_person')
    .select(['concern_id', 'tag', 'person_sealed', 'place', 'opened_on'])
    .where('workspace_id', '=', work.workspaceId)
    .where('concern_id', 'in', ids)
    .execute()
  return rows.map((row) => opened(work, row, people)).sort(byDay)
}

function opened({ keys }: Work, row: Row, all: Person[]): Concern {
  const people = all.filter((person) => person.concern_id === row.id)
  const columns = Object.fromEntries(people.map(({ tag, person_sealed }) => [`${personField(tag)}_sealed`, person_sealed]))
  const fields = people.map(({ tag }) => personField(tag))
  const texts = keys.open<string>('concern', { ...row, ...columns }, ['raiser', 'words', 'answers', ...fields])
  const placed = people
    .map(({ tag, place, opened_on }) => ({ memberId: texts[personField(tag)] ?? '', place, openedOn: opened_on }))
    .sort((a, b) => order(a.memberId, b.memberId))
  const said = {
    id: row.id,
    circleId: row.circle_id,
    raiserId: texts.raiser ?? '',
    ...(JSON.parse(texts.answers ?? '') as Answers),
    words: texts.words ?? '',
    leftOut: placed.flatMap(({ memberId, place }) => (place === 'left_out' ? [memberId] : [])),
    raisedOn: row.raised_on,
  }
  const { status, tier, kept_until: keptUntil } = row
  if (status === 'kept' || tier === 'only_me' || keptUntil === null) return { ...said, keptUntil, status: 'kept', tier: 'only_me' }
  const recipients = placed.flatMap(({ memberId, place, openedOn }) => (place === 'left_out' ? [] : [{ memberId, state: place, openedOn }]))
  return { ...said, keptUntil, status, tier, recipients }
}

/** Saves what a decision may change: whether it is withdrawn, and where each recipient stands. */
export async function saveConcern({ trx, workspaceId, keys }: Work, state: Concern, before: Concern): Promise<void> {
  const concern = trx.updateTable('concern').where('workspace_id', '=', workspaceId).where('id', '=', state.id)
  if (state.status !== before.status) await concern.set({ status: state.status }).execute()
  if (state.status === 'kept' || before.status === 'kept') return
  for (const recipient of state.recipients) {
    if (before.recipients.includes(recipient)) continue
    await trx
      .updateTable('concern_person')
      .set({ place: recipient.state, opened_on: recipient.openedOn })
      .where('workspace_id', '=', workspaceId)
      .where('concern_id', '=', state.id)
      .where('tag', '=', keys.tag('recipient', recipient.memberId))
      .execute()
  }
}

/** Deletes a concern with its key and everybody in it. */
export async function deleteConcern({ trx, workspaceId }: Work, concern: { id: string }): Promise<void> {
  await trx.deleteFrom('concern').where('workspace_id', '=', workspaceId).where('id', '=', concern.id).execute()
}

/** The display names of everybody that some concerns mention. */
export async function loadNames({ trx, workspaceId, keys }: Work, concerns: readonly Concern[]): Promise<Names> {
  const ids = new Set(concerns.flatMap((concern) => [concern.raiserId, ...peopleOf(concern).map((one) => one.memberId)]))
  if (ids.size === 0) return new Map()
  const rows = await trx
    .selectFrom('member')
    .select(['id', 'record_key', 'display_name_sealed'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, keys.open('member', row, ['display_name']).display_name ?? '']))
}

/** The concerns among these of which a notice may not have arrived, for their raiser alone. Who has no Slack finds it without one. */
export async function noticesUncertain({ trx, workspaceId }: Work, concerns: readonly Concern[]): Promise<ReadonlySet<string>> {
  const given = concerns.filter((concern) => concern.status === 'given').map((concern) => concern.id)
  if (given.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select distinct concern_id as id from delivery
    where workspace_id = ${workspaceId} and concern_id = any(${given}) 
      and (state = 'uncertain' or state = 'given_up' and trouble <> 'not_installed')`.execute(trx)
  return new Set(rows.map((row) => row.id))
}

/** How long a form that is not sent yet is kept, in milliseconds: 24 hours. */
const DRAFT_MS = 24 * 3_600_000

/** Keeps a form as it stands, instead of what was kept under the same key. The hour is sealed with it: outside stands only the day. */
export async function saveDraft(work: Work, key: string, draft: ConcernDraft): Promise<void> {
  const id = work.randomId()
  const sealed = work.keys.seal('concern_draft', id, { draft: JSON.stringify({ savedAt: work.now.getTime(), draft }) })
  const row = { id, record_key: sealed.record_key, draft_sealed: present(sealed.draft_sealed), saved_on: work.today }
  await work.trx
    .insertInto('concern_draft')
    .values({ workspace_id: work.workspaceId, ...draftTags(work, key), ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'owner_tag', 'key_tag']).doUpdateSet(row))
    .execute()
}

/** The person's own draft under this key; nothing once 24 hours have passed, even before the clean-up deletes it. */
export async function loadDraft(work: Work, key: string): Promise<ConcernDraft | undefined> {
  const { owner_tag, key_tag } = draftTags(work, key)
  const drafts = work.trx.selectFrom('concern_draft').select(['id', 'record_key', 'draft_sealed'])
  const own = drafts.where('workspace_id', '=', work.workspaceId).where('owner_tag', '=', owner_tag).where('key_tag', '=', key_tag)
  const row = await own.executeTakeFirst()
  return row && isFresh(work, row) ? openDraft(work, row).draft : undefined
}

/** Whether a draft's 24 hours have not passed yet. */
export function isFresh(work: Work, row: SealedRow<'draft'>): boolean {
  return work.now.getTime() - openDraft(work, row).savedAt < DRAFT_MS
}

function openDraft({ keys }: Work, row: SealedRow<'draft'>) {
  return JSON.parse(keys.open('concern_draft', row, ['draft']).draft ?? '') as { savedAt: number; draft: ConcernDraft }
}

/** Lets a draft go, with its key. */
export async function deleteDraft(work: Work, key: string): Promise<void> {
  const { owner_tag, key_tag } = draftTags(work, key)
  const own = work.trx.deleteFrom('concern_draft').where('workspace_id', '=', work.workspaceId)
  await own.where('owner_tag', '=', owner_tag).where('key_tag', '=', key_tag).execute()
}

function draftTags({ keys, actor }: Work, key: string) {
  return { owner_tag: keys.tag('draft', actor.memberId), key_tag: keys.tag('draft_key', `${actor.memberId} ${key}`) }
}
