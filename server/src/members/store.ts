import type { PairingCode } from '@tend/shared/members/decide'
import type { Appointment, Circle, Device } from '@tend/shared/members/policy'
import type { Me } from '@tend/shared/members/view'
import { sql } from 'kysely'
import { whoRests } from '../rests/resting.ts'
import type { Work } from '../work.ts'

/** Reads a circle with its people and appointments; nothing when it is not here. `lock` is for those who will change it. */
export async function loadCircle(work: Work, id: string, lock = false): Promise<Circle | undefined> {
  let rows = work.trx.selectFrom('circle').selectAll().where('workspace_id', '=', work.workspaceId).where('id', '=', id)
  if (lock) rows = rows.forUpdate()
  const row = await rows.executeTakeFirst()
  if (!row) return undefined
  const texts = work.keys.open('circle', row, ['name', 'outside_contact', 'emergency_contact'])
  return {
    id,
    name: texts.name ?? '',
    language: row.language,
    timeZone: row.time_zone,
    digestDay: row.digest_day,
    digestHour: row.digest_hour,
    digestPaused: row.digest_paused,
    simmerDays: row.simmer_days,
    outsideContact: texts.outside_contact,
    emergencyContact: texts.emergency_contact,
    slackChannel: row.slack_channel,
    wordsNeverThroughSlack: row.words_never_through_slack,
    people: await peopleOf(work, id),
    appointments: await appointmentsOf(work, id),
  }
}

async function peopleOf(work: Work, circleId: string): Promise<Circle['people']> {
  const rows = await work.trx
    .selectFrom('member')
    .innerJoin('circle_member', (on) =>
      on.onRef('circle_member.workspace_id', '=', 'member.workspace_id').onRef('circle_member.member_id', '=', 'member.id'),
    )
    .select([
      'member.id',
      'member.record_key',
      'member.display_name_sealed',
      'member.guest',
      'member.slack_admin',
      'member.away',
      'member.no_new_ones',
    ])
    .where('member.workspace_id', '=', work.workspaceId)
    .where('circle_member.circle_id', '=', circleId)
    .where('member.left_on', 'is', null)
    .orderBy('member.joined_on')
    .orderBy('member.id')
    .execute()
  // A person who rests takes on nothing new, as one who is away. The person who asks reads of themselves only what they said.
  const others = rows.map(({ id }) => id).filter((id) => id !== work.actor.memberId)
  const rests = await whoRests(work, others)
  return rows.map((row) => ({
    id: row.id,
    displayName: work.keys.open('member', row, ['display_name']).display_name ?? '',
    guest: row.guest,
    slackAdmin: row.slack_admin,
    away: row.away || rests.has(row.id),
    noNewOnes: row.no_new_ones,
  }))
}

async function appointmentsOf(work: Work, circleId: string): Promise<Appointment[]> {
  const rows = await work.trx
    .selectFrom('appointment')
    .innerJoin('member', (on) =>
      on.onRef('member.workspace_id', '=', 'appointment.workspace_id').onRef('member.id', '=', 'appointment.member_id'),
    )
    .select(['appointment.member_id', 'appointment.role', 'appointment.until_day'])
    .where('appointment.workspace_id', '=', work.workspaceId)
    .where('appointment.circle_id', '=', circleId)
    .where('member.left_on', 'is', null)
    .orderBy('appointment.appointed_on')
    .orderBy('appointment.member_id')
    .execute()
  return rows.map(({ member_id, role, until_day }) => ({ memberId: member_id, role, untilDay: until_day }))
}

/** Saves what facilitators change, and when the next digest is due. With `undefined` that stays as before. */
export async function saveCircle(work: Work, circle: Circle, nextDigestAt: Date | null | undefined): Promise<void> {
  const { record_key } = await work.trx
    .selectFrom('circle')
    .select('record_key')
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', circle.id)
    .executeTakeFirstOrThrow()
  const words = { name: circle.name, outside_contact: circle.outsideContact, emergency_contact: circle.emergencyContact }
  const { name_sealed, outside_contact_sealed, emergency_contact_sealed } = work.keys.seal('circle', circle.id, words, record_key)
  await work.trx
    .updateTable('circle')
    .set({
      ...(name_sealed ? { name_sealed } : {}),
      outside_contact_sealed,
      emergency_contact_sealed,
      language: circle.language,
      time_zone: circle.timeZone,
      digest_day: circle.digestDay,
      digest_hour: circle.digestHour,
      digest_paused: circle.digestPaused,
      simmer_days: circle.simmerDays,
      slack_channel: circle.slackChannel,
      words_never_through_slack: circle.wordsNeverThroughSlack,
      ...(nextDigestAt === undefined ? {} : { next_digest_at: nextDigestAt }),
    })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', circle.id)
    .execute()
}

