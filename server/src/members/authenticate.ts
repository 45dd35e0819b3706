import type { Actor, Role } from '@tend/shared/members/schema'
import { utcDay } from '@tend/shared/zone'
import { bearerOf, readActorToken, type SlackPerson } from '../http/actor-token.ts'
import type { Caller, Kernel } from '../kernel.ts'
import { directoryHash } from '../keys/seal.ts'
import { joinFromSlack, noteSlackProfile, slackUserHash } from './slack-door.ts'

/** Why a token names nobody. */
type Unknown = 'unauthorised' | 'device_revoked'

type Found = {
  workspace_id: string
  member_id: string
  device_id: string | null
  revoked: boolean
  gone: boolean
  /** The owner of the device erased what was theirs, so nobody knows any more whose it was. */
  erased: boolean
  guest: boolean
  slack_admin: boolean
  circles: { circle: string; roles: Role[] }[] | null
}

/**
 * Finds out who asks, from the `Authorization` header alone and in one statement. People of a bound Slack team are let in on their first
 * request.
 */
export async function authenticate(kernel: Kernel, header: string | undefined): Promise<Caller | Unknown> {
  const token = bearerOf(header)
  if (!token) return 'unauthorised'
  if (token.startsWith('tnd_')) {
    const found = await look(kernel, 'device', directoryHash(token), utcDay(kernel.clock()))
    return found ? asCaller(found) : 'unauthorised'
  }
  const signed = await readActorToken(kernel.coreSecret, token, kernel.clock())
  if (!signed) return 'unauthorised'
  return signed === 'service' ? { kind: 'service' } : fromSlack(kernel, signed.person)
}

async function fromSlack(kernel: Kernel, person: SlackPerson): Promise<Caller | Unknown> {
  const hash = slackUserHash(person.team, person.user)
  const today = utcDay(kernel.clock())
  const known = await look(kernel, 'slack_user', hash, today)
  if (known) {
    const same = known.guest === person.guest && known.slack_admin === person.admin && kernel.names.get(known.member_id) === person.name
    if (same) return asCaller(known)
    await noteSlackProfile(kernel, known.workspace_id, known.member_id, person)
    return asCaller((await look(kernel, 'slack_user', hash, today)) ?? known)
  }
  if (!(await joinFromSlack(kernel, person))) return 'unauthorised'
  const joined = await look(kernel, 'slack_user', hash, today)
  return joined ? asCaller(joined) : 'unauthorised'
}

// Every request asks this, so PostgreSQL plans it once for each connection. A steward whose term ends today is none from today on.
const LOOK = {
  name: 'look',
  text: `select d.workspace_id, m.id as member_id, v.id as device_id, v.revoked_on is not null as revoked, m.left_on is not null as gone, m.id is null as erased, m.guest, m.slack_admin,
      (select json_agg(json_build_object('circle', c.circle_id, 'roles', array(
          select a.role from appointment a where a.workspace_id = c.workspace_id and a.circle_id = c.circle_id and a.member_id = c.member_id
            and (a.until_day is null or a.until_day > $1::date))))
        from circle_member c where c.workspace_id = d.workspace_id and c.member_id = m.id) as circles
    from directory d
      left join device v on d.kind = 'device' and v.workspace_id = d.workspace_id and v.id = d.subject
      left join member m on m.workspace_id = d.workspace_id and m.id = coalesce(v.member_id, d.subject)
    where d.kind = $2 and d.key_hash = $3`,
}

async function look({ lookUps }: Kernel, kind: 'device' | 'slack_user', hash: Buffer, today: string): Promise<Found | undefined> {
  const { rows } = await lookUps.query<Found>({ ...LOOK, values: [today, kind, hash] })
  return rows[0]
}

function asCaller(found: Found): Caller | Unknown {
  if (found.gone) return 'unauthorised'
  if (found.revoked || found.erased) return 'device_revoked'
  const roles = new Map((found.circles ?? []).map(({ circle, roles }) => [circle, new Set<Role>(['member', ...roles])] as const))
  const actor: Actor = {
    memberId: found.member_id,
    workspaceId: found.workspace_id,
    guest: found.guest,
    via: found.device_id ? 'device' : 'slack',
    roles,
  }
  return { kind: 'member', actor, deviceId: found.device_id ?? undefined }
}
