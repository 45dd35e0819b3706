import { randomBytes, randomInt } from 'node:crypto'
import { pick } from '@tend/shared/copy/copy'
import { membersCopy } from '@tend/shared/copy/members'
import { makeCode, type Pairing, pair } from '@tend/shared/members/decide'
import type { PairDevice, PairedView, PairingCodeView } from '@tend/shared/members/schema'
import { ok, type Result, refuse } from '@tend/shared/result'
import type { Language } from '@tend/shared/schema'
import type * as v from 'valibot'
import { recordEvents } from '../events.ts'
import type { Kernel } from '../kernel.ts'
import { directoryHash } from '../keys/seal.ts'
import { theClock, type Work, workAs } from '../work.ts'
import { redeemInvitation } from './inviting.ts'
import { firstCircle, insertMember } from './joining.ts'
import { saveAppointments, saveCode } from './store.ts'

/** A code has eight of these 31 signs, none of which is read as another. That makes 39 bits, for ten minutes. */
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

const unknownCode = () => refuse('not_found', 'This code is not known here. Check its letters, or make a new one.', 'code')

/** Makes a new code as a person types it: K7QM-2XHA. */
export function newCode(): string {
  const signs = Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return `${signs.slice(0, 4)}-${signs.slice(4)}`
}

/** Hashes a code by its letters alone. Codes are kept as hashes. */
export function codeHash(code: string): Buffer {
  return directoryHash(`code ${code.toUpperCase().replace('-', '')}`)
}

/** Makes a code for a new person, on behalf of a visitor who may do so (see http/host.ts and the set-up secret). */
export async function codeForSomebodyNew(kernel: Kernel): Promise<v.InferOutput<typeof PairingCodeView>> {
  const workspace = await kernel.dispatch
    .selectFrom('workspace')
    .select('workspace_id')
    .orderBy('workspace_id')
    .limit(1)
    .executeTakeFirstOrThrow()
  return workAs(kernel, theClock(workspace.workspace_id), async (work) => {
    const made = makeCode(0, null, work)
    if (!made.ok) throw new Error('A code for somebody new is never refused.')
    const code = newCode()
    await saveCode(work, made.value.state, codeHash(code))
    await recordEvents(work, made.value.events, false)
    return { code, expiresAt: made.value.state.expiresAt.toISOString(), address: kernel.publicUrl ?? null }
  })
}

/** Whether anyone belongs to the workspace here yet, and whether anyone facilitates its first circle now. */
export async function whoIsHere(kernel: Kernel): Promise<{ someone: boolean; facilitated: boolean }> {
  const one = await kernel.dispatch.selectFrom('member').select('workspace_id').orderBy('workspace_id').limit(1).executeTakeFirst()
  if (!one) return { someone: false, facilitated: false }
  const { facilitated } = await workAs(kernel, theClock(one.workspace_id), (work) => firstCircle(work, false))
  return { someone: true, facilitated }
}

/** Trades a code for a token. The token leaves in this answer only; its hash stays here. */
export async function redeem(kernel: Kernel, input: PairDevice): Promise<Result<PairedView>> {
  const hash = codeHash(input.code)
  const door = await kernel.dispatch
    .selectFrom('directory')
    .select('workspace_id')
    .where('kind', '=', 'pairing_code')
    .where('key_hash', '=', hash)
    .executeTakeFirst()
  if (!door) return redeemInvitation(kernel, input, hash)
  return workAs(kernel, theClock(door.workspace_id), async (work) => {
    const owner = await codeOwner(work, hash)
    const member = owner?.member_id ? await loadGuest(work, owner.member_id) : undefined
    const circle = await firstCircle(work)
    const code = await loadCode(work, hash)
    if (!code) return unknownCode()
    if (code.member_id !== null && !member) return unknownCode()
    const kept = { id: code.id, memberId: code.member_id, expiresAt: code.expires_at, usedAt: code.used_at }
    const decided = pair({ code: kept, member, circleId: circle.id, facilitated: circle.facilitated, led: circle.led }, input, work)
    if (!decided.ok) return decided
    const token = `tnd_${randomBytes(32).toString('base64url')}`
    await save(work, decided.value.state, circle.id, token)
    await recordEvents(work, decided.value.events, false)
    const { id: deviceId, memberId } = decided.value.state.device
    return ok({ token, memberId, deviceId })
  })
}

