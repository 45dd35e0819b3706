import type { ConcernText, RaiseConcern } from '@tend/shared/concerns/schema'
import { type Concern, type GivenConcern, textsOf } from '@tend/shared/concerns/state'
import { byText } from '@tend/shared/order'
import { type Selectable, sql } from 'kysely'
import type { Tables } from '../data/tables.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['concern']>
type Person = Pick<Selectable<Tables['concern_person']>, 'concern_id' | 'tag' | 'person_sealed' | 'place' | 'opened_on' | 'given_on'>
/** What was said beside the words, sealed as one: choices, and the free texts that have no column of their own. */
type Answers = Pick<RaiseConcern, 'about' | 'help' | 'nameGiven'> & Partial<Record<ConcernText, string>>
/** What passed between the people of a concern, sealed as one so that no column counts or dates it. */
type Exchange = Pick<GivenConcern, 'replies' | 'carryings'>

/** Writes a new concern. Its words, its raiser and everybody in it are sealed under one key, which goes when the concern goes. */
export async function insertConcern({ trx, workspaceId, keys }: Work, concern: Concern): Promise<void> {
  const { words, ...others } = textsOf(concern)
  const answers: Answers = { ...others, about: concern.about, help: [...concern.help], nameGiven: concern.nameGiven }
  const people = peopleOf(concern).map((one) => ({
    ...one,
    tag: keys.tag(one.standsAs === 'left_out' ? 'left_out' : 'recipient', one.memberId),
  }))
  const { replies, carryings }: Exchange = concern.status === 'kept' ? { replies: [], carryings: [] } : concern
  const sealed = keys.seal<string>('concern', concern.id, {
    raiser: concern.raiserId,
    words,
    answers: JSON.stringify(answers),
    exchange: JSON.stringify({ replies, carryings }),
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
      exchange_sealed: present(sealed.exchange_sealed),
      tier: concern.tier,
      status: concern.status,
      raised_on: concern.raisedOn,
      kept_until: concern.keptUntil,
    })
    .execute()
  if (people.length === 0) return
  const rows = people.map(({ tag, standsAs, openedOn, givenOn }) => {
    const person_sealed = present(sealed[`${personField(tag)}_sealed`])
    return {
      workspace_id: workspaceId,
      concern_id: concern.id,
      tag,
      person_sealed,
      place: standsAs,
      opened_on: openedOn,
      given_on: givenOn,
    }
  })
  await trx.insertInto('concern_person').values(rows).execute()
}

/** A person in a concern: as a recipient in some state, or as one left out. The column `place` says which. */
type Involved = { memberId: string; standsAs: Person['place']; openedOn: string | null; givenOn: string | null }

/** Everybody in a concern beside its raiser: its recipients and the people left out. */
export function peopleOf(concern: Concern): Involved[] {
  const recipients = concern.status === 'kept' ? [] : concern.recipients
  return [
    ...recipients.map(({ memberId, state, openedOn, givenOn }) => ({ memberId, standsAs: state, openedOn, givenOn })),
    ...concern.leftOut.map((memberId) => ({ memberId, standsAs: 'left_out' as const, openedOn: null, givenOn: null })),
  ]
}

/** A sealed id is bound to its tag: beside another tag it does not open. */
export const personField = (tag: Buffer) => `person:${tag.toString('hex')}`

function present(sealed: Buffer | null | undefined): Buffer {
  if (!sealed) throw new Error('A text that is there seals to something.')
  return sealed
}

/** Reads the concerns that the person who acts raised and whose day has not passed. With an id it reads that one alone, locked. */
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
 * Reads the concerns given to the person who acts; with an id that one alone, locked. A concern that they were left out of, that they
 * stepped back from, or whose day has passed is not even read.
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

/**
 * Reads the concerns given on or before a day that the clock has not looked after yet, locked. Those that another process holds are left to
 * it.
 */
export async function loadUnlooked(work: Work, givenBy: string): Promise<Concern[]> {
  const rows = await work.trx
    .selectFrom('concern')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('status', '=', 'given')
    .where('looked_after_on', 'is', null)
    .where('raised_on', '<=', givenBy)
    .where('kept_until', '>=', work.today)
    .limit(200)
    .forUpdate()
    .skipLocked()
    .execute()
  return whole(work, rows)
}

// The newest day stands first. Within a day the order is by id, which is random and so tells no hour.
const byDay = (a: Concern, b: Concern) => byText(b.raisedOn, a.raisedOn) || byText(a.id, b.id)

async function whole(work: Work, rows: Row[]): Promise<Concern[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const people = await work.trx
    .selectFrom('concern_person')
    .select(['concern_id', 'tag', 'person_sealed', 'place', 'opened_on', 'given_on'])
    .where('workspace_id', '=', work.workspaceId)
    .where('concern_id', 'in', ids)
    .execute()
  return rows.map((row) => opened(work, row, people)).sort(byDay)
}

