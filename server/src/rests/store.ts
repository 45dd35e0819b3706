import { ownNotices } from '@tend/shared/deliveries/plan'
import type { AtHand } from '@tend/shared/rests/decide'
import type { Carried, Duty, RestingCircle, RestWindow } from '@tend/shared/rests/state'
import { dayIn } from '@tend/shared/zone'
import { type Selectable, sql } from 'kysely'
import { passOnSources } from '../between/pass-on-sources.ts'
import type { Tables } from '../data/tables.ts'
import { uncertainOf } from '../deliveries/uncertain.ts'
import { type Page, readAfter } from '../http/cursor.ts'
import { loadCircleOfPeople, namesOf } from '../members/people.ts'
import type { Work } from '../work.ts'

type Row = Selectable<Tables['rest']>
type Names = Map<string, string>
/** A rest with its circle, the day there, the rest of the same person that runs there now, and the names a view shows. */
export type LoadedRest = AtHand & { today: string; names: Names; noticeUncertain: boolean }

const select = (work: Work) => work.trx.selectFrom('rest').selectAll().where('workspace_id', '=', work.workspaceId)

/** Reads one rest, locked until the transaction ends. The policy says who may see it. */
export async function loadRest(work: Work, { id }: { id: string }): Promise<LoadedRest | undefined> {
  const row = await select(work).where('id', '=', id).forUpdate().executeTakeFirst()
  const circle = row && (await loadCircleOfPeople(work, row.circle_id))
  const [rest] = row ? await whole(work, [row]) : []
  if (!rest || !circle) return undefined
  const running = await runningOf(work, circle, rest.memberId)
  const noticeUncertain = (await uncertainOfMine(work, [rest])).has(rest.id)
  return { rest, circle, running, noticeUncertain, today: dayIn(circle.timeZone, work.now), names: await namesOf(work, everybodyIn(rest)) }
}

/** Reads one thing passed on in a rest; nothing when the rest does not have it. */
export async function loadDuty(
  work: Work,
  { id, dutyId }: { id: string; dutyId: string },
): Promise<(LoadedRest & { duty: Duty }) | undefined> {
  const loaded = await loadRest(work, { id })
  const duty = loaded?.rest.duties.find((one) => one.id === dutyId)
  return loaded && duty && { ...loaded, duty }
}

/** Reads what taking a rest needs. Two requests of one person at once wait for each other. */
export async function loadTaking(work: Work, { circleId }: { circleId: string }): Promise<Omit<AtHand, 'rest'> | undefined> {
  const circle = await loadCircleOfPeople(work, circleId)
  if (!circle) return undefined
  const tag = work.keys.tag('resting', work.actor.memberId).toString('hex')
  await sql`select pg_advisory_xact_lock(hashtextextended(${tag}, 0))`.execute(work.trx)
  return { circle, running: await runningOf(work, circle, work.actor.memberId) }
}

async function runningOf(work: Work, circle: RestingCircle, memberId: string): Promise<string | null> {
  const row = await select(work)
    .where('circle_id', '=', circle.id)
    .where('member_tag', '=', work.keys.tag('resting', memberId))
    .where('state', '=', 'resting')
    .where('until_day', '>=', dayIn(circle.timeZone, work.now))
    .executeTakeFirst()
  return row?.id ?? null
}