const codes = (work: Work, hash: Buffer) =>
  work.trx
    .selectFrom('pairing_code')
    .where('workspace_id', '=', work.workspaceId)
    .where('code_hash', '=', hash)
    .orderBy('expires_at', 'desc')
    .limit(1)

/** Reads the member a code is for, without locking it: a person's row is always locked before their code. */
export function codeOwner(work: Work, hash: Buffer) {
  return codes(work, hash).select('member_id').executeTakeFirst()
}

/** Reads a code by its hash, locked. */
export function loadCode(work: Work, hash: Buffer) {
  return codes(work, hash).select(['id', 'member_id', 'expires_at', 'used_at']).forUpdate().executeTakeFirst()
}

/** Reads a member who is here, and keeps them here until their device is paired. */
function loadGuest(work: Work, id: string) {
  return work.trx
    .selectFrom('member')
    .select(['id', 'guest'])
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', id)
    .where('left_on', 'is', null)
    .forKeyShare()
    .executeTakeFirst()
}

async function save(
  work: Work,
  { codeId, device, joining, language, appointments }: Pairing,
  circleId: string,
  token: string,
): Promise<void> {
  const { workspaceId } = work
  if (joining) await insertMember(work, { ...joining, guest: false, slackAdmin: false, slackUser: null }, circleId)
  if (language)
    await work.trx
      .updateTable('member')
      .set({ language })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', device.memberId)
      .execute()
  if (appointments.length > 0) await saveAppointments(work, circleId, device.memberId, appointments)
  if (joining && appointments.length > 0) await speakAsTheFirst(work, circleId, joining.language)
  const token_hash = directoryHash(token)
  await work.trx
    .insertInto('device')
    .values({ workspace_id: workspaceId, id: device.id, member_id: device.memberId, token_hash, paired_on: work.today, revoked_on: null })
    .execute()
  await work.trx
    .insertInto('directory')
    .values({ kind: 'device', key_hash: token_hash, workspace_id: workspaceId, subject: device.id })
    .execute()
  await useCode(work, codeId)
}

// The circle was made before anyone was there. It takes the language of the first person who comes, and of nobody after that.
async function speakAsTheFirst(work: Work, circleId: string, language: Language): Promise<void> {
  const at = { workspaceId: work.workspaceId, id: circleId }
  const { record_key, people } = await work.trx
    .selectFrom('circle')
    .select((is) => [
      'record_key',
      is
        .selectFrom('circle_member')
        .select(is.fn.countAll<string>().as('n'))
        .where('workspace_id', '=', at.workspaceId)
        .where('circle_id', '=', at.id)
        .as('people'),
    ])
    .where('workspace_id', '=', at.workspaceId)
    .where('id', '=', at.id)
    .executeTakeFirstOrThrow()
  if (Number(people) !== 1) return
  const { name_sealed } = work.keys.seal('circle', at.id, { name: pick(membersCopy, language).firstCircle }, record_key)
  await work.trx
    .updateTable('circle')
    .set({ language, name_sealed: name_sealed as Buffer })
    .where('workspace_id', '=', at.workspaceId)
    .where('id', '=', at.id)
    .execute()
}

/** Marks a code as used. A code works once. */
export async function useCode(work: Work, codeId: string): Promise<void> {
  await work.trx
    .updateTable('pairing_code')
    .set({ used_at: work.now })
    .where('workspace_id', '=', work.workspaceId)
    .where('id', '=', codeId)
    .execute()
}
