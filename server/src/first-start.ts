import { randomBytes } from 'node:crypto'
import { pick } from '@tend/shared/copy/copy'
import { membersCopy } from '@tend/shared/copy/members'
import { utcDay } from '@tend/shared/zone'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { connect, type Database, type DatabaseLocation, inWorkspace } from './data/database.ts'

import { directoryHash, type Keyring, sameBytes } from './keys/seal.ts'
import { StartProblem } from './problem.ts'

export type FirstStart = { setupHash: Buffer; setupSecret: string | undefined }

/** Makes a new set-up secret and its hash. Only the hash is kept. */
export function newSetupSecret(): { setupHash: Buffer; setupSecret: string } {
  const setupSecret = randomBytes(15).toString('base64url')
  return { setupHash: directoryHash(setupSecret), setupSecret }
}

/**
 * Reads what this database was made with. On the first start it makes the set-up secret and one workspace with one circle. Refuses another
 * operator's key.
 */
export async function firstStart(location: DatabaseLocation, keyring: Keyring, now = new Date()): Promise<FirstStart> {
  const owner = connect(location, 'tend_owner', 1, () => {})
  try {
    const known = await owner.db.selectFrom('installation').select(['key_check', 'setup_hash', 'rotating_to']).executeTakeFirst()
    if (known?.rotating_to) throw new StartProblem('rotation_unfinished')
    if (known && !sameBytes(known.key_check, keyring.check)) throw new StartProblem('wrong_key')
    if (known) return { setupHash: known.setup_hash, setupSecret: undefined }
    const made = newSetupSecret()
    // Both are made or neither: a start that is killed here leaves no workspace that nobody can enter.
    await owner.db.transaction().execute(async (trx) => {
      const workspaceId = v7({ msecs: now.getTime() })
      await sql`select set_config('app.workspace', ${workspaceId}, true)`.execute(trx)
      await addWorkspace(trx, workspaceId, keyring, now)
      await trx
        .insertInto('installation')
        .values({ key_check: keyring.check, setup_hash: made.setupHash, made_on: utcDay(now) })
        .execute()
    })
    return made
  } finally {
    await owner.db.destroy()
  }
}

/** Makes a workspace with one circle and nobody in it. The circle's facilitator names it later. */
export async function createWorkspace(db: Database, keyring: Keyring, now: Date): Promise<{ workspaceId: string; circleId: string }> {
  const workspaceId = v7({ msecs: now.getTime() })
  const circleId = await inWorkspace(db, workspaceId, (trx) => addWorkspace(trx, workspaceId, keyring, now))
  return { workspaceId, circleId }
}

async function addWorkspace(trx: Database, workspaceId: string, keyring: Keyring, now: Date): Promise<string> {
  const circleId = v7({ msecs: now.getTime() })
  const wrapped = keyring.create(workspaceId)
  const sealed = keyring.unwrap(workspaceId, wrapped).seal('circle', circleId, { name: pick(membersCopy, 'en').firstCircle })
  await trx
    .insertInto('workspace')
    .values({ workspace_id: workspaceId, ...wrapped, slack_team: null, made_on: utcDay(now) })
    .execute()
  await trx
    .insertInto('circle')
    .values({
      workspace_id: workspaceId,
      id: circleId,
      record_key: sealed.record_key,
      name_sealed: sealed.name_sealed as Buffer,
      outside_contact_sealed: null,
      emergency_contact_sealed: null,
      language: 'en',
      time_zone: 'UTC',
      digest_day: 1,
      digest_hour: 9,
      digest_paused: false,
      simmer_days: 21,
      small_group_floor: 5,
      slack_channel: null,
      words_never_through_slack: false,
      next_digest_at: null,
    })
    .execute()
  return circleId
}