/** Reads the rests that the person who acts takes or was told of, newest first: one more than the page holds. */
export async function loadRests(work: Work, page: Page): Promise<(Omit<LoadedRest, 'running'> & { id: string; day: string })[]> {
  const { keys, actor, workspaceId } = work
  const told = sql`exists (select 1 from rest_told t where t.workspace_id = rest.workspace_id and t.rest_id = rest.id
    and t.tag = ${keys.tag('rest_told', actor.memberId)})`
  const circles = [...actor.roles.keys()]
  const inMine = circles.length > 0 ? sql`circle_id in (${sql.join(circles)})` : sql`false`
  // The people who were told see a rest while it runs, by the day of its own circle.
  const runs = sql`state = 'resting' and until_day >= (select (${work.now}::timestamptz at time zone c.time_zone)::date from circle c
    where c.workspace_id = ${workspaceId} and c.id = rest.circle_id)`
  const rows = await select(work)
    .where(sql<boolean>`(member_tag = ${keys.tag('resting', actor.memberId)} or (${runs} and ${inMine} and ${told}))`)
    .where(readAfter(page, 'taken_on', 'newest'))
    .orderBy('taken_on', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return around(work, await whole(work, rows))
}

/** Reads the rests that run in a circle now. */
export async function loadResting(work: Work, circleId: string) {
  const circle = await loadCircleOfPeople(work, circleId)
  if (!circle) return undefined
  const today = dayIn(circle.timeZone, work.now)
  const rows = await select(work)
    .where('circle_id', '=', circleId)
    .where('state', '=', 'resting')
    .where('until_day', '>=', today)
    .orderBy('id')
    .execute()
  const rests = (await whole(work, rows)).filter(({ memberId }) => circle.memberIds.includes(memberId))
  return {
    circle,
    rests,
    seen: { today, names: await namesOf(work, rests.flatMap(everybodyIn)) },
  }
}

/** Finds the rests among these that are the person's own and of which a notice may not have arrived. */
function uncertainOfMine(work: Work, rests: readonly RestWindow[]): Promise<ReadonlySet<string>> {
  const mine = rests.filter(({ memberId }) => memberId === work.actor.memberId).map(({ id }) => id)
  return uncertainOf(work, mine, ownNotices.rest)
}

async function around(work: Work, rests: RestWindow[]) {
  const names = await namesOf(work, rests.flatMap(everybodyIn))
  const uncertain = await uncertainOfMine(work, rests)
  const circles = new Map<string, RestingCircle>()
  for (const { circleId } of rests) {
    const circle = circles.has(circleId) ? undefined : await loadCircleOfPeople(work, circleId)
    if (circle) circles.set(circleId, circle)
  }
  return rests.flatMap((rest) => {
    const circle = circles.get(rest.circleId)
    const beside = { names, noticeUncertain: uncertain.has(rest.id), id: rest.id, day: rest.takenOn }
    return circle ? [{ rest, circle, today: dayIn(circle.timeZone, work.now), ...beside }] : []
  })
}

function everybodyIn({ memberId, told, duties }: RestWindow): string[] {
  return [memberId, ...told, ...duties.map(({ to }) => to)]
}

/** Reads what the person who acts carries: being a steward, for which another steward stands in, and what the sources know of. */
export async function loadCarried(work: Work): Promise<Carried[]> {
  const carried: Carried[] = []
  for (const [circleId, roles] of work.actor.roles)
    if (roles.has('steward')) carried.push({ kind: 'steward', subject: circleId, circleId, only: await otherStewards(work, circleId) })
  for (const source of passOnSources) carried.push(...(await source(work)))
  return carried
}

async function otherStewards({ trx, workspaceId, today, actor }: Work, circleId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('appointment')
    .select('member_id')
    .where('workspace_id', '=', workspaceId)
    .where('circle_id', '=', circleId)
    .where('role', '=', 'steward')
    .where('until_day', '>', today)
    .where('member_id', '<>', actor.memberId)
    .execute()
  return rows.map(({ member_id }) => member_id)
}

/** Writes a new rest. Its words and everybody in it are sealed under one key, which goes when the rest goes. */
export async function insertRest(work: Work, rest: RestWindow): Promise<void> {
  const { trx, workspaceId, keys } = work
  const { record_key, helps_sealed, member_sealed } = keys.seal('rest', rest.id, { helps: rest.helps, member: rest.memberId })
  await trx
    .insertInto('rest')
    .values({
      workspace_id: workspaceId,
      id: rest.id,
      circle_id: rest.circleId,
      record_key,
      member_tag: keys.tag('resting', rest.memberId),
      member_sealed: member_sealed as Buffer,
      helps_sealed: helps_sealed as Buffer,
      shared: rest.shared,
      state: rest.state,
      until_day: rest.until,
      taken_on: rest.takenOn,
      ended_on: null,
    })
    .execute()
  await insertTold(work, rest.id, record_key, rest.told)
}

/** A sealed id is bound to its tag: beside another tag it does not open. */
const personField = (tag: Buffer) => `person:${tag.toString('hex')}`

async function insertTold({ trx, workspaceId, keys }: Work, restId: string, recordKey: Buffer, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  const rows = people.map((memberId) => {
    const tag = keys.tag('rest_told', memberId)
    const name = personField(tag)
    const sealed = keys.seal('rest', restId, { [name]: memberId }, recordKey)
    return { workspace_id: workspaceId, rest_id: restId, tag, person_sealed: sealed[`${name}_sealed`] as Buffer }
  })
  await trx.insertInto('rest_told').values(rows).execute()
}

/** Saves what a decision changed: a rest's days, who else was told, and what is passed on. Words never change. */
export async function saveRest(work: Work, rest: RestWindow, { rest: before }: { rest: RestWindow }): Promise<void> {
  const { trx, workspaceId } = work
  const { record_key } = await trx
    .updateTable('rest')
    .set({ state: rest.state, until_day: rest.until, taken_on: rest.takenOn, ended_on: rest.state === 'ended' ? rest.endedOn : null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', rest.id)
    .returning('record_key')
    .executeTakeFirstOrThrow()
  await insertTold(
    work,
    rest.id,
    record_key,
    rest.told.filter((one) => !before.told.includes(one)),
  )
  const gone = before.duties.filter((one) => !rest.duties.includes(one)).map(({ id }) => id)
  if (gone.length > 0) await trx.deleteFrom('rest_duty').where('workspace_id', '=', workspaceId).where('id', 'in', gone).execute()
  for (const duty of rest.duties) if (!before.duties.includes(duty)) await insertDuty(work, rest.id, record_key, duty)
}

async function insertDuty({ trx, workspaceId, keys }: Work, restId: string, recordKey: Buffer, duty: Duty): Promise<void> {
  const { id, kind, subject, to, state } = duty
  const name = `duty:${id}`
  const sealed = keys.seal('rest', restId, { [name]: JSON.stringify({ kind, subject, to }) }, recordKey)
  const tags = { to_tag: keys.tag('duty_to', to), subject_tag: keys.tag('duty_subject', `${kind} ${subject}`) }
  const duty_sealed = sealed[`${name}_sealed`] as Buffer
  await trx
    .insertInto('rest_duty')
    .values({ workspace_id: workspaceId, id, rest_id: restId, ...tags, duty_sealed, state })
    .execute()
}

async function whole({ trx, workspaceId, keys }: Work, rows: Row[]): Promise<RestWindow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const told = await trx.selectFrom('rest_told').selectAll().where('workspace_id', '=', workspaceId).where('rest_id', 'in', ids).execute()
  const duties = await trx.selectFrom('rest_duty').selectAll().where('workspace_id', '=', workspaceId).where('rest_id', 'in', ids).execute()
  return rows.map((row) => {
    const { helps, member } = keys.open('rest', row, ['helps', 'member'])
    const opened = (field: string, sealed: Buffer) => keys.openOne('rest', row.id, row.record_key, field, sealed)
    const taken = {
      id: row.id,
      circleId: row.circle_id,
      memberId: member ?? '',
      until: row.until_day,
      helps: helps ?? '',
      shared: row.shared,
      takenOn: row.taken_on,
      told: told
        .filter((one) => one.rest_id === row.id)
        .map((one) => opened(personField(one.tag), one.person_sealed))
        .sort(),
      duties: duties
        .filter((one) => one.rest_id === row.id)
        .map((one): Duty => ({ ...(JSON.parse(opened(`duty:${one.id}`, one.duty_sealed)) as Duty), id: one.id, state: one.state })),
    }
    return row.state === 'ended' ? { ...taken, state: row.state, endedOn: row.ended_on ?? row.until_day } : { ...taken, state: row.state }
  })
}
