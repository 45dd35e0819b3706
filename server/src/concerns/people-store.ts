import { isUnopened } from '@tend/shared/concerns/policy'
import type { Standing } from '@tend/shared/concerns/schema'
import type { Concern, RaisingCircle } from '@tend/shared/concerns/state'
import type { RaiserContext } from '@tend/shared/concerns/view'
import { missingOf, stewardsOn } from '@tend/shared/members/policy'
import type { Names } from '@tend/shared/members/schema'
import { sql } from 'kysely'
import { namesOf } from '../members/people.ts'
import { whoRests } from '../rests/resting.ts'
import type { Work } from '../work.ts'
import { peopleOf, personField } from './store.ts'

/** Reads what raising needs of a circle; nothing when the circle is not there. */
export async function loadRaisingCircle(work: Work, circleId: string): Promise<RaisingCircle | undefined> {
  const { trx, workspaceId, today } = work
  const circle = await trx
    .selectFrom('circle')
    .select(['id', 'outside_contact_sealed', 'emergency_contact_sealed', 'words_never_through_slack'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', circleId)
    .executeTakeFirst()
  if (!circle) return undefined
  const { rows } = await sql<{ id: string; away: boolean; until: string | null }>`
    select m.id, m.away or m.no_new_ones as away, a.until_day as until
    from circle_member c
      join member m on m.workspace_id = c.workspace_id and m.id = c.member_id and m.left_on is null
      left join appointment a on a.workspace_id = c.workspace_id and a.circle_id = c.circle_id and a.member_id = c.member_id
        and a.role = 'steward' and a.until_day > ${today}::date
    where c.workspace_id = ${workspaceId} and c.circle_id = ${circleId} order by m.id`.execute(trx)
  // A person who rests takes on nothing new, as one who is away.
  const rests = await whoRests(
    work,
    rows.map(({ id }) => id),
  )
  const people = rows.map((row) => ({ ...row, away: row.away || rests.has(row.id) }))
  const appointments = people.flatMap(({ id, until }) => (until ? [{ memberId: id, role: 'steward' as const, untilDay: until }] : []))
  // Raising asks only whether there is a contact. What it says stays sealed.
  const contact = (sealed: Buffer | null) => (sealed === null ? null : '')
  const contacts = { outsideContact: contact(circle.outside_contact_sealed), emergencyContact: contact(circle.emergency_contact_sealed) }
  const stewards = stewardsOn({ appointments }, today)
  const missing = missingOf({ appointments, ...contacts }, today)
  return { id: circle.id, people, stewards, missing, wordsNeverThroughSlack: circle.words_never_through_slack }
}

/** Reads the display names of everybody that these concerns mention. */
export function loadNames(work: Work, concerns: readonly Concern[]): Promise<Names> {
  return namesOf(
    work,
    concerns.flatMap((concern) => [concern.raiserId, ...peopleOf(concern).map((one) => one.memberId)]),
  )
}

/** Reads what the people of a circle are called. Words for the circle may name none of them. */
export async function loadCircleNames(work: Work, circleId: string): Promise<string[]> {
  const rows = await work.trx
    .selectFrom('circle_member')
    .select('member_id')
    .where('workspace_id', '=', work.workspaceId)
    .where('circle_id', '=', circleId)
    .execute()
  const names = await namesOf(
    work,
    rows.map((row) => row.member_id),
  )
  return [...names.values()]
}

/** Finds the circles among these that keep words out of the way the person came by. Only Slack is ever such a way. */
export async function loadClosedCircles(work: Work, circleIds: Iterable<string>): Promise<ReadonlySet<string>> {
  const ids = [...new Set(circleIds)]
  if (work.actor.via !== 'slack' || ids.length === 0) return new Set()
  const rows = await work.trx
    .selectFrom('circle')
    .select('id')
    .where('workspace_id', '=', work.workspaceId)
    .where('id', 'in', ids)
    .where('words_never_through_slack', '=', true)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Reads what a raiser sees beside their concerns, for each of them. */
export async function loadAround(work: Work, concerns: readonly Concern[]): Promise<(concern: Concern) => RaiserContext> {
  const uncertain = await noticesUncertain(work, concerns)
  const closed = await loadClosedCircles(
    work,
    concerns.map((concern) => concern.circleId),
  )
  const standings = await loadStandings(work, concerns)
  const contacts = await loadOutsideContacts(work, concerns)
  return (concern) => ({
    noticeUncertain: uncertain.has(concern.id),
    outsideContact: contacts.get(concern.circleId) ?? null,
    standing: (memberId) => standings.get(`${concern.circleId} ${memberId}`) ?? 'left',
    withoutWords: closed.has(concern.circleId),
  })
}

/** Reads how the recipients of these concerns stand in their circles. A recipient who is missing has left. */
async function loadStandings({ trx, workspaceId, today }: Work, concerns: readonly Concern[]): Promise<Map<string, Standing>> {
  const given = concerns.filter((concern) => concern.status !== 'kept')
  if (given.length === 0) return new Map()
  const memberIds = [...new Set(given.flatMap((concern) => concern.recipients.map((one) => one.memberId)))]
  const circleIds = [...new Set(given.map((concern) => concern.circleId))]
  const { rows } = await sql<{ circle: string; member: string; away: boolean; steward: boolean }>`
    select c.circle_id as circle, c.member_id as member, m.away or m.no_new_ones as away, exists (select 1 from appointment a where a.workspace_id = c.workspace_id
        and a.circle_id = c.circle_id and a.member_id = c.member_id and a.role = 'steward' and a.until_day > ${today}::date) as steward
    from circle_member c join member m on m.workspace_id = c.workspace_id and m.id = c.member_id and m.left_on is null
    where c.workspace_id = ${workspaceId} and c.circle_id = any(${circleIds}) and c.member_id = any(${memberIds})`.execute(trx)
  return new Map(rows.map((row) => [`${row.circle} ${row.member}`, row.steward ? (row.away ? 'away' : 'steward') : 'term_over']))
}

/** Reads the contacts outside the group, for the circles in which something is unopened. */
async function loadOutsideContacts({ trx, workspaceId, keys, today }: Work, concerns: readonly Concern[]): Promise<Map<string, string>> {
  const circleIds = [...new Set(concerns.filter((concern) => isUnopened(concern, today)).map((concern) => concern.circleId))]
  if (circleIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('circle')
    .select(['id', 'record_key', 'outside_contact_sealed'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', circleIds)
    .execute()
  return new Map(rows.map((row) => [row.id, keys.open('circle', row, ['outside_contact']).outside_contact ?? '']))
}

/**
 * Finds the concerns among these of which a notice may not have arrived, for their raiser alone. A recipient without Slack finds a concern
 * without a notice.
 */
export async function noticesUncertain({ trx, workspaceId }: Work, concerns: readonly Concern[]): Promise<ReadonlySet<string>> {
  const given = concerns.filter((concern) => concern.status === 'given').map((concern) => concern.id)
  if (given.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select distinct subject_id as id from delivery
    where workspace_id = ${workspaceId} and subject_id = any(${given}) 
      and (state = 'uncertain' or state = 'given_up' and trouble <> 'no_slack')`.execute(trx)
  return new Set(rows.map((row) => row.id))
}

/** One member turned out to be another: what the first was left out of, they stay left out of under the other's id. */
export async function moveLeftOut({ trx, workspaceId, keys }: Work, goneId: string, id: string): Promise<void> {
  const gone = await trx
    .deleteFrom('concern_person')
    .using('concern')
    .whereRef('concern.workspace_id', '=', 'concern_person.workspace_id')
    .whereRef('concern.id', '=', 'concern_person.concern_id')
    .where('concern_person.workspace_id', '=', workspaceId)
    .where('concern_person.tag', '=', keys.tag('left_out', goneId))
    .returning(['concern_person.concern_id', 'concern.record_key', 'concern.raiser_tag'])
    .execute()
  const tag = keys.tag('left_out', id)
  const own = keys.tag('raiser', id)
  for (const { concern_id, record_key, raiser_tag } of gone) {
    if (raiser_tag.equals(own)) continue
    const sealed = keys.seal<string>('concern', concern_id, { [personField(tag)]: id }, record_key)
    const person_sealed = sealed[`${personField(tag)}_sealed`] as Buffer
    const row = { workspace_id: workspaceId, concern_id, tag, person_sealed, place: 'left_out' as const }
    await trx
      .insertInto('concern_person')
      .values({ ...row, opened_on: null, given_on: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
