import { randomBytes } from 'node:crypto'
import { type Invitation, join } from '@tend/shared/members/circle-decide'
import type { PairDevice, PairedView } from '@tend/shared/members/schema'
import { ok, type Result, refuse } from '@tend/shared/result'
import { recordEvents } from '../events.ts'
import type { Kernel } from '../kernel.ts'
import { directoryHash } from '../keys/seal.ts'
import { theClock, type Work, workAs } from '../work.ts'
import { insertMember } from './joining.ts'

const unknownCode = () => refuse('not_found', 'This code is not known here. Check its letters, or make a new one.', 'code')

/** Reads an invitation by its hash, locked until the transaction ends. */
export async function loadInvitation(work: Work, hash: Buffer): Promise<Invitation | undefined> {
  const row = await work.trx
    .selectFrom('invitation')
    .select(['id', 'circle_id', 'expires_at', 'uses_left'])
    .where('workspace_id', '=', work.workspaceId)
    .where('code_hash', '=', hash)
    .forUpdate()
    .executeTakeFirst()
  return row && { id: row.id, circleId: row.circle_id, expiresAt: row.expires_at, usesLeft: row.uses_left }
}

/** Saves that an invitation was used. */
export async function saveUse(work: Work, { id, usesLeft }: Invitation): Promise<void> {
  await work.trx
    .updateTable('invitation')
    .set({ uses_left: usesLeft })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Lets a new person in by an invitation. They name themselves, and their first device is paired. The token leaves in this answer only. */
export async function redeemInvitation(kernel: Kernel, input: PairDevice, hash: Buffer): Promise<Result<PairedView>> {
  const door = await kernel.dispatch
    .selectFrom('directory')
    .select('workspace_id')
    .where('kind', '=', 'invitation')
    .where('key_hash', '=', hash)
    .executeTakeFirst()
  if (!door) return unknownCode()
  return workAs(kernel, theClock(door.workspace_id), async (work) => {
    const invitation = await loadInvitation(work, hash)
    if (!invitation) return unknownCode()
    if (input.displayName === undefined) return refuse('invalid', 'Say what your circle calls you.', 'displayName')
    const memberId = work.id()
    const decided = join({ invitation, memberId, already: false }, work)
    if (!decided.ok) return decided
    await saveUse(work, decided.value.state)
    const { displayName, language = 'en' } = input
    await insertMember(work, { id: memberId, displayName, language, guest: false, slackAdmin: false, slackUser: null }, invitation.circleId)
    const deviceId = work.id()
    const token = await insertDevice(work, deviceId, memberId)
    await recordEvents(work, [...decided.value.events, { kind: 'device.paired', subject: deviceId, circleId: null }], false)
    return ok({ token, memberId, deviceId })
  })
}

async function insertDevice(work: Work, id: string, member_id: string): Promise<string> {
  const token = `tnd_${randomBytes(32).toString('base64url')}`
  const token_hash = directoryHash(token)
  const { workspaceId: workspace_id, today: paired_on } = work
  await work.trx.insertInto('device').values({ workspace_id, id, member_id, token_hash, paired_on, revoked_on: null }).execute()
  await work.trx.insertInto('directory').values({ kind: 'device', key_hash: token_hash, workspace_id, subject: id }).execute()
  return token
}