/** Makes the stored appointments of one person what the circle now says. */
export async function saveAppointments(
  work: Work,
  circleId: string,
  memberId: string,
  appointments: readonly Appointment[],
): Promise<void> {
  await work.trx
    .deleteFrom('appointment')
    .where('workspace_id', '=', work.workspaceId)
    .where('circle_id', '=', circleId)
    .where('member_id', '=', memberId)
    .execute()
  const own = appointments.filter((one) => one.memberId === memberId)
  if (own.length === 0) return
  const appointed = { workspace_id: work.workspaceId, circle_id: circleId, appointed_by: work.actor.memberId, appointed_on: work.today }
  await work.trx
    .insertInto('appointment')
    .values(own.map(({ role, untilDay }) => ({ ...appointed, member_id: memberId, role, until_day: untilDay })))
    .execute()
  if (own.some(({ role }) => role === 'facilitator')) await noteLed(work, circleId)
}

/** Notes that the circle is facilitated: from now on nobody becomes its facilitator by pairing alone. */
async function noteLed(work: Work, circleId: string): Promise<void> {
  await work.trx
    .updateTable('circle')
    .set({ led: true })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', circleId)
    .where('led', '=', false)
    .execute()
}

/** Reads the person who asks, with their circles and devices. */
export async function loadMe(work: Work): Promise<Me | undefined> {
  const { memberId } = work.actor
  const row = await work.trx
    .selectFrom('member')
    .selectAll()
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', memberId)
    .executeTakeFirst()
  if (!row) return undefined
  const { ends_on } = await work.trx
    .selectFrom('workspace')
    .select('ends_on')
    .where('workspace_id', '=', work.workspaceId)
    .executeTakeFirstOrThrow()
  const circles = await work.trx
    .selectFrom('circle')
    .innerJoin('circle_member', (on) =>
      on.onRef('circle_member.workspace_id', '=', 'circle.workspace_id').onRef('circle_member.circle_id', '=', 'circle.id'),
    )
    .select(['circle.id', 'circle.record_key', 'circle.name_sealed'])
    .where('circle.workspace_id', '=', work.workspaceId)
    .where('circle_member.member_id', '=', memberId)
    .orderBy('circle.id')
    .execute()
  return {
    id: row.id,
    displayName: work.keys.open('member', row, ['display_name']).display_name ?? '',
    language: row.language,
    away: row.away,
    slackLinked: row.slack_user !== null,
    workspaceEndsOn: ends_on,
    circles: circles.map((circle) => ({ id: circle.id, name: work.keys.open('circle', circle, ['name']).name ?? '' })),
    devices: await loadDevices(work),
  }
}

export async function saveAway(work: Work, away: boolean): Promise<void> {
  await work.trx
    .updateTable('member')
    .set({ away })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', work.actor.memberId)
    .execute()
}

/** Reads the actor's own devices, revoked ones too. */
export async function loadDevices(work: Work): Promise<Device[]> {
  const rows = await work.trx
    .selectFrom('device')
    .select(['id', 'member_id', 'paired_on', 'revoked_on'])
    .where('workspace_id', '=', work.workspaceId)
    .where('member_id', '=', work.actor.memberId)
    .orderBy('id')
    .execute()
  return rows.map(({ id, member_id, paired_on, revoked_on }) => ({ id, memberId: member_id, pairedOn: paired_on, revokedOn: revoked_on }))
}

export async function saveRevoked(work: Work, devices: readonly Device[]): Promise<void> {
  for (const { id, revokedOn } of devices)
    await work.trx
      .updateTable('device')
      .set({ revoked_on: revokedOn })
      .where('workspace_id', '=', work.workspaceId)
      .where('id', '=', id)
      .execute()
}

/** Keeps a code by its hash only, in the directory, where a request without a token can find it. */
export async function saveCode(work: Work, code: PairingCode, hash: Buffer): Promise<void> {
  const { workspaceId } = work
  await work.trx
    .insertInto('pairing_code')
    .values({
      workspace_id: workspaceId,
      id: code.id,
      code_hash: hash,
      member_id: code.memberId,
      expires_at: code.expiresAt,
      used_at: null,
    })
    .execute()
  // Codes that are long over make room for the same letters to come again.
  await sql`delete from directory where workspace_id = ${workspaceId} and kind = 'pairing_code' and subject in
    (select id from pairing_code where workspace_id = ${workspaceId} and expires_at < ${new Date(work.now.getTime() - 86_400_000)})`.execute(
    work.trx,
  )
  await work.trx
    .deleteFrom('pairing_code')
    .where('workspace_id', '=', workspaceId)
    .where('expires_at', '<', new Date(work.now.getTime() - 86_400_000))
    .execute()
  await work.trx
    .insertInto('directory')
    .values({ kind: 'pairing_code', key_hash: hash, workspace_id: workspaceId, subject: code.id })
    .execute()
}