function opened({ keys }: Work, row: Row, all: Person[]): Concern {
  const people = all.filter((person) => person.concern_id === row.id)
  const columns = Object.fromEntries(people.map(({ tag, person_sealed }) => [`${personField(tag)}_sealed`, person_sealed]))
  const fields = people.map(({ tag }) => personField(tag))
  const texts = keys.open<string>('concern', { ...row, ...columns }, ['raiser', 'words', 'answers', 'exchange', ...fields])
  const involved = people
    .map(({ tag, place: standsAs, opened_on, given_on }) => ({
      memberId: texts[personField(tag)] ?? '',
      standsAs,
      openedOn: opened_on,
      givenOn: given_on,
    }))
    .sort((a, b) => byText(a.memberId, b.memberId))
  const answers = JSON.parse(texts.answers ?? '') as Answers
  const said = {
    id: row.id,
    circleId: row.circle_id,
    raiserId: texts.raiser ?? '',
    ...answers,
    ...textsOf({ ...answers, words: texts.words ?? '' }),
    leftOut: involved.flatMap(({ memberId, standsAs }) => (standsAs === 'left_out' ? [memberId] : [])),
    raisedOn: row.raised_on,
  }
  const { status, tier, kept_until: keptUntil } = row
  if (status === 'kept' || tier === 'only_me' || keptUntil === null) return { ...said, keptUntil, status: 'kept', tier: 'only_me' }
  const recipients = involved.flatMap(({ memberId, standsAs, openedOn, givenOn }) =>
    standsAs === 'left_out' ? [] : [{ memberId, state: standsAs, openedOn, givenOn: givenOn ?? row.raised_on }],
  )
  const exchange = JSON.parse(texts.exchange ?? '{"replies":[],"carryings":[]}') as Exchange
  return { ...said, ...exchange, keptUntil, status, tier, recipients, lookedAfterOn: row.looked_after_on }
}

/**
 * Saves what a decision may change: a concern's state and last day, where each recipient stands, who came to it, and what was written back.
 */
export async function saveConcern(work: Work, state: Concern, before: Concern): Promise<void> {
  if (state === before) return
  const { trx, workspaceId } = work
  const own = trx.updateTable('concern').where('workspace_id', '=', workspaceId).where('id', '=', state.id)
  await own
    .set({
      status: state.status,
      tier: state.tier,
      kept_until: state.keptUntil,
      ...(state.status === 'kept' ? {} : { looked_after_on: state.lookedAfterOn }),
    })
    .execute()
  if (state.status === 'kept' || before.status === 'kept') return
  if (state.replies !== before.replies || state.carryings !== before.carryings) await saveExchange(work, state)
  const known = new Map(before.recipients.map((one) => [one.memberId, one]))
  const added = state.recipients.filter((one) => !known.has(one.memberId))
  if (added.length > 0) await insertRecipients(work, state.id, added)
  for (const recipient of state.recipients)
    if (known.has(recipient.memberId) && known.get(recipient.memberId) !== recipient) await saveRecipient(work, state.id, recipient)
}

async function saveRecipient({ trx, workspaceId, keys }: Work, id: string, recipient: GivenConcern['recipients'][number]): Promise<void> {
  await trx
    .updateTable('concern_person')
    .set({ place: recipient.state, opened_on: recipient.openedOn })
    .where('workspace_id', '=', workspaceId)
    .where('concern_id', '=', id)
    .where('tag', '=', keys.tag('recipient', recipient.memberId))
    .execute()
}

async function saveExchange(work: Work, { id, replies, carryings }: Pick<GivenConcern, 'id'> & Exchange): Promise<void> {
  const { trx, workspaceId, keys } = work
  const { exchange_sealed } = keys.seal('concern', id, { exchange: JSON.stringify({ replies, carryings }) }, await keyOf(work, id))
  await trx.updateTable('concern').set({ exchange_sealed }).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

async function insertRecipients(work: Work, concern_id: string, added: GivenConcern['recipients']): Promise<void> {
  const { workspaceId: workspace_id, keys } = work
  const recordKey = await keyOf(work, concern_id)
  const rows = added.map(({ memberId, state: place, openedOn: opened_on, givenOn: given_on }) => {
    const tag = keys.tag('recipient', memberId)
    const sealed = keys.seal<string>('concern', concern_id, { [personField(tag)]: memberId }, recordKey)
    const person_sealed = present(sealed[`${personField(tag)}_sealed`])
    return { workspace_id, concern_id, tag, person_sealed, place, opened_on, given_on }
  })
  await work.trx.insertInto('concern_person').values(rows).execute()
}

async function keyOf({ trx, workspaceId }: Work, id: string): Promise<Buffer> {
  const own = trx.selectFrom('concern').select('record_key').where('workspace_id', '=', workspaceId).where('id', '=', id)
  return (await own.executeTakeFirstOrThrow()).record_key
}

/** Deletes a concern with its key and everybody in it. */
export async function deleteConcern({ trx, workspaceId }: Work, concern: { id: string }): Promise<void> {
  await trx.deleteFrom('concern').where('workspace_id', '=', workspaceId).where('id', '=', concern.id).execute()
}
