import type { PlannableEvent } from '@tend/shared/deliveries/plan'
import type { Actor } from '@tend/shared/members/schema'
import { utcDay } from '@tend/shared/zone'
import { sql, type Transaction } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { inWorkspace } from './data/database.ts'
import type { Hold } from './data/hold.ts'
import type { Tables } from './data/tables.ts'
import type { Kernel } from './kernel.ts'
import type { WorkspaceKeys } from './keys/seal.ts'
import type { Log } from './log.ts'

/** What every load and save gets: one transaction in one workspace, the person who acts, the time, ids and keys. */
export type Work = {
  trx: Transaction<Tables>
  workspaceId: string
  actor: Actor
  now: Date
  /** The UTC day of `now`. */
  today: string
  /** Makes a uuid v7. */
  id(): string
  /** Makes a uuid v4, for everything that belongs to a concern. */
  randomId(): string
  keys: WorkspaceKeys
  /** The queues. A job that is sent with this transaction as its `db` exists when the transaction commits, and not otherwise. */
  jobs: PgBoss | undefined
  log: Log
}

/** An event: ids and enums only. `recipients` serve planning deliveries and are never stored. */
export type TendEvent = PlannableEvent

/** Whether the person who acts is still a member here, as a part of a statement. */
export const stillHere = ({ workspaceId, actor }: Work) =>
  sql<boolean>`exists (select from member where workspace_id = ${workspaceId} and id = ${actor.memberId} and left_on is null)`

/**
 * Whether the person who acts is still a member here. Between reading their token and their turn they may have become another member, or
 * gone.
 */
export async function isHere(work: Work): Promise<boolean> {
  const { rows } = await sql<{ here: boolean }>`select ${stillHere(work)} as here`.execute(work.trx)
  return rows[0]?.here ?? false
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The actor of what the clock does: nobody, with no role. */
export function theClock(workspaceId: string): Actor {
  return { memberId: NOBODY, workspaceId, guest: false, roles: new Map() }
}

/** Opens a transaction in the actor's workspace. Routes go through `handle`; jobs, and pages that act for a person, come here. */
export function workAs<T>(kernel: Kernel, actor: Actor, run: (work: Work) => Promise<T>, hold?: Hold): Promise<T> {
  const inIt = async (trx: Transaction<Tables>) => {
    const now = kernel.clock()
    const keys = kernel.keyring.known(actor.workspaceId) ?? (await unwrap(kernel, trx, actor.workspaceId))
    const { id, randomId, jobs, log } = kernel
    return run({ trx, workspaceId: actor.workspaceId, actor, now, today: utcDay(now), id, randomId, keys, jobs, log })
  }
  return inWorkspace(kernel.db, actor.workspaceId, inIt, hold)
}

async function unwrap(kernel: Kernel, trx: Transaction<Tables>, workspaceId: string): Promise<WorkspaceKeys> {
  const wrapped = await trx
    .selectFrom('workspace')
    .select(['wrapped_key', 'wrapped_tag_key'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return kernel.keyring.unwrap(workspaceId, wrapped)
}
